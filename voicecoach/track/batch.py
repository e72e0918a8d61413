"""Several sessions exported side by side on the cores there are."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from voicecoach.errors import TrackError
from voicecoach.track.export import Job, Progress, export


class StoppedError(Exception):
    """The batch has ended before this job was done."""


def export_all(
    jobs: Sequence[Job],
    cores: int,
    on_done: Callable[[int, list[TrackError]], None],
    on_progress: Progress | None = None,
) -> None:
    """Export `jobs`, as many at a time as there are cores.

    Encoders let go of Python's lock, so threads are enough; where one job waits for its slowest
    encoder, another keeps the cores busy. Where this is interrupted, what was begun leaves
    nothing, and the rest is not begun.

    Args:
        jobs: the sessions; those with music have each a source of their own.
        cores: that may be used.
        on_done: told of each job, in order, by its index and the errors of tracks that failed.
        on_progress: told of all jobs together, from several threads, one at a time.
    """
    lengths = [job.timeline.duration_ms if job.targets else 0 for job in jobs]
    overall = _Overall(lengths, on_progress)
    with ThreadPoolExecutor(cores) as pool:
        running = [pool.submit(export, job, overall.of(index)) for index, job in enumerate(jobs)]
        try:
            for index, one in enumerate(running):
                on_done(index, one.result())
        finally:
            overall.stop()
            pool.shutdown(wait=False, cancel_futures=True)


class _Overall:
    """The progress of several jobs as one, and a way to stop them all."""

    def __init__(self, lengths: Sequence[int], on_progress: Progress | None) -> None:
        self._lengths = lengths
        self._done = [0.0] * len(lengths)
        self._on_progress = on_progress
        self._stopped = Event()
        self._lock = Lock()

    def stop(self) -> None:
        """Have every job that is not done raise `StoppedError` at its next block."""
        self._stopped.set()

    def of(self, index: int) -> Progress:
        """Return what is told of the progress of one job."""

        def advance(done: float) -> None:
            if self._stopped.is_set():
                raise StoppedError
            with self._lock:
                self._done[index] = done * self._lengths[index]
                if self._on_progress:
                    self._on_progress(sum(self._done) / sum(self._lengths))

        return advance
