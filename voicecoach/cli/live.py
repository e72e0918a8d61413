"""A live session on its way: what is played, from where on, and what is kept of it."""

from collections.abc import Mapping, Sequence
from typing import Self

import msgspec

from voicecoach.bookmark import bookmark_for, digest_of, load, resume
from voicecoach.cli.keeping import Keeper, Place, Record
from voicecoach.cli.orders import Order, take_order
from voicecoach.cli.past import Past, read_past
from voicecoach.cli.studio import open_speaker, rate_with
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, Take, compose
from voicecoach.diary.entry import DOSE_SHARE, Entry, kept_text
from voicecoach.diary.identity import new_id
from voicecoach.diary.store import SqliteDiary
from voicecoach.diary.when import now
from voicecoach.habit import guidance_for, notice
from voicecoach.home import Notes, find_home
from voicecoach.interludes import compose_interludes, compose_question
from voicecoach.player.conductor import Ended
from voicecoach.player.controls import Snapshot
from voicecoach.player.program import SESSION, Bank
from voicecoach.player.waits import gates_of
from voicecoach.script.loader import settings_of
from voicecoach.script.settings import choose
from voicecoach.sound.clips import Sounds
from voicecoach.sound.music import Music
from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds


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
        watched: whether someone is there to press a key where the script waits for it, and to
            say how it was.
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
    watched: bool
    music: Music | None


class Live:
    """A live session, and what is kept of it.

    Attributes:
        bank: what is played.
        start_ms: where it begins.
        messages: what the listener has to be told before it begins.
    """

    def __init__(
        self,
        bank: Bank,
        start_ms: Milliseconds,
        messages: Sequence[str],
        keepers: Sequence[Keeper],
        record: Record,
        dose: tuple[int, int],
    ) -> None:
        self.bank = bank
        self.start_ms = start_ms
        self.messages = tuple(messages)
        self._keepers = (*keepers, record)
        self._record = record
        self._dose = dose

    @classmethod
    def prepare(cls, request: Request) -> Self:
        """Compose what was asked for, and find where it begins.

        Raises:
            VoicecoachError: it cannot be played.
        """
        home = find_home()
        bookmarks, diary = Notes(home.bookmarks), SqliteDiary(home.diary_file)
        past = read_past(diary)
        order, messages = _order(request, bookmarks, past)
        if past.problem:
            messages.append(f"voicecoach: warning: {past.problem}")
        here = bookmark_for(order.name, order.script, order.preferences)
        with open_speaker(request.voice, request.rate, rate_with(request.music)) as speaker:
            take = compose(plan(order.script, order.preferences), speaker)
            start = Milliseconds(0)
            if request.resumes and request.limit is None:
                resumption = resume(load(bookmarks, order.name), here, take.timeline)
                start = resumption.start_ms
                messages.append(resumption.message)
            entry = _entry(order, take.timeline, past, start)
            dose = past.dose(entry, now())
            interludes = _interludes(request, take.timeline, dose, speaker)
        places = [Place(here, take.timeline, bookmarks)] if request.limit is None else []
        record = Record(diary, entry, start, now)
        bank = _bank(request, take, start, interludes)
        return cls(bank, start, messages, places, record, dose)

    def follow(self, snapshot: Snapshot) -> None:
        """Keep where the session is, and how much of it was heard."""
        for keeper in self._keepers:
            keeper.follow(snapshot)

    def finish(self, ended: Ended) -> Sequence[str]:
        """Keep how it ended; return what the listener has to be told after it."""
        for keeper in self._keepers:
            keeper.finish(ended)
        told = []
        if self._record.outcome == "completed":
            dose, due = self._dose
            told.append(f"done: dose {dose} of {due} today" if due else f"done: {dose} today")
        if self._record.problem:
            told.append(f"voicecoach: warning: {self._record.problem}")
        return told


def _order(request: Request, bookmarks: Notes, past: Past) -> tuple[Order, list[str]]:
    """Take the order; what is not asked for is as it was, or as often done as it was."""
    order = take_order(
        request.script, request.assignments, request.guidance or "full", request.seed
    )
    kept = load(bookmarks, order.name) if request.resumes else None
    is_same = kept is not None and kept.digest == digest_of(order.script)
    if kept is not None and is_same and not request.assignments and request.guidance is None:
        return msgspec.structs.replace(order, preferences=kept.preferences), []
    if request.guidance is not None:
        return order, []
    times = past.completed(kept_text(order.name))
    preferences = msgspec.structs.replace(order.preferences, guidance=guidance_for(times))
    told = notice(times)
    return msgspec.structs.replace(order, preferences=preferences), [told] if told else []


def _entry(order: Order, timeline: Timeline, past: Past, start: Milliseconds) -> Entry:
    """Return a session's entry as it begins: one that is resumed on its day goes on in its own."""
    begins, name = now(), kept_text(order.name)
    earlier = past.left_open(name, begins.date()) if start else None
    if earlier:
        return msgspec.structs.replace(earlier, done_ms=min(earlier.done_ms, start))
    chosen = choose(settings_of(order.script), order.preferences.settings)
    return Entry(
        id=new_id(),
        script=name,
        settings={key: value.text for key, value in chosen.items()},
        started_at=begins,
        duration_ms=timeline.duration_ms,
        done_ms=Milliseconds(0),
        outcome="interrupted",
    )


def _interludes(
    request: Request, timeline: Timeline, dose: tuple[int, int], speaker: Speaker
) -> Mapping[str, Take]:
    """Return what is said besides the session; of its whole length, how it was is asked."""
    interludes = compose_interludes(timeline.language, speaker)
    if not request.watched or request.limit is not None:
        return interludes
    return {**interludes, **compose_question(timeline.language, timeline.title, *dose, speaker)}


def _bank(
    request: Request, take: Take, start: Milliseconds, interludes: Mapping[str, Take]
) -> Bank:
    whole = take.timeline
    timeline = whole if request.limit is None else whole.first(request.limit)
    timelines = {name: interlude.timeline for name, interlude in interludes.items()}
    clips = {sound: clip for one in interludes.values() for sound, clip in one.sounds.clips.items()}
    return Bank(
        timelines={SESSION: timeline, **timelines},
        sounds=Sounds(take.sounds.rate, {**clips, **take.sounds.clips}),
        gates=gates_of(timeline) if request.watched else (),
        enough_ms=Milliseconds(round(DOSE_SHARE * (whole.duration_ms - start))),
        music=request.music,
    )
