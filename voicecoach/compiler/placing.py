"""What is said in each phase: first what has only one place, then what room is left for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from voicecoach.compiler.lane import BEAT_GAP, Lane, Ruler
from voicecoach.compiler.layout import GAP, LEAD, Placed, with_following
from voicecoach.compiler.plan import Phrase, Plan, Spoken, Timed
from voicecoach.compiler.pools import LeftOut, Pool
from voicecoach.script.problems import Place, Problem, ScriptError
from voicecoach.units import SECOND, Milliseconds

BEFORE_WORK = ("ready", "rest", "switch", "wait")
"""Phases whose last seconds are counted."""

QUIET_START = Milliseconds(1000)
"""How long a hold lasts before a reminder may be said in it."""


class Placer:
    """Places the speech of a session in the lanes of its phases.

    Attributes:
        lanes: the speech of each phase.
        left_out: what found no room.
    """

    def __init__(self, plan: Plan, placed: Sequence[Placed], ruler: Ruler) -> None:
        self._plan = plan
        self._placed = placed
        self._ruler = ruler
        self._pools = {name: Pool(pool, ruler) for name, pool in plan.pools.items()}
        self._visits: Counter[Place] = Counter()
        self._conflicts: Counter[Place] = Counter()
        self._problems: dict[Problem, None] = {}
        self.lanes = [_lane(one) for one in placed]
        self.left_out: list[LeftOut] = []

    def place_fixed(self) -> None:
        """Place start words, counts and spoken segments.

        Raises:
            ScriptError: words that the author wrote do not fit.
        """
        for lane, placed, following in self._phases():
            segment = placed.item.segment
            if isinstance(segment, Spoken):
                self._place_spoken(lane, placed, segment)
            else:
                self._place_counts(lane, segment)
            if following and following.item.lead_in:
                self._place_lead_in(lane, following.item.lead_in)
            if isinstance(segment, Timed):
                self._place_opening(lane, placed.item.opening)
        if self._problems:
            raise ScriptError(self._problems)

    def announce(self, phrase: Phrase, index: int) -> int:
        """Say an announcement in a phase if there is room; return what is missing, or 0."""
        lane = self.lanes[index]
        onset, room = lane.widest_gap()
        said = self._ruler.fit_unhurried(phrase, room)
        if said is None:
            return self._ruler.whole(phrase).length - room
        lane.say(phrase, onset, said)
        return 0

    def place_optional(self) -> None:
        """Place reminders and countdowns where there is room left."""
        for lane, placed, following in self._phases():
            segment = placed.item.segment
            if not isinstance(segment, Timed):
                continue
            numbers = self._countdown(segment, following)
            if segment.pool and self._is_due(segment) and not _announces(lane):
                self._place_cue(lane, segment, self._pools[segment.pool], numbers)
            self._place_countdown(lane, numbers)
        for pool in self._pools.values():
            self.left_out += pool.left_out()

    def _phases(self) -> Iterator[tuple[Lane, Placed, Placed | None]]:
        pairs = with_following(self._placed)
        return ((lane, *pair) for lane, pair in zip(self.lanes, pairs, strict=True))

    def _place_spoken(self, lane: Lane, placed: Placed, segment: Spoken) -> None:
        onset = lane.start
        for release in placed.item.opening:
            said = self._ruler.whole(release)
            lane.say(release, onset, said)
            onset = Milliseconds(onset + said.length + GAP)
        lane.say(segment.phrase, onset, self._ruler.whole(segment.phrase))

    def _place_counts(self, lane: Lane, segment: Timed) -> None:
        offsets = [count.offset_ms for count in segment.counts]
        untils = [*offsets[1:], segment.duration_ms]
        for count, until in zip(segment.counts, untils, strict=False):
            onset = Milliseconds(lane.start + count.offset_ms)
            self._place_or_note(lane, count.phrase, onset, until - count.offset_ms - BEAT_GAP)

    def _place_opening(self, lane: Lane, phrases: Sequence[Phrase]) -> None:
        """Place what is said first; stock words yield to the author's where both do not fit."""
        wanted = [phrase for phrase in phrases if phrase.place] or phrases
        room = lane.room_from(lane.start, BEAT_GAP)
        both = sum(self._ruler.length(phrase) + GAP for phrase in phrases) - GAP
        onset = lane.start
        for phrase in phrases if both <= room else wanted:
            self._place_or_note(lane, phrase, onset, lane.room_from(onset, BEAT_GAP))
            onset = Milliseconds(onset + self._ruler.length(phrase) + GAP)

    def _place_lead_in(self, lane: Lane, phrase: Phrase) -> None:
        last = max((cue.end_ms + BEAT_GAP for cue in lane.cues), default=lane.start)
        room = lane.end - LEAD - last
        said = self._ruler.fit(phrase, room) or self._ruler.whole(phrase)
        self._place_or_note(lane, phrase, Milliseconds(lane.end - LEAD - said.length), room)

    def _place_or_note(self, lane: Lane, phrase: Phrase, onset: Milliseconds, room: int) -> None:
        if said := self._ruler.fit(phrase, room):
            lane.say(phrase, onset, said)
            return
        missing = self._ruler.length(phrase) - room
        if phrase.place:
            message = f"'{phrase.text}' does not fit here: it needs {missing} ms more"
            advice = "give the step more time, or say it in fewer words"
            self._problems[Problem(phrase.place, message, advice)] = None
        else:
            self.left_out.append(LeftOut(phrase.role, phrase, onset, missing, lane.place))

    def _is_due(self, segment: Timed) -> bool:
        key = segment.place
        self._visits[key] += 1
        return self._visits[key] % segment.pool_every == 0

    def _countdown(
        self, segment: Timed, following: Placed | None
    ) -> list[tuple[Milliseconds, Phrase]]:
        """Numbers before work begins, the last first; a start word stands in for "one"."""
        if segment.kind not in BEFORE_WORK or following is None or not _works(following):
            return []
        numbers = list(zip((1, 2, 3), reversed(self._plan.countdown), strict=True))
        end = following.start_ms
        spoken = numbers[1:] if following.item.lead_in else numbers
        return [(Milliseconds(end - seconds * SECOND), phrase) for seconds, phrase in spoken]

    def _fitting(
        self, lane: Lane, numbers: list[tuple[Milliseconds, Phrase]]
    ) -> list[tuple[Milliseconds, Phrase]]:
        fitting = []
        for onset, phrase in numbers:
            if self._ruler.length(phrase) > lane.room_from(onset, BEAT_GAP, GAP):
                break
            fitting.append((onset, phrase))
        return fitting

    def _place_cue(
        self, lane: Lane, segment: Timed, pool: Pool, numbers: list[tuple[Milliseconds, Phrase]]
    ) -> None:
        """Say a reminder; where it would cost some of the countdown, every second time."""
        onset, room = lane.widest_gap()
        phrase, said = pool.next_fitting(onset, room)
        if phrase is None or said is None:
            return
        first_number = self._fitting(lane, numbers)[-1:]
        if first_number and onset + said.length + GAP > first_number[0][0]:
            key = segment.place
            self._conflicts[key] += 1
            if self._conflicts[key] % 2 == 0:
                return
        lane.say(phrase, onset, said)
        pool.said(phrase)

    def _place_countdown(self, lane: Lane, numbers: list[tuple[Milliseconds, Phrase]]) -> None:
        for onset, phrase in self._fitting(lane, numbers):
            lane.say(phrase, onset, self._ruler.whole(phrase))


def _lane(placed: Placed) -> Lane:
    segment = placed.item.segment
    quiet = QUIET_START if segment.kind == "hold" else Milliseconds(0)
    opens = Milliseconds(placed.start_ms + quiet)
    return Lane(placed.start_ms, opens, placed.end_ms, segment.place)


def _works(placed: Placed) -> bool:
    return placed.item.segment.kind in ("hold", "move")


def _announces(lane: Lane) -> bool:
    return any(cue.role == "announce" for cue in lane.cues)
