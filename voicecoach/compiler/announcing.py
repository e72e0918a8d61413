"""What a repeat tells of its own course: halfway, the time left, the last one."""

from collections.abc import Iterator, Sequence

import msgspec

from voicecoach.compiler.layout import PAUSES, Course, Placed
from voicecoach.compiler.placing import Placer
from voicecoach.compiler.plan import Phrase, Plan, Rounds, Timed
from voicecoach.compiler.pools import LeftOut
from voicecoach.script.model import Announcements
from voicecoach.script.phrases.stock import Phrases
from voicecoach.speech import Utterance
from voicecoach.units import SECOND, Milliseconds

TOLERANCE = Milliseconds(5 * SECOND)
"""What is said of the time left is true to within this."""

ROUNDING = Milliseconds(10 * SECOND)
"""Time left is said in steps of this, so that it stays within `TOLERANCE`."""

TRIES = 3
"""Phases in which the time left is tried before it is left out. In each it may have other words,
which have to be measured first; so this bounds how often a schedule asks."""

MIDDLE = 20
"""The end of a round is halfway where it lies within one part in this of the middle."""


class Run(msgspec.Struct, frozen=True):
    """One run of a repeat through all its rounds.

    Attributes:
        rounds: the repeat.
        phases: indices of the phases of each round, in order.
        start_ms: of the first round.
        end_ms: of the last.
    """

    rounds: Rounds
    phases: tuple[tuple[int, ...], ...]
    start_ms: Milliseconds
    end_ms: Milliseconds


class Announcer:
    """Announces the course of every repeat that wants it."""

    def __init__(
        self, plan: Plan, stock: Phrases, placed: Sequence[Placed], placer: Placer
    ) -> None:
        self._plan = plan
        self._stock = stock
        self._placed = placed
        self._placer = placer

    def announce(self) -> None:
        """Place the announcements of all repeats."""
        for run in _runs(self._placed):
            self._announce_run(run)
        for index, one in enumerate(self._placed):
            segment = one.item.segment
            if isinstance(segment, Timed) and segment.announces_next:
                title = self._title_after(index)
                if title != one.item.section:
                    self._announce_next(index, title)

    def _title_after(self, index: int) -> str:
        """Title of the section of what is done after a pause; its own where nothing is."""
        section = self._placed[index].item.section
        for later in self._placed[index + 1 :]:
            if later.item.section != section or later.item.segment.kind not in PAUSES:
                return later.item.section
        return section

    def _announce_run(self, run: Run) -> None:
        announce, boundaries = run.rounds.announce, len(run.phases) - 1
        taken: set[int] = set()
        if announce.last and boundaries:
            taken.add(boundaries)
            self._say(self._plan.last, run, boundaries)
        middle = self._middle(run)
        if announce.halfway and middle and middle not in taken:
            taken.add(middle)
            self._say(self._plan.halfway, run, middle)
        for number in range(1, boundaries + 1) if announce.set else ():
            if number not in taken:
                taken.add(number)
                self._say(self._phrase(self._stock.set_of(number + 1, boundaries + 1)), run, number)
        if announce.time_left_every:
            self._count_down_time(run, announce.time_left_every, taken)

    def _say(self, phrase: Phrase, run: Run, number: int) -> None:
        """Say something at the end of round `number`, or note that there was no room."""
        missing = {}
        for index in self._candidates(run, number):
            missing[index] = self._placer.announce(phrase, index)
            if not missing[index]:
                return
        nearest = min(missing, key=lambda index: missing[index], default=run.phases[number - 1][-1])
        self._leave_out(phrase, nearest, missing.get(nearest, 0))

    def _leave_out(self, phrase: Phrase, index: int, missing: int) -> None:
        placed = self._placed[index]
        place = placed.item.segment.place
        left_out = LeftOut("announcement", phrase, placed.start_ms, missing, place)
        self._placer.left_out.append(left_out)

    def _count_down_time(self, run: Run, every: Milliseconds, taken: set[int]) -> None:
        """Say the time that is left as each multiple of `every` is passed."""
        mark = (run.end_ms - run.start_ms - 1) // every * every
        tries = 0
        for number in range(1, len(run.phases)):
            for index in self._candidates(run, number):
                left = run.end_ms - self._placer.lanes[index].widest_gap()[0]
                if mark <= 0 or left > mark + TOLERANCE:
                    continue
                phrase = self._phrase(self._stock.time_left(_truly(left, mark)))
                missing = 0 if number in taken else self._placer.announce(phrase, index)
                tries += 1
                if missing and tries < TRIES:
                    continue
                if missing:
                    self._leave_out(phrase, index, missing)
                tries = 0
                mark = (left - TOLERANCE - 1) // every * every

    def _announce_next(self, index: int, title: str) -> None:
        phrase = self._phrase(self._stock.next_up(title))
        if missing := self._placer.announce(phrase, index):
            self._leave_out(phrase, index, missing)

    def _phrase(self, text: str) -> Phrase:
        return Phrase(Utterance(text, self._stock.language), text, "announce")

    def _candidates(self, run: Run, number: int) -> list[int]:
        """Phases of a round in which its end may be announced, the last first."""
        phases = run.phases[number - 1]
        own = [index for index in phases if self._courses(index)[-1].rounds is run.rounds]
        kinds = [(index, self._placed[index].item.segment.kind) for index in own or phases[-1:]]
        return [index for index, kind in reversed(kinds) if kind in ("rest", "move", "ready")]

    def _courses(self, index: int) -> tuple[Course, ...]:
        return self._placed[index].item.courses

    def _middle(self, run: Run) -> int | None:
        """Return the round after which half of the time is over; None where none ends there."""
        length = run.end_ms - run.start_ms
        middle = run.start_ms + length // 2
        distances = [
            (abs(self._placed[phases[-1]].end_ms - middle), number)
            for number, phases in enumerate(run.phases[:-1], 1)
        ]
        distance, number = min(distances, default=(length, 0))
        return number if distance * MIDDLE <= length else None


def _truly(left: int, mark: int) -> Milliseconds:
    """Return what to say of the time left: the mark itself, or tens of seconds."""
    if abs(left - mark) <= TOLERANCE:
        return Milliseconds(mark)
    return Milliseconds((left + ROUNDING // 2) // ROUNDING * ROUNDING)


def _runs(placed: Sequence[Placed]) -> Iterator[Run]:
    """Every run of a repeat that announces something, in order of its beginning."""
    rounds_of: dict[tuple[object, ...], list[list[int]]] = {}
    repeats: dict[tuple[object, ...], Rounds] = {}
    for index, one in enumerate(placed):
        courses = one.item.courses
        for depth, course in enumerate(courses):
            if course.rounds.announce == Announcements():
                continue
            outer = tuple((id(c.rounds), c.number) for c in courses[:depth])
            key = (*outer, id(course.rounds))
            repeats[key] = course.rounds
            phases = rounds_of.setdefault(key, [])
            if len(phases) < course.number:
                phases.append([])
            phases[-1].append(index)
    for key, phases in rounds_of.items():
        first, last = placed[phases[0][0]], placed[phases[-1][-1]]
        yield Run(repeats[key], tuple(map(tuple, phases)), first.start_ms, last.end_ms)
