"""The built-in newspaper: a program that writes, prints and serves a newspaper, for tests and demonstrations."""

from tests.newspaper.log import Hit, Log
from tests.newspaper.options import Options
from tests.newspaper.server import Server, serve
from tests.newspaper.site import Newspaper

__all__ = ["Hit", "Log", "Newspaper", "Options", "Server", "serve"]
