"""From a plan and measured words to a timeline."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import msgspec

from voicecoach.compiler.announcing import Announcer
from voicecoach.compiler.lane import Lane, Ruler
from voicecoach.compiler.layout import Placed, lay_out
from voicecoach.compiler.marking import markers
from voicecoach.compiler.placing import Placer
from voicecoach.compiler.plan import Plan, Timed
from voicecoach.compiler.pools import LeftOut
from voicecoach.errors import SessionError
from voicecoach.script.model import ToneChoice
from voicecoach.script.phrases import phrases_for
from voicecoach.speech import Durations, Utterance
from voicecoach.timeline import Cue, Phase, Role, Timeline
from voicecoach.tone import TONES, Tone
from voicecoach.units import Milliseconds

MAX_ASKS = 8
"""How often `schedule` may ask for further utterances: once for all there is, once for each
faster pace, and then for the time left, whose place may move by a little each time."""


Measure = Callable[[frozenset[Utterance]], Mapping[Utterance, Milliseconds]]
"""Has utterances spoken, and returns how long each takes."""


class Needs(msgspec.Struct, frozen=True):
    """What has to be measured before a timeline can be made.

    Attributes:
        utterances: not measured yet, and needed.
    """

    utterances: frozenset[Utterance]


class Scheduled(msgspec.Struct, frozen=True, dict=True):
    """A session with everything in its place.

    Attributes:
        plan: what it was made of.
        placed: its phases.
        lanes: the speech of each phase.
        left_out: what found no room.
    """

    plan: Plan
    placed: tuple[Placed, ...]
    lanes: tuple[Lane, ...]
    left_out: tuple[LeftOut, ...]

    @cached_property
    def timeline(self) -> Timeline:
        """Which sound is heard at which millisecond."""
        return _timeline(self)


def schedule(plan: Plan, durations: Durations) -> Scheduled | Needs:
    """Put everything in its place, from the measured lengths of the words.

    Ask again with what was needed besides, until there is a timeline; `settle` does that.

    Raises:
        ScriptError: words that the author wrote do not fit, or the session is too long.
    """
    unmeasured = plan.utterances() - durations.keys()
    if unmeasured:
        return Needs(unmeasured)
    ruler = Ruler(durations)
    placed = lay_out(plan, ruler.length)
    placer = Placer(plan, placed, ruler)
    placer.place_fixed()
    Announcer(plan, phrases_for(plan.language), placed, placer).announce()
    placer.place_optional()
    if ruler.missing:
        return Needs(frozenset(ruler.missing))
    return Scheduled(plan, placed, tuple(placer.lanes), tuple(placer.left_out))


def settle(plan: Plan, measure: Measure) -> Scheduled:
    """Schedule a plan, and have whatever it needs measured, until all is in its place.

    Raises:
        ScriptError: words that the author wrote do not fit, or the session is too long.
        SessionError: it asks more often than it should; a fault of ours.
    """
    durations: dict[Utterance, Milliseconds] = {}
    for _ in range(MAX_ASKS):
        answer = schedule(plan, durations)
        if isinstance(answer, Scheduled):
            return answer
        durations |= measure(answer.utterances)
    raise SessionError(f"'{plan.title}' could not be brought to a timeline: its words keep moving")


def _timeline(made: Scheduled) -> Timeline:
    placed = made.placed
    closing = next((one for one in placed if one.item.segment.kind == "finish"), None)
    speech = [cue for lane in made.lanes for cue in lane.cues]
    tones = [
        cue
        for one, lane in zip(placed, made.lanes, strict=True)
        if one is closing or one.item.segment.kind != "finish"
        for cue in _tones(one, lane, made.plan.tones)
    ]
    phases = tuple(map(_phase, placed))
    return Timeline(
        title=made.plan.title,
        language=made.plan.language,
        duration_ms=placed[-1].end_ms,
        cues=tuple(sorted(tones + speech, key=lambda cue: cue.onset_ms)),
        phases=phases,
        markers=tuple(markers(phases)),
        notes=tuple(map(str, made.left_out)),
    )


def _phase(placed: Placed) -> Phase:
    segment, courses = placed.item.segment, placed.item.courses
    rep = courses[-1] if courses else None
    sets = courses[-2] if len(courses) > 1 else None
    return Phase(
        start_ms=placed.start_ms,
        end_ms=placed.end_ms,
        kind=segment.kind,
        label=segment.label,
        section=placed.item.section,
        rep=rep.number if rep else 1,
        of=rep.of if rep else 1,
        set=sets.number if sets else 1,
        sets=sets.of if sets else 1,
        source=segment.place.source,
    )


def _tones(placed: Placed, lane: Lane, choice: ToneChoice) -> Iterator[Cue]:
    segment = placed.item.segment
    beat_ms = segment.beat_ms if isinstance(segment, Timed) else None
    role: Role = "beat" if beat_ms else segment.kind
    wanted = choice.only is None or role in choice.only
    if role not in TONES or not wanted or choice.volume == 0:
        return
    tone = TONES[role].at_volume(choice.volume)
    for onset in range(placed.start_ms, placed.end_ms, beat_ms or placed.end_ms):
        yield _tone(tone, Milliseconds(onset), placed, lane)


def _tone(tone: Tone, onset: Milliseconds, placed: Placed, lane: Lane) -> Cue:
    """Place a tone; it yields where a word is heard at the same time."""
    end = onset + tone.duration_ms
    if any(cue.onset_ms < end and cue.end_ms > onset for cue in lane.cues):
        tone = tone.yielding()
    return Cue(
        onset_ms=onset,
        duration_ms=tone.duration_ms,
        kind="tone",
        role=tone.role,
        text=None,
        source=placed.item.segment.place.source,
        sound=tone.sound,
    )
