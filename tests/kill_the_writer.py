"""Kills writers of a diary at random instants; ``python -m tests.kill_the_writer DIARY KILLS SEED``.

Each writer is a process of its own that uses the diary as live sessions and ``voicecoach log`` do,
and says what it has finished. This program is one without threads, so that it can fork them at
once. It prints the ids of the entries that were finished, those of the ones that were removed,
and how many writers were killed.
"""

import json
import os
import random
import select
import signal
import sys
import time
from itertools import count
from pathlib import Path

import msgspec

from tests.diary_kit import MONDAY, PROGRAMME, SetClock, entry
from tests.player_kit import ms, training
from voicecoach.cli.keeping import Record
from voicecoach.diary.programme import set_programme
from voicecoach.diary.store import SqliteDiary
from voicecoach.player.conductor import Ended
from voicecoach.player.controls import Mode, Snapshot
from voicecoach.view import view

LIVES = 3
"""How long a writer lives at the most: as long as so many sessions take to be kept here."""

TIMELINE, _ = training()
END = TIMELINE.duration_ms


def write(diary: SqliteDiary, name: str, told: int) -> None:
    """Have session after session, and tell of each that it is finished once it is."""
    for number in count():
        entry_id = f"{name}-{number}"
        session(diary, entry_id)
        os.write(told, f"finished {entry_id}\n".encode())
        log(diary, entry_id)
        os.write(told, f"removed {entry_id}-more\n".encode())


def session(diary: SqliteDiary, entry_id: str) -> None:
    """Keep a live session, from its beginning to the answer of the listener."""
    blank = entry(entry_id, duration_ms=END, done_ms=ms(0), ended_at=None, outcome="interrupted")
    record = Record(diary, blank, ms(0), SetClock(MONDAY))
    for position in (0, 5000, END):
        mode: Mode = "playing" if position < END else "asking"
        where = view(TIMELINE, ms(position))
        record.follow(Snapshot(where, mode, 100, False, "", 0, ms(position)))  # noqa: FBT003 - in order
    record.finish(Ended(completed=True, position_ms=END, underruns=0, heard_ms=END, answer=2))
    if record.problem:
        raise record.problem


def log(diary: SqliteDiary, entry_id: str) -> None:
    """Do what the commands of the log and the programme do."""
    more = f"{entry_id}-more"
    diary.add([entry(more)])
    diary.change(more, lambda each: msgspec.structs.replace(each, note="corrected"))
    diary.remove(more)
    diary.change_history(lambda history: set_programme(history, PROGRAMME))


def time_of_one(path: Path) -> float:
    """Return about how many seconds it takes to keep a session, with everything imported."""
    diary = SqliteDiary(path)
    session(diary, "first")
    begun = time.monotonic()
    session(diary, "second")
    return time.monotonic() - begun


def kill_one(path: Path, name: str, instant: float) -> list[str]:
    """Start a writer, kill it after some seconds, and return what it has told until then."""
    reading, telling = os.pipe()
    writer = os.fork()
    if not writer:
        write(SqliteDiary(path), name, telling)
    os.close(telling)
    select.select([], [], [], instant)
    os.kill(writer, signal.SIGKILL)
    _, status = os.waitpid(writer, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"writer {name} ended by itself")
    with os.fdopen(reading, "rb") as told:
        # The last line may have been cut.
        return [line.decode() for line in told.read().split(b"\n")[:-1]]


def main(path: str, kills: str, seed: str) -> None:
    """Kill so many writers, one after the other, and print what they have told."""
    chance = random.Random(int(seed))
    longest = LIVES * time_of_one(Path(path))
    told = [
        line
        for number in range(int(kills))
        for line in kill_one(Path(path), str(number), chance.uniform(0, longest))
    ]
    words = [line.split() for line in told]
    report = {
        "killed": int(kills),
        "finished": [name for what, name in words if what == "finished"],
        "removed": [name for what, name in words if what == "removed"],
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
