"""The current tables. Migrations of older archives are in migrations.py."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    text,
)

from crawler.archive.database.columns import Json, Time
from crawler.newspapers.model import VIETNAM

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newspaper", Text, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("subsection", Text),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kicker", Text),
    Column("lead", Text),
    Column("body", Text, nullable=False),
    Column("author", Text),
    Column("published_at", Time(VIETNAM)),
    Column("published_precision", Text),
    Column("published_raw", Text),
    Column("tags", Json, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("duplicate_of", ForeignKey("articles.id")),
    Column("duplicate_kind", Text),
    Column("sources", Json, nullable=False),
    Column("first_seen_at", Time, nullable=False),
    Column("fetched_at", Time, nullable=False),
    Column("gone_at", Time),
    UniqueConstraint("newspaper", "article_id"),
    CheckConstraint("published_precision IN ('minute', 'day')", name="precision_known"),
    CheckConstraint("duplicate_kind IN ('exact', 'near')", name="duplicate_kind_known"),
    CheckConstraint("(duplicate_of IS NULL) = (duplicate_kind IS NULL)", name="duplicate_has_kind"),
    Index("articles_by_publication", "newspaper", "published_at"),
    # For readers: sorted lists, and counts from the index alone.
    Index("articles_by_day", "published_at", "id", "duplicate_of"),
    Index("articles_by_section", "newspaper", "section", "published_at", "id", "subsection", "duplicate_of"),
)
# Without the articles that are no copies: SQLite would take this index for all of them, and sort a whole archive.
Index(
    "articles_by_original",
    articles.c.duplicate_of,
    sqlite_where=articles.c.duplicate_of.is_not(None),
    postgresql_where=articles.c.duplicate_of.is_not(None),
)
Index(
    "articles_gone",
    articles.c.gone_at,
    sqlite_where=articles.c.gone_at.is_not(None),
    postgresql_where=articles.c.gone_at.is_not(None),
)

UNIQUE_ARTICLES = "CREATE VIEW unique_articles AS SELECT * FROM articles WHERE duplicate_of IS NULL"

images = Table(
    "images",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("caption", Text),
    Column("path", Text),
    Column("sha256", Text),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("lead", Text),
    Column("body", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("seen_at", Time, nullable=False),
    Column("edit", Text, nullable=False),
    CheckConstraint("edit IN ('typo', 'rewording', 'addition', 'headline')", name="edit_known"),
    Index("revisions_by_moment", "seen_at"),
)
"""Earlier texts; ``edit`` is the edit that replaced the text of that revision."""

pages = Table(
    "pages",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("rules", Text),
)
"""Place of each revision's page in the page archive, and the rules that last read it."""

captures = Table(
    "captures",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("captured_at", Time, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("payload_digest", Text),
    Column("fields", Json, nullable=False),
)
"""Captures of web archives that were read, with what each gives of the fields that the newspaper's page may lack."""

imports = Table(
    "imports",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("rules", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("skip", BigInteger, nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("counts", Json, nullable=False),
    Column("problem", Text),
    Column("started_at", Time, nullable=False),
    Column("finished_at", Time),
)
"""Imported files, and how far each was read."""

links = Table(
    "links",
    metadata,
    Column("newspaper", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("section", Text, primary_key=True),
)
"""Other addresses and sections under which an article was linked; also of articles not yet stored."""

ADDRESSES = """CREATE VIEW addresses AS
SELECT articles.id AS article, links.url AS url, links.section AS section
FROM links JOIN articles ON articles.newspaper = links.newspaper AND articles.article_id = links.article_id
WHERE links.url <> articles.url OR links.section <> articles.section"""

frontier = Table(
    "frontier",
    metadata,
    Column("newspaper", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Time),
    Column("last_error", Text),
    Column("discovered_at", Time, nullable=False),
    Column("listed_title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("found_by", Text, nullable=False, server_default=""),
    CheckConstraint("state IN ('pending', 'stored', 'failed', 'gone')", name="state_known"),
)
# Partial indexes of articles still to be fetched: they stay small however large the archive grows.
_PENDING, _STORED, _FAILED = (text(f"state = '{state}'") for state in ("pending", "stored", "failed"))
Index(
    "frontier_by_turn",
    frontier.c.newspaper,
    # Otherwise SQLite reads it from the row, although the index holds only this state.
    frontier.c.state,
    frontier.c.rank,
    frontier.c.published.desc(),
    frontier.c.next_try_at,
    frontier.c.article_id,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
Index(
    "frontier_to_recheck",
    frontier.c.newspaper,
    frontier.c.next_try_at,
    frontier.c.article_id,
    sqlite_where=and_(_STORED, frontier.c.next_try_at.is_not(None)),
    postgresql_where=and_(_STORED, frontier.c.next_try_at.is_not(None)),
)
Index("frontier_failed", frontier.c.newspaper, sqlite_where=_FAILED, postgresql_where=_FAILED)

sections = Table(
    "sections",
    metadata,
    Column("newspaper", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("seen_at", Time, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("caught_up_at", Time),
    Column("pages_done", Integer, nullable=False),
    Column("pager", Text, nullable=False),
    Column("unchanged_answers", Integer, nullable=False, server_default="0"),
    CheckConstraint("pager IN ('open', 'ended', 'trap')", name="pager_known"),
)

quotas = Table(
    "quotas",
    metadata,
    Column("newspaper", Text, primary_key=True),
    Column("window_s", Integer, primary_key=True),
    Column("requests", Integer, nullable=False),
    Column("learned_at", Time, nullable=False),
)

pace = Table(
    "pace",
    metadata,
    Column("newspaper", Text, primary_key=True),
    Column("second", Integer, primary_key=True),
    Column("requests", Integer, nullable=False),
)
"""Requests sent in each second of Unix time, for the last two hours."""

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("text_hash", BigInteger, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

fingerprint_keys = Table(
    "fingerprint_keys",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newspaper", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("started_at", Time, nullable=False),
    Column("finished_at", Time),
    Column("outcome", Text),
    Column("exit_code", Integer),
    Column("stats", Json, nullable=False),
    Index("runs_by_start", "newspaper", "started_at"),
)

VIEWS = (UNIQUE_ARTICLES, ADDRESSES)

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("applied_at", Time, nullable=False),
)
