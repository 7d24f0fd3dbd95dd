"""What an article's text is in substance, as one hash. Pure."""

from hashlib import sha256

from pipelines.comparable import fold_to_substance


def content_hash(title: str, lead: str | None, body: str) -> str:
    """64 hex digits, the same for texts that differ only in white space, tone placement or typography.

    >>> content_hash("Tòa án", None, "Một.") == content_hash("Toà  án", "", "Một. ")
    True
    >>> content_hash("Tòa án", None, "Một.") == content_hash("Tòa án", None, "Hai.")
    False
    """
    fields = (fold_to_substance(text or "") for text in (title, lead, body))
    return sha256("\x1f".join(fields).encode()).hexdigest()
