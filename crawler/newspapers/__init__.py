"""The newspapers the crawler knows, by name."""

from crawler.newspapers.daklak import DAKLAK, PHUYEN
from crawler.newspapers.dongnai import DONGNAI
from crawler.newspapers.khanhhoa import KHANHHOA, KHANHHOA_EN
from crawler.newspapers.model import Newspaper
from crawler.newspapers.quangtri import QUANGTRI
from crawler.newspapers.thainguyen import THAINGUYEN

NEWSPAPERS: dict[str, Newspaper] = {
    paper.name: paper for paper in (KHANHHOA, KHANHHOA_EN, DAKLAK, PHUYEN, THAINGUYEN, DONGNAI, QUANGTRI)
}

__all__ = [
    "DAKLAK",
    "DONGNAI",
    "KHANHHOA",
    "KHANHHOA_EN",
    "NEWSPAPERS",
    "PHUYEN",
    "QUANGTRI",
    "THAINGUYEN",
    "Newspaper",
]
