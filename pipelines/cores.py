"""Applies a function to chunks of items on several processor cores."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.pool import AsyncResult
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def on_cores(work: Callable[[Item], Result], chunks: Iterator[Sequence[Item]], count: int) -> Iterator[list[Result]]:
    """The results of each chunk, in order; the next chunk is worked on at the same time."""
    if count == 1:
        yield from ([work(item) for item in chunk] for chunk in chunks)
        return
    # A new process each, because open connections must not be shared.
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        waiting: deque[AsyncResult[list[Result]]] = deque()
        for chunk in chunks:
            waiting.append(pool.map_async(work, chunk, chunksize=max(1, len(chunk) // (4 * count))))
            if len(waiting) > 1:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()
