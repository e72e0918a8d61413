"""The transport: play, pause, seek. A pure state machine over the program of a session.

Every command is a function of the transport and of the frame of the stream from which it takes
effect; it returns another transport.
"""

from collections.abc import Iterator

import msgspec

from voicecoach.compiler.layout import LEAD
from voicecoach.interludes import CLOSING, COUNTDOWN, DONE, PAUSED, QUESTION
from voicecoach.player.controls import Mode
from voicecoach.player.heard import heard
from voicecoach.player.program import (
    FADE,
    SESSION,
    SILENCE,
    Bank,
    Program,
    Span,
    cut,
    end_of,
    position_at,
    span_at,
)
from voicecoach.player.waits import opening_of
from voicecoach.sound.mixer import UNITY, Gains
from voicecoach.timeline import Phase, Timeline
from voicecoach.units import MINUTE, SECOND, Frames, Milliseconds, frames

BACK_TO_START = Milliseconds(2 * SECOND)
"""Going back within this leads to the phase before; later, to the start of this one."""

ASKED_AFTER = MINUTE
"""How much has been heard of a session that was not done before it is asked how it was."""


class Transport(msgspec.Struct, frozen=True):
    """Where a live session is, and what is heard of it.

    Attributes:
        bank: the session and its interludes.
        program: what each frame of the stream is.
        gains: how loud each kind of sound is from now on.
        stopped: why there is silence without end; None while something goes on.
    """

    bank: Bank
    program: Program
    gains: Gains = UNITY
    stopped: Mode | None = None

    @property
    def timeline(self) -> Timeline:
        """Of the session."""
        return self.bank.timelines[SESSION]

    def position(self, frame: Frames) -> Milliseconds:
        """Return where in the session we are at a frame of the stream."""
        position = position_at(self.program, frame) // self.bank.rate
        return Milliseconds(min(position, self.timeline.duration_ms))

    def mode(self, frame: Frames) -> Mode:
        """Return what is going on at a frame of the stream."""
        end = end_of(self.program, self.bank)
        if end is not None:
            asking = span_at(self.program, frame).source == QUESTION
            return "ended" if frame >= end else "asking" if asking else "playing"
        last = self.program[-1]
        yet_to_wait = self.stopped == "waiting" and frame < last.start
        return self.stopped if self.stopped and not yet_to_wait else "playing"


def begin(bank: Bank, position: Milliseconds = Milliseconds(0)) -> Transport:  # noqa: B008 - a number
    """Return a session that plays from a position on."""
    return _play(Transport(bank, ()), Frames(0), position)


def pause(transport: Transport, frame: Frames) -> Transport:
    """Fall silent, and say so. What is paused already stays so."""
    if transport.mode(frame) != "playing":
        return transport
    return _park(transport, frame, transport.position(frame), PAUSED)


def lose(transport: Transport, frame: Frames) -> Transport:
    """Stop, because nothing is heard any more: stay at what was heard last."""
    if transport.mode(frame) == "asking":
        return leave(transport, frame)
    parked = frames(transport.position(frame), transport.bank.rate)
    silence = _with(transport, frame, Span(frame, SILENCE, parked=parked))
    return msgspec.structs.replace(silence, stopped="lost")


def go_on(transport: Transport, frame: Frames) -> Transport:
    """Go on: after a pause with a countdown and the phase from its start, after a wait at once."""
    mode = transport.mode(frame)
    if mode == "waiting":
        opening = opening_of(transport.timeline, transport.position(frame))
        return _play(transport, _faded(transport, frame), opening)
    if mode not in ("paused", "lost"):
        return transport
    phase = transport.timeline.phase_at(transport.position(frame))
    parked = frames(phase.start_ms, transport.bank.rate)
    countdown = Span(_faded(transport, frame), COUNTDOWN, parked=parked, gains=transport.gains)
    counted = _with(transport, countdown.start, countdown)
    start = Frames(countdown.start + transport.bank.length(COUNTDOWN))
    return _play(counted, start, phase.start_ms)


def phase_back(transport: Transport, frame: Frames) -> Transport:
    """Go to the start of the phase, or of the one before where it has only just begun."""
    timeline, position = transport.timeline, transport.position(frame)
    index = timeline.phase_index_at(position)
    if position - timeline.phases[index].start_ms <= BACK_TO_START:
        index = max(0, index - 1)
    return _seek(transport, frame, timeline.phases[index])


def phase_on(transport: Transport, frame: Frames) -> Transport:
    """Go to the next phase; in the last one, nothing happens."""
    timeline = transport.timeline
    index = timeline.phase_index_at(transport.position(frame)) + 1
    if index == len(timeline.phases):
        return transport
    return _seek(transport, frame, timeline.phases[index])


def repeat(transport: Transport, frame: Frames) -> Transport:
    """Go to the start of the phase."""
    return _seek(transport, frame, transport.timeline.phase_at(transport.position(frame)))


def section_on(transport: Transport, frame: Frames) -> Transport:
    """Go to the next section; in the last one, nothing happens."""
    timeline, position = transport.timeline, transport.position(frame)
    index = timeline.phase_index_at(position)
    for phase in timeline.phases[index:]:
        if phase.section != timeline.phases[index].section:
            return _seek(transport, frame, phase)
    return transport


