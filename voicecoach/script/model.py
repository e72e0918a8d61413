"""The script language as values: one frozen class for each thing an author can write.

The attribute names are the keys of the language; a trailing underscore stands for
nothing (``for_`` is ``for``). `voicecoach.script.reader` fills them from YAML.
"""

from typing import Literal, NewType

import msgspec

from voicecoach.script.problems import Place
from voicecoach.script.settings import Setting, Value
from voicecoach.units import Milliseconds

FILLED_IN = ("place", "script")
"""Attributes that no author writes: the loader fills them in."""


Name = NewType("Name", str)
"""What a text can call a value by: ``$name``."""


class Ref(msgspec.Struct, frozen=True):
    """``$name``: whatever the listener chose for that setting.

    Attributes:
        name: of the setting.
        place: where it is used.
    """

    name: str
    place: Place


ToneRole = Literal["hold", "rest", "switch", "finish", "beat"]
"""What a tone can stand for."""


class PoolRef(msgspec.Struct, frozen=True):
    """A reminder out of a pool of cues: ``form``, or ``form every 4``.

    Attributes:
        name: of the pool.
        place: where it is used.
        every: on every how manieth time a reminder is said.
    """

    name: str
    place: Place
    every: int = 1


DEFAULT_SWITCH = Milliseconds(10_000)
Duration = Milliseconds | Ref
Whole = int | Ref


class Words(msgspec.Struct, frozen=True):
    """Words to be spoken and shown; all but `spoken` may hold ``$name``.

    Attributes:
        text: shown, and spoken where nothing else is given.
        place: where they stand.
        spoken: what the voice says instead.
        short: said and shown instead where `text` does not fit.
        brief: instead, when guidance is brief or less; ``none`` for nothing at all.
        minimal: instead, when guidance is minimal; ``none`` for nothing at all.
    """

    text: str
    place: Place
    spoken: str | None = None
    short: str | None = None
    brief: str | None = None
    minimal: str | None = None


NO_WORDS = "none"
"""Written for a start word where none is to be said."""


class CountPolicy(msgspec.Struct, frozen=True):
    """How a hold is counted.

    Attributes:
        direction: of the numbers; ``none`` counts nothing but `last`.
        every: seconds between the numbers.
        last: how many of the last seconds are counted down, besides.
    """

    direction: Literal["up", "down", "none"] = "up"
    every: int = 1
    last: int = 0


class Announcements(msgspec.Struct, frozen=True):
    """What a repeat tells about its own course.

    Attributes:
        halfway: whether the middle is said.
        last: whether the last round is said.
        set: whether every round but the first is said: set 2 of 3.
        time_left_every: how often the time left is said; None for never.
    """

    halfway: bool = False
    last: bool = False
    set: bool = False
    time_left_every: Milliseconds | None = None


class Say(msgspec.Struct, frozen=True, kw_only=True):
    """Spoken instructions; they take as long as they take.

    Attributes:
        say: the words.
        pause: silence after them.
    """

    say: Words
    pause: Duration = Milliseconds(700)
    place: Place


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """Time to get into place; its last seconds are counted.

    Attributes:
        ready: how long.
        start: words at its beginning.
    """

    ready: Duration
    start: Words | None = None
    place: Place


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """A contraction or a stretch that is held.

    Attributes:
        hold: how long.
        start: said just before it begins; the language's own word where not given.
        count: how it is counted; up to 15 s every second, else every ten and the last five.
        cue: pool of which one reminder is said, where the counts leave room.
    """

    hold: Duration
    start: Words | None = None
    count: CountPolicy | None = None
    cue: PoolRef | None = None
    place: Place


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """Time to let go; its last seconds are counted where they fit.

    Attributes:
        rest: how long.
        start: said as it begins; the language's own word where not given.
        cue: pool of which one reminder is said, where there is room.
        announce: ``next`` where the name of the section that follows is said.
    """

    rest: Duration
    start: Words | None = None
    cue: PoolRef | None = None
    announce: Literal["next"] | None = None
    place: Place


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """Time to change over to the other side; its last seconds are counted.

    Attributes:
        switch: how long.
        start: said as it begins; the language's own words where not given.
    """

    switch: Duration
    start: Words | None = None
    place: Place


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """A stop until the listener goes on; in a track, a pause.

    Attributes:
        wait: how long the pause is.
        say: said as it begins.
    """

    wait: Duration
    say: Words | None = None
    place: Place


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a movement.

    Attributes:
        say: said as it begins.
        for_: how long it lasts.
        beats: how many beats it lasts, instead.
        cue: pool of which one reminder is said, where there is room.
    """

    say: Words
    for_: Duration | None = msgspec.field(default=None, name="for")
    beats: Whole | None = None
    cue: PoolRef | None = None
    place: Place


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A movement to a tempo, or a cycle of steps to a beat.

    Attributes:
        move: its parts, in order.
        beat: length of a beat; each is heard.
    """

    move: tuple[Part, ...]
    beat: Duration | None = None
    place: Place


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """Steps that are done again and again, by number or by time.

    Attributes:
        times: how many rounds.
        for_: as many whole rounds as fit, at least one.
        announce: what is said of its course.
        steps: of one round.
    """

    times: Whole | None = None
    for_: Duration | None = msgspec.field(default=None, name="for")
    announce: Announcements = Announcements()
    steps: "tuple[Step, ...]"
    place: Place


