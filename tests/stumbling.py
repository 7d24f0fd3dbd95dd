"""A pipeline that fails over some articles, as a fault of the program would."""

from typing import Any


class StumblingPipeline:
    """Raises over every article whose id ends with an odd digit below 4."""

    def process_item(self, item: Any) -> Any:
        if item.article_id[-1] in "13":
            raise ZeroDivisionError("a fault of the program")
        return item
