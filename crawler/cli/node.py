"""The name of this machine among those that share an archive."""

from scrapy.settings import BaseSettings

from crawler.archive.pages.file_names import NODE, host_node
from crawler.cli.usage import UsageError


def node_name(settings: BaseSettings) -> str:
    """NODE, the name of this machine in names of kept files; the host's name when it is not set.

    :raises UsageError: when it has other characters than letters, digits, «.», «_» and «-», or more than 63.
    """
    name = str(settings["NODE"] or host_node())
    if not NODE.fullmatch(name):
        raise UsageError(f"NODE={name} is not a name of at most 63 letters, digits, «.», «_» and «-»")
    return name
