"""Screens, drawn into memory."""

import io

import pytest
from rich.console import Console

from tests.player_kit import RATE, ms, training
from voicecoach.player.fake import FakeOutput
from voicecoach.player.screen.plain import PlainScreen
from voicecoach.player.screen.terminal import TerminalScreen, picture
from voicecoach.player.session import Session
from voicecoach.player.view import view

TIMELINE, SOUNDS = training()


def test_plain_prints_a_line_a_phase_under_the_heading_of_its_section():
    stream = io.StringIO()
    output = FakeOutput()
    output.open(RATE)
    Session(TIMELINE, SOUNDS, output, PlainScreen(stream).show).run()
    assert stream.getvalue().splitlines() == [
        "Set up",
        "0:00  instruction  Sit  (3s)",
        "Training",
        "0:03  hold   Squeeze  1 of 2, set 1 of 3  (3s)",
        "0:06  rest   Relax  1 of 2, set 1 of 3  (3s)",
        "Finish",
        "0:09  finish  Done  (1s)",
    ]


def drawn(position, width, **options):
    console = Console(width=width, height=24, file=io.StringIO(), **options)
    console.print(picture(TIMELINE.title, view(TIMELINE, ms(position))))
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_picture_holds_all_there_is_to_know_at_any_width(width):
    text = drawn(4100, width)
    for part in ("Training", "SQUEEZE", "1 of 2, set 1 of 3", "T W O", "next: Relax in 2 s",
                 "0:04", "0:06 left"):  # fmt: skip
        assert part in text
    assert len(text.splitlines()) <= 15
    assert {len(line) for line in text.splitlines()} == {width}


def test_where_nothing_is_counted_the_seconds_left_are_shown():
    assert " 2 " in drawn(7200, 40)


def test_colour_only_where_it_is_wanted(monkeypatch):
    magenta = "\x1b[35m"
    assert magenta in drawn(4100, 80, force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    assert magenta not in drawn(4100, 80, force_terminal=True, color_system="standard")


def test_the_terminal_is_given_back_with_its_cursor():
    hide, show = "\x1b[?25l", "\x1b[?25h"
    console = Console(width=80, height=24, file=io.StringIO(), force_terminal=True)
    with TerminalScreen("Training", console) as screen:
        screen.show(view(TIMELINE, ms(0)))
    text = console.file.getvalue()
    assert text.rindex(show) > text.index(hide)
    assert "SIT" in text
