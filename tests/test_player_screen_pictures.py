"""The pictures of the screen in the documentation show the screen as it is.

``make golden`` draws them anew.
"""

import asyncio
import re
from pathlib import Path

import pytest

from tests.kit import bundled, timeline_of_script
from voicecoach.player.fake_controls import FakeControls
from voicecoach.player.screen.app import PlayerApp
from voicecoach.units import SECOND, Milliseconds

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {"session": "playing", "session-paused": "paused", "session-question": "asking"}
CELL_HEIGHT, TOP = 24.4, 1.5
"""Of the pictures that Textual makes."""

RUN = re.compile(r'<text class="([^"]+)" x="([^"]+)" y="[^"]+"[^>]*line-(\d+)\)">([^<]*)</text>')
BLOCKS = {"█": (0, 1), "▀": (0, 0.5), "▄": (0.5, 0.5)}
"""Where in a cell each begins, and how much of it it fills."""


def picture(mode):
    """Draw the twelfth hold of the sitting training, or what is asked after it."""
    timeline = timeline_of_script(bundled("sitting"))
    hold = next(one for one in timeline.phases if one.kind == "hold" and one.rep == 12)
    controls = FakeControls(timeline, Milliseconds(hold.start_ms + 6 * SECOND))
    controls.mode = mode
    if mode == "asking":
        controls.position = timeline.duration_ms
        controls.message = "Sitting training. That was dose two of four today."

    async def draw():
        app = PlayerApp(controls, timeline)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            return app.export_screenshot(title="voicecoach play sitting")

    return portable(asyncio.run(draw()))


def portable(svg):
    """Draw blocks as shapes and blanks as blanks, and fetch no fonts: it looks the same anywhere."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = RUN.sub(lambda run: shapes(*run.groups()) or run[0], svg)
    svg = re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE).strip() + "\n"
    return svg.replace("<text ", '<text xml:space="preserve" ')


def shapes(style, left, line, text):
    """Return rectangles in place of a run of text, where it is one of blocks."""
    blocks = list(re.finditer(r"([█▀▄])\1*", text))
    if sum(len(run[0]) for run in blocks) < len(text):
        return ""
    width = 12.2
    return "".join(
        f'<rect class="{style}" x="{float(left) + run.start() * width:.1f}" '
        f'y="{TOP + (int(line) + BLOCKS[run[1]][0]) * CELL_HEIGHT:.1f}" '
        f'width="{len(run[0]) * width:.1f}" height="{BLOCKS[run[1]][1] * CELL_HEIGHT:.1f}" '
        'shape-rendering="crispEdges"/>'
        for run in blocks
    )


def words(svg):
    return [
        run.replace("\xa0", " ").replace("&#160;", " ")
        for run in re.findall(r">([^<]+)</text>", svg)
    ]


@pytest.mark.parametrize(("name", "mode"), PICTURES.items())
def test_a_picture_shows_what_the_screen_shows(name, mode, request):
    now, path = picture(mode), DOCS / f"{name}.svg"
    if request.config.getoption("--remake-goldens"):
        path.write_text(now, encoding="utf-8", newline="\n")
    # The words alone: how they are drawn changes with every release of Textual.
    assert words(path.read_text(encoding="utf-8")) == words(now)
