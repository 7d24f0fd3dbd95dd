"""Settings that differ from Scrapy's, each with its reason. Ours are described in docs/operate.md."""

import os

BOT_NAME = "khanhhoa-crawler"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"


def _ours(name: str, default: str) -> str:
    """One of our own settings, which the environment may give as ``CRAWLER_<name>``; an empty one says nothing."""
    return os.environ.get(f"CRAWLER_{name}") or default


ARCHIVE_URL = _ours("ARCHIVE_URL", "sqlite:///var/archive.db")
DATA_DIR = _ours("DATA_DIR", "var")
CONTACT = _ours("CONTACT", "")
PROGRESS = _ours("PROGRESS", "auto")
NOTIFY = _ours("NOTIFY", "")
METRICS_FILE = _ours("METRICS_FILE", "")
IMAGES = _ours("IMAGES", "off")
PAGES = _ours("PAGES", "on")

# An honest name, and a way to reach the operator. The command `crawl` adds CONTACT when it came by `-s`.
USER_AGENT = BOT_NAME

# A client without these headers was refused by this newspaper; they are what a browser sends.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.8",
}

# Politeness: one request a second, one at a time, as robots.txt allows.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1
# The delay is a promise: chance may not shorten it.
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_TIMEOUT = 60
# A page gives one item; Scrapy starts as many workers for every page (100 by default: a third of the time spent).
CONCURRENT_ITEMS = 1
# A page of the newspaper has some 60 kB.
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
    # Before anything is done for a request: whose host is it?
    "crawler.downloader.middlewares.HostsMiddleware": 50,
    # Scrapy's own takes a robots.txt that does not answer for one that allows everything.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.downloader.robots.RobotsMiddleware": 100,
    # As Scrapy's own, with the cookies that redirects set, and without reloading pages that reload themselves.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.downloader.redirects.PageRefreshMiddleware": 580,
    "crawler.downloader.redirects.HttpRedirectMiddleware": 600,
    # Nearest to the wire, so that robots.txt, retries and redirects count as well.
    "crawler.downloader.middlewares.BudgetMiddleware": 980,
    # Replaced by HostsMiddleware, which also knows ports.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # The newspaper sets no cookies that matter; those of its gate are the gate's business.
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
}

# Pace and gate: at the last place before the wire, see docs/gate.md.
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
    # After the article is safe; only with IMAGES.
    "pipelines.images.ImagesPipeline": 950,
}

# Feeds (`-O articles.jsonl`): text readable as it stands, cells and elements without Python's own notation.
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "pipelines.feed_exporters.ArticleCsvExporter",
    "xml": "pipelines.feed_exporters.ArticleXmlExporter",
}

# Nothing listens.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# The frontier has each article once, so what was seen need not be remembered in memory.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# What went wrong or not as usual; Scrapy's own messages are shown with `-L DEBUG`, see crawler.cli.logs.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S"
