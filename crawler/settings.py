"""Settings that differ from Scrapy's, with their reasons. Our own are described in docs/operate.md."""

import os

BOT_NAME = "khanhhoa-crawler"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"


def _ours(name: str, default: str) -> str:
    """One of our own settings, from the environment variable ``CRAWLER_<name>`` if that is not empty."""
    return os.environ.get(f"CRAWLER_{name}") or default


ARCHIVE_URL = _ours("ARCHIVE_URL", "sqlite:///var/archive.db")
DATA_DIR = _ours("DATA_DIR", "var")
NODE = _ours("NODE", "")
CONTACT = _ours("CONTACT", "")
PROGRESS = _ours("PROGRESS", "auto")
NOTIFY = _ours("NOTIFY", "")
METRICS_FILE = _ours("METRICS_FILE", "")
IMAGES = _ours("IMAGES", "off")
PAGES = _ours("PAGES", "on")

# An honest name; the user agent of every request also holds CONTACT.
USER_AGENT = BOT_NAME

# A client without these headers was refused by this newspaper; they are what a browser sends.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.8",
}

# Politeness: one request a second, one at a time, as robots.txt allows.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1
# No jitter, which could shorten the delay.
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_TIMEOUT = 60
# A page gives one item; Scrapy starts as many workers for every page (100 by default: a third of the time spent).
CONCURRENT_ITEMS = 1
# A page of the newspaper has about 60 kB.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Later retries: crawler.archive.frontier.entries.RETRY_AFTER; the gate handles 429 and 503.
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
REDIRECT_MAX_TIMES = 5
# A page that goes on only after seconds is meant to be read, as a slide show's.
METAREFRESH_MAXDELAY = 3

DOWNLOADER_MIDDLEWARES = {
    # First, before any work is done for a request of a foreign host.
    "crawler.downloader.middlewares.HostsMiddleware": 50,
    # Scrapy's own allows everything when robots.txt does not respond.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.downloader.robots.RobotsMiddleware": 100,
    # As Scrapy's own, with the cookies that redirects set, and without reloading pages that reload themselves.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.downloader.redirects.PageRefreshMiddleware": 580,
    "crawler.downloader.redirects.HttpRedirectMiddleware": 600,
    # Closest to the downloader, so that robots.txt, retries and redirects are counted.
    "crawler.downloader.middlewares.BudgetMiddleware": 980,
    # Replaced by HostsMiddleware, which also knows ports.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # The newspaper needs no cookies except those of wait pages, which the gate handles.
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
}

# The gate is the last step before the network, see docs/gate.md.
DOWNLOAD_HANDLERS = {
    "http": "crawler.downloader.handler.GateDownloadHandler",
    "https": "crawler.downloader.handler.GateDownloadHandler",
}
EXTENSIONS = {
    "crawler.downloader.gate.Gate": 0,
    "crawler.frontier.requests.RequestStats": 0,
    "crawler.monitoring.health.monitor.HealthMonitor": 0,
    # Switched off below; its import alone takes half a second.
    "scrapy.extensions.remote_control.RemoteControl": None,
}

ITEM_PIPELINES = {
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.store.StorePipeline": 900,
    # After the article is stored; only with IMAGES.
    "pipelines.images.ImagesPipeline": 950,
}

# Feed exports (`-O articles.jsonl`): readable text, values without Python's own notation.
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "pipelines.feed_exporters.ArticleCsvExporter",
    "xml": "pipelines.feed_exporters.ArticleXmlExporter",
}

# No listening ports.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# The frontier has each article once, so requests need no fingerprints in memory.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Only warnings and errors; Scrapy's own messages are shown with `-L DEBUG`, see crawler.cli.logs.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S"
