"""The conductor: a live session on an output, obeying whoever shows it.

The transport says what is to be heard; the conductor hands it commands, notices when the device
is lost or the computer has slept, and goes on when there is sound again.
"""

from collections.abc import Callable

import msgspec

from voicecoach.errors import SessionError, UnavailableError
from voicecoach.interludes import DONE
from voicecoach.player import transport as deck
from voicecoach.player.clock import Clock, Waiter, monotonic, wait, wall
from voicecoach.player.controls import Mode, Snapshot
from voicecoach.player.heard import heard
from voicecoach.player.port import Output
from voicecoach.player.program import SESSION, SILENCE, Bank, span_at
from voicecoach.player.rendering import render
from voicecoach.player.transport import Transport
from voicecoach.sound.clips import Samples
from voicecoach.sound.mixer import Gains
from voicecoach.units import SECOND, Frames, Milliseconds
from voicecoach.view import View, during, view

VOLUME_STEP = 10
"""Percent that a key makes louder or quieter."""

RETRY = SECOND
"""How often a lost device is looked for."""

SLEPT = Milliseconds(5 * SECOND)
"""The clock on the wall going this far ahead of the computer's own means that it has slept."""

LOST = "The sound is gone. It goes on by itself when it is back; space tries at once."

_NANOSECONDS = 1_000_000

Command = Callable[[Transport, Frames], Transport]


class Ended(msgspec.Struct, frozen=True):
    """How a session ended.

    Attributes:
        completed: whether it was heard to its end.
        position_ms: where it was when it ended.
        underruns: how often the sound had a gap because the machine was too slow.
        heard_ms: how much of it was heard.
        answer: to what was asked after it, from 0 to 10; None where that was left open.
    """

    completed: bool
    position_ms: Milliseconds
    underruns: int
    heard_ms: Milliseconds
    answer: int | None = None


