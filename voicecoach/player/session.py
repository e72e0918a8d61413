"""A live session from its beginning to its end, followed by listeners or shown on a screen."""

import threading
from collections.abc import Callable

from voicecoach.player.conductor import Conductor, Ended
from voicecoach.player.controls import Snapshot
from voicecoach.units import Milliseconds

REFRESH = Milliseconds(100)
"""How often listeners are told where we are."""

Listener = Callable[[Snapshot], None]


def follow(conductor: Conductor, *listeners: Listener) -> Ended:
    """Play a session to its end, or until Ctrl-C, and tell listeners of it.

    There are no keys here: what pauses by itself, because the computer slept, goes on by itself.

    Raises:
        UnavailableError: the device turned out not to be usable.
    """
    try:
        conductor.start()
        _tell(conductor, listeners)
        while not conductor.tick(REFRESH):
            _tell(conductor, listeners)
            if conductor.snapshot().mode == "paused":
                conductor.pause_or_go_on()
        _tell(conductor, listeners)
    except KeyboardInterrupt:
        pass
    finally:
        ended = conductor.close()
    return ended


def follow_beside(conductor: Conductor, show: Callable[[], None], *listeners: Listener) -> Ended:
    """Play a session in a thread of its own while `show` runs in this one.

    What fails in the session is raised here; a session that still plays when `show` returns is
    stopped.
    """
    player = _Player(conductor, listeners)
    player.start()
    try:
        show()
    finally:
        player.leave()
        player.join()
    return player.result()


class _Player(threading.Thread):
    """Runs a session; keeps what it raises for whoever waits for it."""

    def __init__(self, conductor: Conductor, listeners: tuple[Listener, ...]) -> None:
        super().__init__(name="session", daemon=True)
        self._conductor = conductor
        self._listeners = listeners
        self._leaving = threading.Event()
        self._ended: Ended | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        """Play to the end, or until told to leave."""
        try:
            self._ended = self._play()
        except Exception as error:  # noqa: BLE001 - whatever it is, `result` raises it
            self._error = error

    def leave(self) -> None:
        """End the session soon."""
        self._leaving.set()

    def result(self) -> Ended:
        """Return how the session ended, or raise why it failed."""
        if self._error is not None:
            raise self._error
        if self._ended is None:
            raise RuntimeError("the session has not been played")
        return self._ended

    def _play(self) -> Ended:
        try:
            self._conductor.start()
            while not self._conductor.tick(REFRESH) and not self._leaving.is_set():
                _tell(self._conductor, self._listeners)
        finally:
            ended = self._conductor.close()
        return ended


def _tell(conductor: Conductor, listeners: tuple[Listener, ...]) -> None:
    snapshot = conductor.snapshot()
    for listener in listeners:
        listener(snapshot)
