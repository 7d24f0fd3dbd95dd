"""The newspapers the crawler knows, by name."""

from crawler.newspapers.daklak import DAKLAK, PHUYEN
from crawler.newspapers.khanhhoa import KHANHHOA, KHANHHOA_EN
from crawler.newspapers.model import Newspaper

NEWSPAPERS: dict[str, Newspaper] = {paper.name: paper for paper in (KHANHHOA, KHANHHOA_EN, DAKLAK, PHUYEN)}

__all__ = ["DAKLAK", "KHANHHOA", "KHANHHOA_EN", "NEWSPAPERS", "PHUYEN", "Newspaper"]