def stop(transport: Transport, frame: Frames) -> Transport:
    """End the session, with its closing words, and ask how it was where there was much of it."""
    start = _faded(transport, frame)
    question = _question(transport.bank, heard(transport.program, transport.bank, frame))
    closing = _in_a_row(transport, start, transport.position(frame), CLOSING, *question)
    return _ending(transport, start, *closing)


def leave(transport: Transport, frame: Frames) -> Transport:
    """End what is asked after the session: at once, with nothing more to be heard."""
    now = span_at(transport.program, frame)
    start = _faded(transport, frame)
    over = msgspec.structs.replace(now, start=start, at=transport.bank.length(now.source))
    return _ending(transport, start, over)


def set_gains(transport: Transport, frame: Frames, gains: Gains) -> Transport:
    """Make each kind of sound as loud as `gains` says from `frame` on."""
    now = span_at(transport.program, frame)
    reached = Frames(now.at + frame - now.start) if now.source != SILENCE else now.at
    here = msgspec.structs.replace(now, start=frame, at=reached, gains=gains)
    later = [
        msgspec.structs.replace(span, gains=gains)
        for span in transport.program
        if span.start > frame
    ]
    program = cut(transport.program, frame, here, *later)
    return msgspec.structs.replace(transport, program=program, gains=gains)


def _seek(transport: Transport, frame: Frames, phase: Phase) -> Transport:
    """Go to a phase: at once where something plays, else so that going on goes on there."""
    mode = transport.mode(frame)
    if mode in ("asking", "ended"):
        return transport
    if mode in ("paused", "lost"):
        start, parked = _faded(transport, frame), frames(phase.start_ms, transport.bank.rate)
        return _with(transport, start, Span(start, SILENCE, parked=parked))
    return _play(transport, _faded(transport, frame), _entry(transport.timeline, phase))


def _entry(timeline: Timeline, phase: Phase) -> Milliseconds:
    """Where a phase is entered: at the word that starts it, where that comes before it."""
    if phase.kind != "hold":
        return phase.start_ms
    before = timeline.cues_between(Milliseconds(phase.start_ms - SECOND * 3), phase.start_ms)
    words = [cue for cue in before if cue.end_ms + LEAD == phase.start_ms and cue.role == "start"]
    return words[-1].onset_ms if words else phase.start_ms


def _park(transport: Transport, frame: Frames, position: Milliseconds, interlude: str) -> Transport:
    """Fade out, say something, and be silent without end."""
    parked = frames(position, transport.bank.rate)
    start = _faded(transport, frame)
    said = Span(start, interlude, parked=parked, gains=transport.gains)
    end = Frames(start + transport.bank.length(interlude))
    program = cut(transport.program, start, said, Span(end, SILENCE, parked=parked))
    return msgspec.structs.replace(transport, program=program, stopped="paused")


def _play(transport: Transport, start: Frames, position: Milliseconds) -> Transport:
    """Play the session from a position on, up to where it waits or ends."""
    rate = transport.bank.rate
    playing = Span(start, SESSION, frames(position, rate), gains=transport.gains)
    gate = next((gate for gate in transport.bank.gates if gate > position), None)
    if gate is None:
        return _afterwards(_ending(transport, start, playing))
    parked = frames(gate, rate)
    silence = Span(Frames(start + parked - playing.at), SILENCE, parked=parked)
    program = cut(transport.program, start, playing, silence)
    return msgspec.structs.replace(transport, program=program, stopped="waiting")


def _afterwards(transport: Transport) -> Transport:
    """Add to the session what is said after it: what was done, and the question how it was."""
    bank, last = transport.bank, transport.program[-1]
    end = Frames(last.start + bank.length(SESSION) - last.at)
    will_be_heard = heard(transport.program, bank, end)
    done = (DONE, QUESTION) if DONE in bank.timelines else ()
    said = done if will_be_heard >= bank.enough_ms else _question(bank, will_be_heard)
    spans = _in_a_row(transport, end, transport.timeline.duration_ms, *said)
    return msgspec.structs.replace(transport, program=(*transport.program, *spans))


def _question(bank: Bank, was_heard: Milliseconds) -> tuple[str, ...]:
    """Return the question how a session was, of which so much was heard; () for none."""
    return (QUESTION,) if QUESTION in bank.timelines and was_heard >= ASKED_AFTER else ()


def _in_a_row(
    transport: Transport, start: Frames, position: Milliseconds, *interludes: str
) -> Iterator[Span]:
    """Return interludes one after the other, with the session at a position meanwhile."""
    parked = frames(position, transport.bank.rate)
    for interlude in interludes:
        yield Span(start, interlude, parked=parked, gains=transport.gains)
        start = Frames(start + transport.bank.length(interlude))


def _ending(transport: Transport, start: Frames, *spans: Span) -> Transport:
    """Return the transport with everything from `start` on replaced, up to an end."""
    program = cut(transport.program, start, *spans)
    return msgspec.structs.replace(transport, program=program, stopped=None)


def _faded(transport: Transport, frame: Frames) -> Frames:
    """Where something new begins, so that what sounds at `frame` has time to fade, if it sounds."""
    if transport.stopped == "lost":
        return frame
    return Frames(frame + frames(FADE, transport.bank.rate))


def _with(transport: Transport, start: Frames, span: Span) -> Transport:
    return msgspec.structs.replace(transport, program=cut(transport.program, start, span))
