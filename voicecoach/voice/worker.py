"""Worker processes: a voice speaks in one, so that it can hang or crash without harm.

A worker reads requests as lines from its standard input, an empty line after a batch of
them, and answers each in order on its standard output: a line ``STATUS RATE SIZE``, then
SIZE bytes. STATUS is ``ok`` (the bytes are sound), ``failed`` or ``missing`` (they are the
reason, UTF-8); RATE is in samples a second, 0 where the sound itself says it. A worker
ends when its input does.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from voicecoach.errors import SynthesisError

if TYPE_CHECKING:  # loaded by the first request
    from voicecoach.voice.process import Worker

DEADLINE_S = 10.0
RESTARTS = 1

T = TypeVar("T")


class WorkerError(Exception):
    """A worker hung, died or answered with nothing usable; its string is a clause."""


class Answer(msgspec.Struct, frozen=True):
    """What a worker said to one request.

    Attributes:
        status: ``ok``, ``failed`` or ``missing``.
        rate_hz: samples a second; 0 where the payload says it.
        payload: sound, or the reason why there is none.
    """

    status: str
    rate_hz: int
    payload: bytes

    @property
    def reason(self) -> str:
        """The payload of an answer that is not ``ok``."""
        return self.payload.decode(errors="replace")


class Request(msgspec.Struct, frozen=True):
    """What a worker is asked.

    Attributes:
        phrase: what the listener knows it by.
        line: what is sent, without line ends.
    """

    phrase: str
    line: str


class Service(Generic[T]):
    """Answers requests through workers, which it starts when needed and restarts once.

    Args:
        voice: name of the voice that they serve.
        command: a worker's program and its arguments.
        read: makes sense of an answer; a `WorkerError` it raises counts as the worker's.
        deadline_s: seconds a worker has for each answer.
        one_shot: whether a worker serves one request only.
    """

    def __init__(
        self,
        voice: str,
        command: Sequence[str],
        read: Callable[[Answer], T],
        *,
        deadline_s: float,
        one_shot: bool,
    ) -> None:
        self._voice = voice
        self._command = command
        self._answer = read
        self._deadline_s = deadline_s
        self._one_shot = one_shot
        self._idle: Worker | None = None

    def answers(self, requests: Sequence[Request]) -> Iterator[T]:
        """Give the answer to each request, in order.

        Raises:
            SynthesisError: a request failed, and failed again in a fresh process.
        """
        done = failures = 0
        while done < len(requests):
            batch = requests[done : done + 1] if self._one_shot else requests[done:]
            try:
                with closing(self._attempt(batch)) as attempt:
                    for answer in attempt:
                        yield answer
                        done, failures = done + 1, 0
            except WorkerError as error:
                failures += 1
                if failures > RESTARTS:
                    raise SynthesisError(requests[done].phrase, self._voice, str(error)) from error

    def close(self) -> None:
        """End the worker that waits for the next requests."""
        if self._idle is not None:
            self._idle.close()
            self._idle = None

    def _attempt(self, batch: Sequence[Request]) -> Generator[T, None, None]:
        from voicecoach.voice.process import Worker  # noqa: PLC0415 - 5 ms; a full cache asks nothing

        # Taken out while it works: who asks meanwhile gets a worker, and answers, of his own.
        worker, self._idle = self._idle or Worker(self._command, self._deadline_s), None
        try:
            worker.send(batch)
            for _ in batch:
                yield self._answer(worker.receive())
        except BaseException:
            worker.close()
            raise
        if self._one_shot:
            worker.close()
        else:
            self.close()
            self._idle = worker
