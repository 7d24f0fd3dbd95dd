"""All SQL statements of the project: SQLAlchemy Core, the same functions on SQLite and PostgreSQL."""

from crawler.archive.archive import Archive
from crawler.archive.database.errors import ArchiveError, NoArchive, SchemaTooNew

__all__ = ["Archive", "ArchiveError", "NoArchive", "SchemaTooNew"]