class Conductor:
    """One live run of a session. Commands may come from any thread; `tick` from one.

    Args:
        bank: the session and its interludes.
        output: opened.
        position: where the session begins.
    """

    def __init__(
        self,
        bank: Bank,
        output: Output,
        position: Milliseconds = Milliseconds(0),  # noqa: B008 - a number
        *,
        clock: Clock = monotonic,
        wall_clock: Clock = wall,
        waiter: Waiter = wait,
    ) -> None:
        self._bank = bank
        self._output = output
        self._transport = deck.begin(bank, position)
        self._volume = 100
        self._muted = False
        self._closed = False
        self._answer: int | None = None
        self._lost_at: Frames | None = None
        self._tried_ns = 0
        self._clock = clock
        self._waiter = waiter
        self._sleep = SleepWatch(clock, wall_clock)

    # --- what the output reads ----------------------------------------------------------

    def read(self, start: Frames, count: Frames) -> Samples:
        """Return frames of the stream; see `Source.read`."""
        return render(self._transport.program, self._bank, start, count)

    # --- the session's own thread -------------------------------------------------------

    def start(self) -> None:
        """Begin to play.

        Raises:
            UnavailableError: the device turns out not to be usable.
        """
        self._output.start(self)

    def tick(self, timeout: Milliseconds) -> bool:
        """Let the session go on for `timeout`; return whether it has ended."""
        if self._lost_at is not None:
            self._waiter(timeout)
            self._look_for_sound()
            return self._transport.stopped != "lost" and self._lost_at is not None
        try:
            ended = self._output.wait(timeout)
        except SessionError:
            self._lose()
            return False
        if self._sleep.slept():
            self._command(deck.pause)
        return ended

    def close(self) -> Ended:
        """Fall silent, and tell how the session ended."""
        self._closed = True
        self._output.stop()
        transport, frame = self._transport, self._frame()
        position = transport.position(frame)
        return Ended(
            completed=position == transport.timeline.duration_ms,
            position_ms=position,
            underruns=self._output.underruns,
            heard_ms=heard(transport.program, self._bank, frame),
            answer=self._answer,
        )

    def _lose(self) -> None:
        self._lost_at = self._output.position()
        self._transport = deck.lose(self._transport, self._lost_at)
        self._output.stop()
        self._tried_ns = self._clock()

    def _look_for_sound(self) -> None:
        if self._lost_at is None or self._clock() - self._tried_ns < RETRY * _NANOSECONDS:
            return
        self._tried_ns = self._clock()
        lost_at = self._lost_at
        try:
            self._output.open(self._bank.rate, self._bank.channels)
            self._transport, self._lost_at = deck.go_on(self._transport, lost_at), None
            self._output.start(self, lost_at)
        except UnavailableError:
            self._transport, self._lost_at = deck.lose(self._transport, lost_at), lost_at
            self._output.stop()

    # --- controls -----------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Tell where the session is."""
        transport, frame = self._transport, self._frame()
        mode: Mode = "ended" if self._closed else transport.mode(frame)
        return Snapshot(
            view=self._view(transport, frame),
            mode=mode,
            volume=self._volume,
            muted=self._muted,
            message=self._message(mode),
            underruns=self._output.underruns,
            heard_ms=heard(transport.program, self._bank, frame),
        )

    def _message(self, mode: Mode) -> str:
        """What the listener has to be told: what was lost, or what was done."""
        if mode == "lost":
            return LOST
        done = mode == "asking" and any(span.source == DONE for span in self._transport.program)
        cues = self._bank.timelines[DONE].cues if done else ()
        return " ".join(cue.text for cue in cues if cue.text)

    def _view(self, transport: Transport, frame: Frames) -> View:
        """What is shown of the session, or of the interlude that is heard in it."""
        shown = view(transport.timeline, transport.position(frame))
        span = span_at(transport.program, frame)
        if span.source in (SESSION, SILENCE):
            return shown
        at = Milliseconds((span.at + frame - span.start) // self._bank.rate)
        return during(shown, self._bank.timelines[span.source], at)

    def pause_or_go_on(self) -> None:
        """Pause, or go on from a pause, a wait or a lost device."""
        if self._lost_at is not None:
            self._tried_ns = 0
        elif self._transport.mode(self._frame()) == "playing":
            self._command(deck.pause)
        else:
            self._command(deck.go_on)

    def phase_back(self) -> None:
        """Go to the start of this phase, or of the one before."""
        self._command(deck.phase_back)

    def phase_on(self) -> None:
        """Go to the next phase."""
        self._command(deck.phase_on)

    def repeat(self) -> None:
        """Go to the start of this phase."""
        self._command(deck.repeat)

    def section_on(self) -> None:
        """Go to the next section."""
        self._command(deck.section_on)

    def louder(self) -> None:
        """Raise the volume by a step."""
        self._set_volume(min(100, self._volume + VOLUME_STEP), self._muted)

    def quieter(self) -> None:
        """Lower the volume by a step."""
        self._set_volume(max(0, self._volume - VOLUME_STEP), self._muted)

    def mute(self) -> None:
        """Turn speech off, or on again; tones stay."""
        self._set_volume(self._volume, not self._muted)

    def answer(self, score: int | None) -> None:
        """Answer what is asked after the session, or leave it open; then it has ended."""
        if self._transport.mode(self._frame()) == "asking":
            self._answer = score
            self._command(deck.leave)

    def stop(self) -> None:
        """End the session, with its closing words."""
        self._command(deck.stop)

    def _set_volume(self, volume: int, muted: bool) -> None:  # noqa: FBT001 - both are the state
        self._volume, self._muted = volume, muted
        factor = volume / 100
        gains = Gains(speech=0.0 if muted else factor, tone=factor, music=factor)
        self._command(lambda transport, frame: deck.set_gains(transport, frame, gains))

    def _command(self, command: Command) -> None:
        def change(frame: Frames) -> None:
            self._transport = command(self._transport, frame)

        if self._lost_at is None:
            self._output.cut(change)
        else:
            change(self._lost_at)

    def _frame(self) -> Frames:
        return self._output.position() if self._lost_at is None else self._lost_at


class SleepWatch:
    """Notices that the computer has slept: its own clock has stood still meanwhile."""

    def __init__(self, clock: Clock, wall_clock: Clock) -> None:
        self._clock = clock
        self._wall_clock = wall_clock
        self._ahead_ns = self._difference()

    def slept(self) -> bool:
        """Tell whether it has slept since it was asked last."""
        before, self._ahead_ns = self._ahead_ns, self._difference()
        return self._ahead_ns - before > SLEPT * _NANOSECONDS

    def _difference(self) -> int:
        return self._wall_clock() - self._clock()
