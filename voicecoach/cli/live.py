"""A live session on its way: what is played, from where on, and what is kept of it."""

from collections.abc import Sequence
from typing import Self

import msgspec

from voicecoach.bookmark import Bookmark, bookmark_for, clear, load, resume, save
from voicecoach.cli.orders import Order, take_order
from voicecoach.cli.studio import open_speaker, rate_with
from voicecoach.compiler.planning import plan
from voicecoach.compose import Take, compose
from voicecoach.habit import completed_times, count_completed, guidance_for, notice
from voicecoach.home import Notes, find_home
from voicecoach.interludes import compose_interludes
from voicecoach.player.conductor import Ended
from voicecoach.player.controls import Snapshot
from voicecoach.player.program import SESSION, Bank
from voicecoach.player.transport import gates_of
from voicecoach.sound.clips import Sounds
from voicecoach.sound.music import Music
from voicecoach.timeline import Timeline
from voicecoach.units import SECOND, Milliseconds

SAVED_EVERY = Milliseconds(5 * SECOND)
"""How much of a session a power cut may cost, besides the phase it was in."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A live session as it is asked for on the command line.

    Attributes:
        script: its name or path.
        assignments: settings, as written.
        guidance: how much is said; None for what suits how often it was done.
        seed: of what is shuffled.
        voice: by name.
        rate: words a minute.
        limit: how much of the beginning is played; None for all.
        resumes: whether it goes on where it was left.
        waits: whether someone is there to press a key where the script waits for it.
        music: what is played under it; None for nothing.
    """

    script: str
    assignments: Sequence[str]
    guidance: str | None
    seed: int
    voice: str
    rate: int
    limit: Milliseconds | None
    resumes: bool
    waits: bool
    music: Music | None


class Live:
    """A live session, and what is kept of it.

    Attributes:
        bank: what is played.
        start_ms: where it begins.
        messages: what the listener has to be told before it begins.
    """

    def __init__(
        self, bank: Bank, start_ms: Milliseconds, messages: Sequence[str], keeper: "Keeper | None"
    ) -> None:
        self.bank = bank
        self.start_ms = start_ms
        self.messages = tuple(messages)
        self._keeper = keeper

    @classmethod
    def prepare(cls, request: Request) -> Self:
        """Compose what was asked for, and find where it begins.

        Raises:
            VoicecoachError: it cannot be played.
        """
        home = find_home()
        bookmarks, habits = Notes(home.bookmarks), Notes(home.completed)
        order, messages = _order(request, bookmarks, habits)
        take, bank = _compose(order, request)
        start = Milliseconds(0)
        if request.limit is not None:
            return cls(bank, start, messages, None)
        here = bookmark_for(order.name, order.script, order.preferences)
        if request.resumes:
            resumption = resume(load(bookmarks, order.name), here, take.timeline)
            start = resumption.start_ms
            messages.append(resumption.message)
        return cls(bank, start, messages, Keeper(here, take.timeline, bookmarks, habits))

    def follow(self, snapshot: Snapshot) -> None:
        """Keep where the session is."""
        if self._keeper:
            self._keeper.follow(snapshot)

    def finish(self, ended: Ended) -> None:
        """Keep how it ended."""
        if self._keeper:
            self._keeper.finish(ended)


class Keeper:
    """Keeps where a session is, every few seconds, and how often it was completed."""

    def __init__(self, here: Bookmark, timeline: Timeline, bookmarks: Notes, habits: Notes) -> None:
        self._here = here
        self._timeline = timeline
        self._bookmarks = bookmarks
        self._habits = habits

    def follow(self, snapshot: Snapshot) -> None:
        """Save the place where it has moved on enough."""
        here = self._here.at(self._timeline, snapshot.view.position_ms)
        moved = abs(here.position_ms - self._here.position_ms) >= SAVED_EVERY
        if moved or here.phase_index != self._here.phase_index:
            self._here = here
            save(self._bookmarks, here)

    def finish(self, ended: Ended) -> None:
        """Count a session that was completed; of any other, keep the place."""
        if ended.completed:
            clear(self._bookmarks, self._here.script_name)
            count_completed(self._habits, self._here.script_name)
        else:
            save(self._bookmarks, self._here.at(self._timeline, ended.position_ms))


def _order(request: Request, bookmarks: Notes, habits: Notes) -> tuple[Order, list[str]]:
    """Take the order; what is not asked for is as it was, or as often done as it was."""
    order = take_order(
        request.script, request.assignments, request.guidance or "full", request.seed
    )
    kept = load(bookmarks, order.name) if request.resumes else None
    if kept is not None and not request.assignments and request.guidance is None:
        return msgspec.structs.replace(order, preferences=kept.preferences), []
    if request.guidance is not None:
        return order, []
    times = completed_times(habits, order.name)
    preferences = msgspec.structs.replace(order.preferences, guidance=guidance_for(times))
    told = notice(times)
    return msgspec.structs.replace(order, preferences=preferences), [told] if told else []


def _compose(order: Order, request: Request) -> tuple[Take, Bank]:
    sample_rate = rate_with(request.music)
    with open_speaker(request.voice, request.rate, sample_rate) as speaker:
        take = compose(plan(order.script, order.preferences), speaker)
        interludes = compose_interludes(take.timeline.language, speaker)
    timeline = take.timeline if request.limit is None else take.timeline.first(request.limit)
    timelines = {name: interlude.timeline for name, interlude in interludes.items()}
    clips = {sound: clip for one in interludes.values() for sound, clip in one.sounds.clips.items()}
    return take, Bank(
        timelines={SESSION: timeline, **timelines},
        sounds=Sounds(take.sounds.rate, {**clips, **take.sounds.clips}),
        gates=gates_of(timeline) if request.waits else (),
        music=request.music,
    )
