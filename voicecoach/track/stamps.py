"""Content stamps: a track that would come out as it is need not be rendered again.

A stamp is a checksum of all that decides what is in a file. It is kept outside of the file,
with the file's size and time, so that one that was changed, replaced or deleted by hand is
rendered again.
"""

from hashlib import blake2b
from itertools import chain

import msgspec

from voicecoach import __version__
from voicecoach.track.export import BARE, Job, Target
from voicecoach.track.keeping import Keeper

RENDERING = 1
"""Counts up when the same session becomes other bytes."""


class Stamps:
    """What is known of the files that were written.

    Args:
        keeper: where it is kept.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def due(self, job: Job) -> Job:
        """Return the job with only those of its files that would not come out as they are."""
        targets = (target for target in job.targets if not self._is_current(job, target))
        return msgspec.structs.replace(job, targets=tuple(targets))

    def put(self, job: Job, target: Target) -> None:
        """Note that one of a job's files has been written."""
        if note := _note(job, target):
            self._keeper.put(_name(target), note)

    def _is_current(self, job: Job, target: Target) -> bool:
        note = _note(job, target)
        return note is not None and self._keeper.get(_name(target)) == note


def stamp(job: Job, format_name: str) -> str:
    """Return the stamp of a job's file of a format; the day it is made is no part of it."""
    undated = msgspec.structs.replace(job.about, date="", cover=None, lyrics="")
    music = job.music.identity if job.music else ""
    timeline = msgspec.structs.replace(job.timeline, cues=(), phases=())
    cover = None if format_name in BARE else job.about.cover
    checksum = blake2b(cover or b"", digest_size=16)
    identity = [__version__, RENDERING, format_name, job.encoding, music, undated, timeline]
    for each in chain([identity], job.timeline.phases, job.timeline.cues):
        checksum.update(msgspec.json.encode(each))
    for name in sorted({cue.sound for cue in job.timeline.cues}):
        checksum.update(job.sounds.clips[name].tobytes())
    return checksum.hexdigest()


def _name(target: Target) -> str:
    return str(target.path.absolute()).encode(errors="backslashreplace").decode()


def _note(job: Job, target: Target) -> bytes | None:
    """Return what is to be known of a job's file that was written; None where there is none."""
    try:
        found = target.path.stat()
    except OSError:
        return None
    mark = stamp(job, target.format_name)
    return msgspec.json.encode([_name(target), mark, found.st_size, found.st_mtime_ns])
