"""Items that several readers read side by side, each in a thread of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Queue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Reader = Callable[[Iterator[T]], None]

_AHEAD = 4
"""Items that may wait for a reader: enough to keep it busy, and memory stays small."""


class SourceFailedError(Exception):
    """What the items come from has failed: a reader meets this and can only give up."""


def fan_out(items: Iterable[T], readers: Sequence[Reader[T]]) -> list[BaseException | None]:
    """Have each of `readers` read all of `items`; return what each failed with.

    One that fails does not stop the others.

    Raises:
        BaseException: whatever `items` raise, when all readers have given up.
    """
    if not readers:
        return []
    lines = [_Line(reader) for reader in readers]
    whole = False
    try:
        for item in items:
            reading = [line for line in lines if line.failure is None]
            if not reading:
                break
            for line in reading:
                line.put(item)
        whole = True
    finally:
        for line in lines:
            line.end(whole=whole)
    return [line.failure for line in lines]


class _Line(Generic[T]):
    """A reader in a thread, and the items that wait for it.

    Attributes:
        failure: what the reader raised; None while it has not.
    """

    def __init__(self, reader: Reader[T]) -> None:
        self.failure: BaseException | None = None
        self._reader = reader
        self._waiting: Queue[tuple[T] | None] = Queue(_AHEAD)
        self._whole = True
        self._ended = False
        self._thread = Thread(target=self._read)
        self._thread.start()

    def put(self, item: T) -> None:
        """Hand an item over; wait while there are enough."""
        self._waiting.put((item,))

    def end(self, *, whole: bool) -> None:
        """Say that nothing more comes, and whether that was all; wait for the reader."""
        self._whole = whole
        self._waiting.put(None)
        self._thread.join()

    def _read(self) -> None:
        try:
            self._reader(self._items())
        except BaseException as error:  # noqa: BLE001 - told to who waits for the reader
            self.failure = error
        while self._next() is not None:
            pass  # or who hands items over would wait for ever

    def _items(self) -> Iterator[T]:
        while (item := self._next()) is not None:
            yield item[0]
        if not self._whole:
            raise SourceFailedError

    def _next(self) -> tuple[T] | None:
        item = None if self._ended else self._waiting.get()
        self._ended = item is None
        return item
