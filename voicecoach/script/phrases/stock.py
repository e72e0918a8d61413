"""What a language has to bring."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from voicecoach.script.phrases.measures import Measures
from voicecoach.timeline import PhaseKind
from voicecoach.units import Milliseconds

Side = Literal["left", "right"]


class PageWords(msgspec.Struct, frozen=True, kw_only=True):
    """What the page for a phone says besides the session's own words.

    Attributes:
        play: what its largest button does.
        pause: what that does while the session plays.
        back: to the start of a phase.
        on: to the next phase.
        chapters: heading of the list of them.
        save: keep a file on the phone.
        unplayable: said where a browser cannot play the page.
    """

    play: str
    pause: str
    back: str
    on: str
    chapters: str
    save: str
    unplayable: str


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """The stock words of one language; ``{}`` is where a sentence is filled in.

    Attributes:
        language: BCP 47 tag that a voice is asked for.
        safety: said once as a session starts.
        squeeze: what starts a hold.
        relax: what starts a rest.
        switch: said where the sides are changed.
        sides: the words for left and right, as in "your left leg".
        halfway: said in the middle of a dose.
        last: said before the last round.
        remaining: says how much of a dose is left.
        nth_set: said before a set: which one it is, and of how many.
        upcoming: names the section that follows.
        finished: said at the end where the author has no closing words.
        paused: said when the listener pauses a live session.
        stopped: said when the listener ends one early.
        nth_dose: said after a session: which dose of the day it was, and of how many.
        nth_today: the same where so many are not due.
        ask_pain: asks after a session how strong the pain was, from 0 to 10.
        labels: for the screen, by kind of phase.
        page: for the page for a phone.
        measures: numbers, lengths and amounts.
    """

    language: str
    safety: str
    squeeze: str
    relax: str
    switch: str
    sides: Mapping[Side, str]
    halfway: str
    last: str
    remaining: str
    nth_set: str
    upcoming: str
    finished: str
    paused: str
    stopped: str
    nth_dose: str
    nth_today: str
    ask_pain: str
    labels: Mapping[PhaseKind, str]
    page: PageWords
    measures: Measures

    def number(self, count: int) -> str:
        """Write a count from 0 to 86400 in words, as one counts: ``eins``."""
        return self.measures.number(count)

    def counted(self, count: int) -> str:
        """Write the same as it stands in a sentence, before what is counted: ``ein``."""
        return self.measures.counted(count)

    def duration(self, time: Milliseconds) -> str:
        """Write a length in words: ``one minute thirty seconds``."""
        return self.measures.duration(time)

    def quantity(self, thousandths: int, unit: str) -> str:
        """Write an amount of a unit, which is given as an author writes it."""
        return self.measures.quantity(thousandths, unit)

    def time_left(self, time: Milliseconds) -> str:
        """Say what is left of a dose, to its end."""
        words = self.remaining.format(self.duration(time))
        return words[0].upper() + words[1:]

    def set_of(self, count: int, of: int) -> str:
        """Say which set begins."""
        return self.nth_set.format(self.number(count), self.counted(of))

    def dose_today(self, count: int, of: int) -> str:
        """Say which dose of the day a session was; `of` is 0 where so many are not due."""
        if of:
            return self.nth_dose.format(self.number(count), self.counted(of))
        return self.nth_today.format(self.number(count))

    def next_up(self, title: str) -> str:
        """Say what comes next."""
        return self.upcoming.format(title)
