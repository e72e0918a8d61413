"""What a language has to bring."""

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from voicecoach.timeline import PhaseKind
from voicecoach.units import Milliseconds

Side = Literal["left", "right"]


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """The stock words of one language.

    Attributes:
        language: BCP 47 tag that a voice is asked for.
        safety: said once as a session starts.
        squeeze: what starts a hold.
        relax: what starts a rest.
        switch: said where the sides are changed.
        sides: the words for left and right, as in "your left leg".
        halfway: said in the middle of a dose.
        last: said before the last round.
        finished: said at the end where the author has no closing words.
        labels: for the screen, by kind of phase.
        number: a count from 1 to 86400 in words.
        duration: a length in words, to the second.
        time_left: what is said of the time that is left.
        set_of: said before a set: which one it is, and of how many.
        next_up: said before a section, given its title.
        units: singular and plural of units that people write short, such as ``kg``.
    """

    language: str
    safety: str
    squeeze: str
    relax: str
    switch: str
    sides: Mapping[Side, str]
    halfway: str
    last: str
    finished: str
    labels: Mapping[PhaseKind, str]
    number: Callable[[int], str]
    duration: Callable[[Milliseconds], str]
    time_left: Callable[[Milliseconds], str]
    set_of: Callable[[int, int], str]
    next_up: Callable[[str], str]
    units: Mapping[str, tuple[str, str]]
