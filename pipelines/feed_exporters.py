"""Scrapy's CSV and XML feed exporters, with the values of articles as plain text."""

from collections.abc import Iterable
from typing import Any

from scrapy.exporters import CsvItemExporter, XmlItemExporter

from crawler.archive.export.formats import spreadsheet_cell
from crawler.items import Article


class ArticleCsvExporter(CsvItemExporter):
    """Writes the cells of an article as ``scrapy export`` does; other items as Scrapy does."""

    def get_serialized_fields(
        self, item: Any, default_value: Any = None, include_empty: bool | None = None
    ) -> Iterable[tuple[str, Any]]:
        fields = super().get_serialized_fields(item, default_value, include_empty)
        if not isinstance(item, Article):
            return fields
        return ((name, spreadsheet_cell(value)) for name, value in fields)


class ArticleXmlExporter(XmlItemExporter):
    """Writes a missing value as an empty element; Scrapy writes the word None."""

    def _export_xml_field(self, name: str, serialized_value: Any, depth: int) -> None:
        value = "" if serialized_value is None else serialized_value
        super()._export_xml_field(name, value, depth)
