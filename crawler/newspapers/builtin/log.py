"""The log of requests that the server received."""

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, TextIO, overload

Kind = Literal[
    "robots",
    "home",
    "section",
    "article",
    "image",
    "asset",
    "feed",
    "not-news",
    "disallowed",
    "missing",
    "gone",
    "moved",
    "trap",
    "foreign",
    "wait",
]
"""``asset``: scripts and the pictures of the wait page; ``moved``: a former address, redirected;
``trap``: a section's address resolved below another page;
``foreign``: asked by another host name; ``wait``: answered by the gate."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One request and how it was answered."""

    time: float
    """Seconds of the monotonic clock, when the request had arrived."""
    wall: datetime
    method: str
    path: str
    """With its query."""
    status: int
    """0 when the connection was left without an answer."""
    kind: Kind
    wanted: Kind
    """What was requested, also when the gate answered."""
    article_id: str | None
    user_agent: str
    headers: Mapping[str, str]
    """As sent, the names in lower case."""
    via_browser: bool
    """A browser's navigation or one of its sub-requests (``Sec-Fetch-Mode`` is sent)."""
    while_closed: bool
    """The gate was closed to this client."""

    def as_json(self) -> str:
        """One line for a log file."""
        return json.dumps(asdict(self) | {"wall": self.wall.isoformat()}, ensure_ascii=False)


class Log:
    """A list of hits that grows while it is read; each is also written to ``tee``."""

    def __init__(self, tee: TextIO | None = None) -> None:
        self._hits: list[Hit] = []
        self._tee = tee
        self._lock = threading.Lock()

    def append(self, hit: Hit) -> None:
        """Add a hit."""
        with self._lock:
            self._hits.append(hit)
            if self._tee is not None:
                self._tee.write(hit.as_json() + "\n")

    def clear(self) -> None:
        """Remove all hits."""
        with self._lock:
            self._hits.clear()

    def select(self, kind: Kind | None = None) -> list[Hit]:
        """The hits of one kind, or all, in their order."""
        with self._lock:
            return [hit for hit in self._hits if kind is None or hit.kind == kind]

    def articles(self) -> list[Hit]:
        """Article pages that were answered."""
        return self.select("article")

    def article_ids(self) -> list[str]:
        """Ids of the article pages that were answered, in their order, each as often as it was."""
        return [hit.article_id for hit in self.articles() if hit.article_id]

    def paths(self, kind: Kind | None = None) -> list[str]:
        """Paths with queries."""
        return [hit.path for hit in self.select(kind)]

    def count(self, kind: Kind | None = None) -> int:
        """Number of hits."""
        return len(self.select(kind))

    def while_closed(self) -> list[Hit]:
        """Requests made while the gate was closed, the one that found it closed included."""
        return [hit for hit in self.select() if hit.while_closed]

    def navigations(self) -> list[Hit]:
        """Pages that a browser went to."""
        return [hit for hit in self.select() if hit.headers.get("sec-fetch-mode") == "navigate"]

    def summary(self) -> str:
        """One line of counts."""
        hits = self.select()
        kinds = Counter(hit.wanted for hit in hits)
        counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        closed = sum(hit.while_closed for hit in hits)
        return f"{len(hits)} requests ({counts or 'none'}); requests while closed: {closed}"

    def __len__(self) -> int:
        with self._lock:
            return len(self._hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.select())

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        return self.select()[place]
