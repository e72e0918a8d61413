"""Worker processes: a voice speaks in one, so that it can hang or crash without harm.

A worker reads requests as lines from its standard input, an empty line after a batch of
them, and answers each in order on its standard output: a line ``STATUS RATE SIZE``, then
SIZE bytes. STATUS is ``ok`` (the bytes are sound), ``failed`` or ``missing`` (they are the
reason, UTF-8); RATE is in samples a second, 0 where the sound itself says it. A worker
ends when its input does.
"""

import queue
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from threading import Thread
from typing import IO, Generic, TypeVar

import msgspec

from voicecoach.errors import SynthesisError

DEADLINE_S = 10.0
RESTARTS = 1

_HEADER = re.compile(rb"(ok|failed|missing) (\d{1,6}) (\d{1,9})\n")
_LONGEST_HEADER = 64

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


class Worker:
    """A worker process and the two threads that keep its pipes moving.

    Args:
        command: the program and its arguments.
        deadline_s: seconds it has for each answer.

    Raises:
        WorkerError: the program cannot be started.
    """

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
        import subprocess  # noqa: PLC0415 - 4 ms; speech that is all in the cache starts none

        self._deadline_s = deadline_s
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer | WorkerError] = queue.SimpleQueue()
        try:
            # A session of its own: Ctrl-C is for the program, which then ends its workers.
            self._process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise WorkerError(f"its process did not start: {error}") from error
        self._pipes = (_pipe(self._process.stdin), _pipe(self._process.stdout))
        self._threads = tuple(
            Thread(target=move, args=(pipe,), daemon=True)
            for move, pipe in zip((self._write, self._read), self._pipes, strict=True)
        )
        for thread in self._threads:
            thread.start()

    def send(self, requests: Sequence[Request]) -> None:
        """Ask all of `requests` as one batch; returns at once."""
        self._requests.put("".join(f"{request.line}\n" for request in requests).encode() + b"\n")

    def receive(self) -> Answer:
        """Wait for the next answer.

        Raises:
            WorkerError: it did not come in time, the process ended, or it is not an answer.
        """
        try:
            answer = self._answers.get(timeout=self._deadline_s)
        except queue.Empty:
            raise WorkerError(f"no answer within {self._deadline_s:g} s") from None
        if isinstance(answer, WorkerError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._requests.put(None)
        for thread in self._threads:
            thread.join()
        for pipe in self._pipes:
            with suppress(OSError):  # what it was still to be told
                pipe.close()

    def _write(self, pipe: IO[bytes]) -> None:
        with suppress(OSError):  # the reading side tells that the process ended
            while (data := self._requests.get()) is not None:
                pipe.write(data)
                pipe.flush()

    def _read(self, pipe: IO[bytes]) -> None:
        while line := pipe.readline(_LONGEST_HEADER):
            header = _HEADER.fullmatch(line)
            if header is None:
                self._answers.put(WorkerError("its process answered with gibberish"))
                return
            payload = pipe.read(int(header[3]))
            if len(payload) < int(header[3]):
                break
            self._answers.put(Answer(header[1].decode(), int(header[2]), payload))
        self._answers.put(WorkerError(f"its process ended, status {self._process.wait()}"))


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


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError  # asked for above
    return stream
