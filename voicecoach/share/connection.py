"""A connection that is cut when the client keeps us waiting."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from voicecoach.units import SECOND, Milliseconds


class Connection(H11Protocol):
    """HTTP as uvicorn speaks it, with an end to its patience.

    A client that sends its request byte by byte, or does not read what it asked for, would
    otherwise hold one of few connections for as long as it likes.

    Attributes:
        patience: how long it waits for either.
    """

    patience: ClassVar[Milliseconds]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, but not for ever."""
        super().connection_made(transport)
        self._asking = _Deadline(self.patience, transport.abort)
        self._reading = _Deadline(self.patience, transport.abort)
        self._asking.start()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; what has begun has to become whole in time."""
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._asking.start()
        else:
            self._asking.stop()

    def pause_writing(self) -> None:
        """Wait for the client to read, but not for ever."""
        super().pause_writing()
        self._reading.start()

    def resume_writing(self) -> None:
        """Go on, now that the client has read."""
        super().resume_writing()
        self._reading.stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._asking.stop()
        self._reading.stop()
        super().connection_lost(exc)


def connection_of(time: Milliseconds) -> type[Connection]:
    """Return the connection that waits so long, as uvicorn wants it: as a class."""

    class Limited(Connection):
        patience = time

    return Limited


class _Deadline:
    """Calls `passed` when it has run for its time; started twice, it runs on."""

    def __init__(self, time: Milliseconds, passed: Callable[[], None]) -> None:
        self._time = time
        self._passed = passed
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._time / SECOND, self._passed)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
