"""How much of a session has been heard, whatever was repeated, skipped or left out."""

from collections.abc import Iterator

from voicecoach.player.program import SESSION, Bank, Program
from voicecoach.player.waits import opening_of
from voicecoach.units import Frames, Milliseconds, frames, milliseconds

Piece = tuple[Frames, Frames]
"""Frames of the session from the first on up to the second."""


def heard(program: Program, bank: Bank, frame: Frames) -> Milliseconds:
    """Return how much of the session was heard up to a frame of the stream.

    What was heard twice counts once. Time that a `wait` would take on a track counts where the
    listener has waited as long as they wanted.
    """
    total, reached = 0, Frames(0)
    for start, end in sorted(_pieces(program, bank, frame)):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return milliseconds(Frames(total), bank.rate)


def _pieces(program: Program, bank: Bank, frame: Frames) -> Iterator[Piece]:
    waits = {frames(gate, bank.rate): gate for gate in bank.gates}
    for span, following in zip(program, (*program[1:], None), strict=True):
        if span.source != SESSION:
            continue
        end = min(frame, following.start if following else frame)
        reached = min(Frames(span.at + end - span.start), bank.length(SESSION))
        yield span.at, reached
        if reached in waits:
            opening = opening_of(bank.timelines[SESSION], waits[reached])
            yield reached, frames(opening, bank.rate)