class EachSide(msgspec.Struct, frozen=True, kw_only=True):
    """Steps that are done for one side and then for the other; ``$side`` is theirs to use.

    Attributes:
        switch: time to change over in between.
        first: the side that begins.
        start: said as the change begins; the language's own words where not given.
        steps: of one side.
    """

    switch: Duration = DEFAULT_SWITCH
    first: Literal["left", "right"] = "left"
    start: Words | None = None
    steps: "tuple[Step, ...]"
    place: Place


class Include(msgspec.Struct, frozen=True, kw_only=True):
    """Another script as a part of this one, without its closing words.

    Attributes:
        include: its name, or its path from this script's folder.
        with_: its settings, by name; may use this script's.
        sections: which of its sections; all where not given.
        script: what was found; the loader fills it in.
    """

    include: Words
    with_: dict[str, Words] = msgspec.field(default_factory=dict, name="with")
    sections: tuple[str, ...] = ()
    script: "Script | None" = None
    place: Place


Step = Say | Ready | Hold | Rest | Switch | Wait | Move | Repeat | EachSide | Include


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the session with a name; it becomes a chapter.

    Attributes:
        section: its name.
        steps: what is done in it.
    """

    section: Words
    steps: tuple[Step, ...]
    place: Place


class Dose(msgspec.Struct, frozen=True, kw_only=True):
    """How often the session is to be done.

    Attributes:
        per_day: fewest and most times a day.
    """

    per_day: tuple[int, int]
    place: Place


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """Short reminders of which one is said at a time.

    Attributes:
        texts: the reminders.
        order: in turn as written, or shuffled by the seed.
    """

    texts: tuple[Words, ...]
    order: Literal["in turn", "shuffled"] = "in turn"
    place: Place


Percent = NewType("Percent", int)


class ToneChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Which tones are heard, and how loud.

    Attributes:
        only: of these roles; None for all.
        volume: in percent of the usual level.
    """

    only: tuple[ToneRole, ...] | None = None
    volume: Percent = Percent(100)


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise, as its author wrote it.

    Attributes:
        title: of the exercise.
        summary: one sentence about it.
        language: of its words, BCP 47.
        dose: how often a day; None where that is not stated.
        equipment: what is needed.
        settings: what the listener may change, by name.
        levels: by number, what each level means: names that texts and steps may use.
        cues: pools of short reminders, by name.
        tones: which tones are heard.
        pronounce: how the voice says certain words, by the word.
        session: its sections, in order.
    """

    title: str
    summary: str = ""
    language: str = "en"
    dose: Dose | None = None
    equipment: tuple[str, ...] = ()
    settings: dict[Name, Setting] = {}
    levels: dict[int, dict[Name, Value]] = {}
    cues: dict[str, Pool] = {}
    tones: ToneChoice = ToneChoice()
    pronounce: dict[str, str] = {}
    session: tuple[Section, ...]
    place: Place
