"""The spiders, one per newspaper."""

from typing import ClassVar

from crawler.newspapers import KHANHHOA, KHANHHOA_EN, Newspaper
from crawler.spiders.newspaper import NewspaperSpider


class KhanhHoaSpider(NewspaperSpider):
    name = KHANHHOA.name
    newspaper: ClassVar[Newspaper] = KHANHHOA


class KhanhHoaEnglishSpider(NewspaperSpider):
    name = KHANHHOA_EN.name
    newspaper: ClassVar[Newspaper] = KHANHHOA_EN
