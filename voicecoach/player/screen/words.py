"""What a screen says about a live session: all its texts, as a pure function of a snapshot."""

from typing import Literal

import msgspec

from voicecoach.player.controls import Mode, Snapshot
from voicecoach.player.screen.plain import rounds
from voicecoach.player.screen.text import harmless
from voicecoach.timeline import PhaseKind
from voicecoach.units import MINUTE, SECOND, Milliseconds, format_clock
from voicecoach.view import View, seconds_begun

Look = PhaseKind | Literal["paused", "waiting", "lost", "asking"]
"""What the colours stand for."""

_BANNERS: dict[Mode, str] = {
    "paused": "Paused",
    "waiting": "Waiting",
    "lost": "Sound lost",
    "asking": "Pain",
}
_LARGE: dict[Mode, str] = {
    "waiting": "press space",
    "asking": "0 to 10",
}
_ENDING = "Ending. Press q again to leave at once."


class Words(msgspec.Struct, frozen=True):
    """All that is written on the screen.

    Attributes:
        look: what the colours stand for.
        banner: what to do, or why nothing goes on.
        message: what the listener has to be told; empty for nothing.
        number: the second that is counted, or how long until the next phase.
        alive: whether the number runs.
        rounds: which repetition and set it is, or the section.
        following: what comes next, or what to press.
        caption: the words being spoken.
        space: what the space bar does.
        volume: how loud it is, and whether words are heard.
        done: how much of the session is over.
        left: how much is left.
    """

    look: Look
    banner: str
    message: str
    number: str
    alive: bool
    rounds: str
    following: str
    caption: str
    space: str
    volume: str
    done: str
    left: str


def words_for(snapshot: Snapshot, *, ending: bool = False) -> Words:
    """Return what the screen says; `ending` after the listener has stopped the session."""
    view, mode = snapshot.view, snapshot.mode
    stopped = mode in _BANNERS
    return Words(
        look=_look(snapshot),
        banner=_BANNERS.get(mode) or harmless(view.phase.label),
        message=harmless(snapshot.message) or (_ENDING if ending and mode != "asking" else ""),
        number=_LARGE.get(mode) or _number(view),
        alive=mode not in ("paused", "lost"),
        rounds=_rounds(view, named=stopped),
        following=_hint(view, mode) if stopped else _following(view),
        caption=harmless(view.caption),
        space="go on" if stopped else "pause",
        volume=f"volume {snapshot.volume} %" + (", words off" if snapshot.muted else ""),
        done=format_clock(view.position_ms),
        left=f"{format_clock(_whole(view.left_ms))} left",
    )


def _look(snapshot: Snapshot) -> Look:
    match snapshot.mode:
        case "paused" | "waiting" | "lost" | "asking" as mode:
            return mode
        case _:
            return snapshot.view.phase.kind


def _number(view: View) -> str:
    return str(view.number) if view.number is not None else _short(view.next_in_ms, "")


def _rounds(view: View, *, named: bool) -> str:
    """Write where we are; with the name of the phase where the banner does not tell it."""
    where = rounds(view.phase) or view.phase.section
    return harmless(f"{view.phase.label}, {where}" if named else where)


def _following(view: View) -> str:
    what = harmless(view.next_phase.label).upper() if view.next_phase else "the end"
    return f"next: {what} in {_short(view.next_in_ms, ' s')}"


def _hint(view: View, mode: Mode) -> str:
    match mode:
        case "lost":
            return "press space to try again"
        case "asking":
            return "press 0-9, t for ten; enter: no answer"
        case "paused":
            return f"press space to go on with {harmless(view.phase.label).upper()}"
        case _:
            what = harmless(view.next_phase.label).upper() if view.next_phase else "the end"
            return f"press space to go on; next: {what}"


def _short(time: Milliseconds, unit: str) -> str:
    """Write a time as seconds, or as a clock from a minute on."""
    return format_clock(_whole(time)) if time > MINUTE else f"{seconds_begun(time)}{unit}"


def _whole(time: Milliseconds) -> Milliseconds:
    """Round up to seconds: of a time that is left, the second that runs counts."""
    return Milliseconds(seconds_begun(time) * SECOND)
