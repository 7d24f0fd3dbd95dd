"""The articles that an operator names one by one: ``urls`` and ``urls_file``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.addresses import read_addresses
from crawler.arguments import Arguments, WrongUse
from crawler.discoveries import from_address, in_batches
from crawler.newspapers import Newspaper
from pipelines.store.frontier import Discovery


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator named, and when."""

    newspaper: Newspaper
    urls: tuple[str, ...]
    file: Path | None
    at: datetime
    """An article fetched after this moment has been answered: a long list is worked off in several runs."""

    def __bool__(self) -> bool:
        return bool(self.urls) or self.file is not None

    def batches(self) -> Iterator[list[Discovery]]:
        """The articles named, some at a time; addresses in the file that are no article's are passed over."""
        found = (from_address(address, self.newspaper) for address in self._addresses())
        return in_batches(article for article in found if article is not None)

    def _addresses(self) -> Iterator[str]:
        yield from self.urls
        if self.file is not None:
            yield from read_addresses(self.file)


def read_asked(arguments: Arguments, newspaper: Newspaper) -> Asked:
    """The articles named by the arguments.

    :raises WrongUse: when an address of ``urls`` is no article's, the file cannot be read or names no article.
    """
    for address in arguments.urls:
        if from_address(address, newspaper) is None:
            raise WrongUse(f"urls: {address} is no address of an article of {newspaper.title}")
    if arguments.urls_file is None:
        return Asked(newspaper, arguments.urls, None, datetime.now(UTC))
    file = Path(arguments.urls_file)
    _check(file, newspaper)
    return Asked(newspaper, arguments.urls, file, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _check(file: Path, newspaper: Newspaper) -> None:
    """Read the file to its end, so that nothing in it is wrong when the run has begun."""
    addresses = read_addresses(file)
    if not any(from_address(address, newspaper) for address in addresses):
        raise WrongUse(f"urls_file: {file} names no article of {newspaper.title}")
    for _ in addresses:
        pass
