"""One worker process, with the threads that keep its pipes moving."""

import queue
import re
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import IO

from voicecoach.voice.worker import Answer, Request, WorkerError

_HEADER = re.compile(rb"(ok|failed|missing) (\d{1,6}) (\d{1,9})\n")
_LONGEST_HEADER = 64


class Worker:
    """A worker process and the two threads that keep its pipes moving.

    Args:
        command: the program and its arguments.
        deadline_s: seconds it has for each answer.

    Raises:
        WorkerError: the program cannot be started.
    """

    def __init__(self, command: Sequence[str], deadline_s: float) -> None:
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


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError  # asked for above
    return stream
