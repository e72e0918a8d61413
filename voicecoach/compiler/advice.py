"""What a careful colleague would mention about a session that can be done."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from voicecoach.compiler.layout import Placed
from voicecoach.compiler.pools import LeftOut
from voicecoach.compiler.schedule import Scheduled
from voicecoach.compiler.wording import LETTER
from voicecoach.script.phrases import phrases_for
from voicecoach.script.problems import Problem, warning
from voicecoach.speech import NORMAL_PACE
from voicecoach.units import HOUR, SECOND, Milliseconds, format_clock, format_duration

LONG_SESSION = HOUR
SHORTEST_SWITCH = Milliseconds(5 * SECOND)
"""Less than this is not enough to turn over and get into place."""

WORK = ("hold", "move")


def advise(made: Scheduled) -> list[Problem]:
    """Warn of words without room, work without warning, unequal sides and very long sessions."""
    found = [
        *map(_about_left_out, made.left_out),
        *_hurried(made),
        *_unprepared(made.placed),
        *_sides(made),
        *_length(made),
        *_idle(made),
    ]
    return list(dict.fromkeys(found))


def _about_left_out(left_out: LeftOut) -> Problem:
    message = (
        f"there is no room for '{left_out.phrase.text}': it needs {left_out.missing_ms} ms more"
    )
    place = left_out.place
    if place is None:
        raise AssertionError("only what an author placed can be left out")
    return warning(place, message, "give the step more time, or add a 'short' variant")


def _hurried(made: Scheduled) -> Iterator[Problem]:
    for lane in made.lanes:
        for cue in lane.cues:
            pace = int(cue.sound.split(":")[2])
            if pace > NORMAL_PACE and cue.role != "count":
                message = f"'{cue.text}' is said {pace - NORMAL_PACE} % faster, so that it fits"
                yield warning(lane.place, message, "this is too short for its words")


def _unprepared(placed: Sequence[Placed]) -> Iterator[Problem]:
    """Work that begins straight after words, without time to get into place."""
    for before, one in pairwise(placed):
        if before.item.segment.kind == "instruction" and one.item.segment.kind in WORK:
            message = f"there is no time to get ready before this {one.item.segment.kind}"
            yield warning(one.item.segment.place, message, "add '- ready: 5s' before it")


def _sides(made: Scheduled) -> Iterator[Problem]:
    work = [
        (side, one)
        for one in made.placed
        if one.item.segment.kind in WORK and (side := _side(one, made.plan.language))
    ]
    lengths: Counter[str] = Counter()
    for side, one in work:
        lengths[side] += one.end_ms - one.start_ms
    if len(set(lengths.values())) > 1:
        told = " and ".join(f"{side} {_about(time)}" for side, time in lengths.items())
        yield warning(work[0][1].item.segment.place, f"the sides are unequal: {told}", "")
    for (side, one), (next_side, following) in pairwise(work):
        if side != next_side and following.start_ms - one.end_ms < SHORTEST_SWITCH:
            message = "the side changes here without time to change over"
            place = following.item.segment.place
            yield warning(place, message, "use 'each side', or add '- switch: 10s' before it")


def _side(placed: Placed, language: str) -> str | None:
    """Which side a phase works, as far as its section's title tells, or the words of a hold.

    The parts of a movement may well alternate, as they do in walking.
    """
    segment = placed.item.segment
    said = f"{placed.item.section} {segment.label if segment.kind == 'hold' else ''}"
    stock = phrases_for(language).sides.items()
    sides = [
        side for side, word in stock if re.search(rf"(?<!{LETTER}){word}", said, re.IGNORECASE)
    ]
    return sides[0] if len(sides) == 1 else None


def _length(made: Scheduled) -> Iterator[Problem]:
    end = made.placed[-1].end_ms
    if end > LONG_SESSION:
        place = made.placed[0].item.segment.place
        message = f"the session takes {format_clock(end)}"
        yield warning(place, message, "an hour is long for anyone to keep up")


def _idle(made: Scheduled) -> Iterator[Problem]:
    if not any(one.item.segment.kind in WORK for one in made.placed):
        place = made.placed[0].item.segment.place
        yield warning(place, "there is nothing to do in this session", "add a hold or a move")


def _about(time: int) -> str:
    return format_duration(Milliseconds(time // SECOND * SECOND))
