"""The words of the built-in newspaper and how texts are made of them."""

from crawler.newspapers.builtin.grammar.writer import Grammar

__all__ = ["Grammar"]
