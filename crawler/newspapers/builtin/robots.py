"""robots.txt."""

from crawler.newspapers.builtin.site import Newspaper


def robots_txt(site: Newspaper) -> str:
    """The newspaper's robots.txt."""
    lines = ["User-agent: *", "Disallow: /tim-kiem", "Disallow: /search", "Disallow: /service/api"]
    if site.options.crawl_delay is not None:
        lines.append(f"Crawl-delay: {site.options.crawl_delay:g}")
    if site.options.sitemap:
        lines += ["", f"Sitemap: https://{site.edition.host}/sitemap.xml"]
    return "\n".join(lines) + "\n"
