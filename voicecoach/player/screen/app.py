"""The screen of a live session on a terminal, to be read from across the room.

It looks at the session many times a second, draws anew what has changed, and passes keys on.
Sound knows nothing of it. Importing this module costs a fifth of a second.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from voicecoach.player.controls import Controls
from voicecoach.player.screen.style import COLOURS, CSS, HEIGHTS, STILL, WIDE, WIDTHS
from voicecoach.player.screen.text import harmless
from voicecoach.player.screen.widgets import Course, Keys, Large, Line
from voicecoach.player.screen.words import Words, words_for
from voicecoach.timeline import Timeline
from voicecoach.view import sections

LOOKS_A_SECOND = 20

_KEYS: dict[str, Callable[[Controls], None]] = {
    "space": lambda controls: controls.pause_or_go_on(),
    "left": lambda controls: controls.phase_back(),
    "right": lambda controls: controls.phase_on(),
    "up": lambda controls: controls.louder(),
    "down": lambda controls: controls.quieter(),
    "r": lambda controls: controls.repeat(),
    "m": lambda controls: controls.mute(),
    "n": lambda controls: controls.section_on(),
}
_STOP = "q,ctrl+c,ctrl+q"

_ANSWERS = {**{str(score): score for score in range(10)}, "t,T": 10}
_OPEN = "enter,escape,s,S"
"""Keys that answer the question after a session, and those that leave it open."""


def _bindings() -> list[BindingType]:
    """Bind the keys, also with the capitals lock on, before anything else can have them."""
    stop: list[BindingType] = [Binding(f"{_STOP},Q", "stop", priority=True)]
    answers: list[BindingType] = [
        Binding(keys, f"answer({score})", priority=True) for keys, score in _ANSWERS.items()
    ]
    answers.append(Binding(_OPEN, "answer(None)", priority=True))
    return [*stop, *answers] + [
        Binding(f"{key},{key.upper()}" if len(key) == 1 else key, f"press('{key}')", priority=True)
        for key in _KEYS
    ]


class PlayerApp(App[None], inherit_bindings=False):
    """Shows a live session until it has ended."""

    CSS = CSS
    BINDINGS: ClassVar[list[BindingType]] = _bindings()
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, controls: Controls, timeline: Timeline) -> None:
        # With the terminal's own colours "no colour" means none, otherwise shades of grey.
        super().__init__(ansi_color="NO_COLOR" in os.environ)
        self._controls = controls
        self._timeline = timeline
        self._words: Words | None = None
        self._ending = False
        self._course = Course(sections(timeline))
        self._keys = Keys()
        self._banner, self._number = Large("banner"), Large("number")
        self._rounds = Large("rounds", spaced=False)
        self._following = Large("following", spaced=False)
        self._message, self._caption = Line("message"), Line("caption")
        self._volume, self._done, self._left = Line("volume"), Line("done"), Line("left")

    def compose(self) -> ComposeResult:
        """Put everything in its place, from top to bottom."""
        with Horizontal(id="head"):
            yield Line("title", harmless(self._timeline.title))
            yield self._volume
        yield self._banner
        yield self._message
        yield self._number
        yield self._rounds
        yield self._following
        yield self._caption
        with Horizontal(id="time"):
            yield self._done
            yield self._course
            yield self._left
        yield self._keys

    def on_mount(self) -> None:
        """Begin to look."""
        self.look()
        self.set_interval(1 / LOOKS_A_SECOND, self.look)
        # Where signals cannot be had (Windows, not the main thread) Ctrl-C still is a key.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self.action_stop)

    def on_resize(self) -> None:
        """Use the room there is."""
        self._words = None
        self.look()

    def look(self) -> None:
        """Look where the session is, and show what has changed; leave when it has ended."""
        snapshot = self._controls.snapshot()
        if snapshot.mode == "ended":
            self.exit()
            return
        self._course.show(snapshot.view.position_ms)
        words = words_for(snapshot, ending=self._ending)
        if words != self._words:
            self._show(words, self._words)
            self._words = words

    def action_press(self, key: str) -> None:
        """Do what a key is for, and show it at once."""
        _KEYS[key](self._controls)
        self.look()

    def action_answer(self, score: int | None) -> None:
        """Answer what is asked after the session, or leave it open; before that, do nothing."""
        self._controls.answer(score)
        self.look()

    def action_stop(self) -> None:
        """End the session; asked again, leave without waiting for its closing words."""
        if self._ending or self._controls.snapshot().mode == "asking":
            self.exit()
            return
        self._ending = True
        self._controls.stop()
        self.look()

    def _show(self, words: Words, last: Words | None) -> None:
        if last is None or (words.look, words.alive) != (last.look, last.alive):
            self._paint(words)
        self._banner.show(words.banner)
        self._number.show(words.number)
        self._message.show(words.message)
        self._message.display = bool(words.message)
        self._rounds.show(words.rounds)
        self._following.show(words.following)
        self._caption.show(words.caption)
        self._volume.show(words.volume)
        self._done.show(words.done)
        self._left.show(words.left)
        self._keys.display = words.look != "asking"
        self._keys.show(words.space, wide=self.size.width >= WIDE)

    def _paint(self, words: Words) -> None:
        colour = COLOURS[words.look]
        self._banner.styles.background = colour
        self._course.styles.color = colour
        self._number.styles.color = colour if words.alive else STILL
