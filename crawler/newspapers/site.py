"""The address a newspaper is fetched from: its own, or a mirror with the same paths."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.newspapers.model import Newspaper

PORTS = {"http": 80, "https": 443}


def host_of(url: str) -> str:
    """``host``, or ``host:port`` where the port is not the scheme's own, in lower case.

    :raises ValueError: when the URL cannot be parsed.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:  # a user's name: never a host that is allowed
        return parts.netloc
    host = (parts.hostname or "").rstrip(".")
    name = f"[{host}]" if ":" in host else host
    return name if parts.port in {None, PORTS.get(parts.scheme)} else f"{name}:{parts.port}"


class Site:
    """Maps the newspaper's own addresses to requested addresses and back."""

    def __init__(self, newspaper: Newspaper, base_url: str | None = None) -> None:
        self.home = base_url or newspaper.home
        mirror = urlsplit(self.home)
        self.newspaper = replace(
            newspaper,
            aliases=newspaper.aliases | {mirror.hostname or ""},
            mirror_folder=mirror.path if base_url else "/",
        )
        """The newspaper with the mirror's host as an alias, so that links to the mirror are its own."""
        self.hosts = frozenset({host_of(self.home)}) if base_url else newspaper.hosts
        """Hosts that may be requested, as ``host`` or ``host:port``."""
        self.image_hosts = frozenset() if base_url else newspaper.image_hosts
        """Hosts that may be requested for pictures only; a mirror holds their pictures, too."""
        self._folder = mirror.path

    def can_be_parsed(self, url: str) -> bool:
        """Whether an absolute address has a valid host and port."""
        try:
            parts = urlsplit(url)
            return bool(parts.hostname) and parts.port != 0
        except ValueError:
            return False

    def owns(self, url: str) -> bool:
        """Whether an absolute address is on one of the newspaper's hosts."""
        return self.can_be_parsed(url) and urlsplit(url).hostname in self.newspaper.hosts

    def request_address(self, url: str) -> str:
        """The address to request for one of the newspaper's addresses; others are returned unchanged."""
        if not (self.owns(url) or self._mirrors_picture(url)):
            return url
        parts = urlsplit(url)
        return self.home + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")

    def _mirrors_picture(self, url: str) -> bool:
        hosts = self.newspaper.image_hosts - self.image_hosts
        return bool(hosts) and self.can_be_parsed(url) and urlsplit(url).hostname in hosts

    def own_address(self, url: str) -> str:
        """The newspaper's own address of a requested page; path and query stay."""
        parts = urlsplit(url)
        if host_of(url) not in self.hosts:
            return url
        path = "/" + parts.path.removeprefix(self._folder).lstrip("/")
        return parts._replace(scheme="https", netloc=self.newspaper.host, path=path).geturl()

    def listing_address(self, section: str, page: int) -> str:
        """The address to request for a list page; ``section`` is its path, pages count from 1."""
        address = f"{self.home}{section}/"
        return address if page == 1 else f"{address}?{self.newspaper.listing.page_parameter}={page}"
