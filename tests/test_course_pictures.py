"""The pictures of a course in the documentation are those of two made-up weeks.

``make golden`` makes them anew; that of the page needs chromium.
"""

import hashlib
import io
import re
from contextlib import closing
from datetime import datetime, time

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rich.console import Console

from tests.course_kit import TODAY, ZONE, made_up, survey_of
from tests.test_player_screen_pictures import DOCS, portable, words
from voicecoach import __version__
from voicecoach.cli.course_view import WIDTH, draw
from voicecoach.report.page import page

SEED = 5
A4 = {"width": 794, "height": 1123}
"""Of a screen's pixels."""

WORDS = "words"
"""Under which the picture of the page keeps what the page said when it was made."""


@pytest.fixture
def survey():
    return survey_of(*made_up(SEED))


def in_terminal(survey):
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False,
        markup=False, emoji=False,
    )  # fmt: skip
    draw(survey, console)
    return portable(console.export_svg(title="voicecoach progress", unique_id="progress"))


def on_page(survey):
    return page(survey, "Ada Example", datetime.combine(TODAY, time(20), ZONE)).decode()


def digest(text):
    """What a page says, in short; not how it looks, nor which version says it."""
    said = re.sub(r"<svg.*?</svg>|<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    said = " ".join(said.replace(__version__, "").split())
    return hashlib.sha256(said.encode()).hexdigest()


def photograph(browser, text, path):
    with closing(browser.new_page(viewport=A4, device_scale_factor=1.5)) as opened:
        opened.set_content(text)
        taken = Image.open(io.BytesIO(opened.screenshot()))
    kept = PngInfo()
    kept.add_text(WORDS, digest(text))
    taken.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE).save(
        path, pnginfo=kept, optimize=True
    )


def test_the_picture_of_the_terminal_shows_what_it_shows(survey, request):
    now, path = in_terminal(survey), DOCS / "progress.svg"
    if request.config.getoption("--remake-goldens"):
        path.write_text(now, encoding="utf-8", newline="\n")
    assert words(path.read_text(encoding="utf-8")) == words(now)


def test_the_picture_of_the_page_shows_what_it_says(survey, request):
    now, path = on_page(survey), DOCS / "report.png"
    if request.config.getoption("--remake-goldens"):
        photograph(request.getfixturevalue("browser"), now, path)
    with Image.open(path) as kept:
        assert kept.info[WORDS] == digest(now)
