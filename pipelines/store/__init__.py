"""Every SQL statement of the project: SQLAlchemy Core, the same functions on SQLite and PostgreSQL."""

from pipelines.store.archive import Archive
from pipelines.store.errors import ArchiveError
from pipelines.store.migrations import SchemaTooNew

__all__ = ["Archive", "ArchiveError", "SchemaTooNew"]
