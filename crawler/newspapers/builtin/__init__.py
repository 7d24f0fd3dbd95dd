"""The built-in newspaper: generates and serves a newspaper, for tests and demonstrations."""

from crawler.newspapers.builtin.log import Hit, Log
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.server import Server, serve
from crawler.newspapers.builtin.site import Newspaper

__all__ = ["Hit", "Log", "Newspaper", "Options", "Server", "serve"]
