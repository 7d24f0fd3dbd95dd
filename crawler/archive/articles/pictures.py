"""Pictures of an article: which are still to be downloaded, and where the others are stored."""

from sqlalchemy import Connection, and_, select, update

from crawler.archive.database.schema import articles, images
from crawler.archive.database.statements import is_article


def missing_pictures(connection: Connection, newspaper: str, article_id: str) -> list[str]:
    """URLs of an article's pictures that are not stored yet, in the order printed."""
    statement = (
        select(images.c.url)
        .join(articles, articles.c.id == images.c.article)
        .where(is_article(newspaper, article_id), images.c.path.is_(None))
        .order_by(images.c.position)
    )
    return list(connection.execute(statement).scalars())


def note_picture(connection: Connection, newspaper: str, article_id: str, *, url: str, path: str, sha256: str) -> None:
    """Record where (below ``DATA_DIR``) a picture is stored."""
    article = select(articles.c.id).where(is_article(newspaper, article_id)).scalar_subquery()
    picture = and_(images.c.article == article, images.c.url == url)
    connection.execute(update(images).where(picture).values(path=path, sha256=sha256))
