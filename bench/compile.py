"""From the text of a script to its timeline, in process, with all words measured.

The time that a cue takes has to stay the same as sessions grow.
"""

import statistics
import time

import msgspec

from bench.contenders import SESSION
from bench.exports import LENGTHS
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compiler.schedule import settle
from voicecoach.script.loader import load
from voicecoach.speech import Utterance
from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds
from voicecoach.voice.fake import FakeVoice

RUNS = 7
DAY, DAY_NAME = 5500, "23 h"
"""Rounds: nearly as much as a session may have."""


class Compiled(msgspec.Struct, frozen=True):
    """What compiling took.

    Attributes:
        length: of the session.
        cues: how many there are.
        milliseconds: for all of them.
    """

    length: str
    cues: int
    milliseconds: float


def compiling() -> list[Compiled]:
    """Measure every length."""
    return [_measure(rounds, name) for rounds, name in {**LENGTHS, DAY: DAY_NAME}.items()]


def _measure(rounds: int, name: str) -> Compiled:
    measured: dict[Utterance, Milliseconds] = {}
    cues = len(_compiled(rounds, measured).cues)
    return Compiled(name, cues, 1e3 * statistics.median(_timed_s(rounds, measured)))


def _timed_s(rounds: int, measured: dict[Utterance, Milliseconds]) -> list[float]:
    walls = []
    for _ in range(RUNS):
        start = time.perf_counter()
        _compiled(rounds, measured)
        walls.append(time.perf_counter() - start)
    return walls


def _compiled(rounds: int, measured: dict[Utterance, Milliseconds]) -> Timeline:
    """Compile; words that have no length yet get one."""
    voice = FakeVoice()

    def measure(utterances: frozenset[Utterance]) -> dict[Utterance, Milliseconds]:
        for words in utterances - measured.keys():
            measured[words] = voice.duration(words, 165)
        return {words: measured[words] for words in utterances}

    script = load(SESSION.read_text(encoding="utf-8"), SESSION.name)
    return settle(plan(script, Preferences({"rounds": str(rounds)})), measure).timeline
