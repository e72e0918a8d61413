"""Covers: the phases in proportion, the title where it can be read, drawn once."""

from io import BytesIO

import msgspec
import pytest
from PIL import Image

from tests.kit import bundled, timeline_of, timeline_of_script
from voicecoach.track import lettering
from voicecoach.track.cover import SIDE, cover, draw
from voicecoach.track.lettering import set_text
from voicecoach.track.png import png_size

TIMELINE = timeline_of("{ready: 30s}", "{hold: 30s}", "{rest: 60s}", "{hold: 30s}")
HOLD, REST, GROUND = (255, 111, 216), (51, 80, 138), (16, 19, 28)
LIGHT = 500


class Kept(dict[str, bytes]):
    """Keeps what it is given, as `Notes` do."""

    def put(self, name, content):
        self[name] = content


def picture_of(timeline):
    return Image.open(BytesIO(draw(timeline))).convert("RGB")


def share_of(picture, colour):
    """The share of the ring in a colour."""
    pixels = picture.getcolors(SIDE * SIDE)
    ring = sum(count for count, each in pixels if max(each) - min(each) > 40)
    return sum(count for count, each in pixels if each == colour) / ring


def letters_of(picture):
    """How many light pixels there are inside the ring."""
    inside = picture.crop((140, 140, SIDE - 140, SIDE - 140))
    return sum(count for count, each in inside.getcolors(SIDE * SIDE) if sum(each) > LIGHT)


def test_a_cover_is_a_square_png_of_little_weight():
    drawn = draw(timeline_of_script(bundled("sitting")))
    assert png_size(drawn) == (SIDE, SIDE)
    assert len(drawn) < 40_000


def test_phases_take_their_share_of_the_ring():
    picture = picture_of(TIMELINE)
    total = TIMELINE.duration_ms / 1000
    assert share_of(picture, HOLD) == pytest.approx(60 / total, abs=0.02)
    assert share_of(picture, REST) == pytest.approx(60 / total, abs=0.02)


def test_the_title_is_legible_as_a_thumbnail():
    """At 96 pixels, letters are still eight high: enough to read."""
    for name in ("sitting", "straight-leg-raise", "hip-flexor-stretch", "sitting-zh"):
        timeline = timeline_of_script(bundled(name))
        text = set_text(timeline.title, lambda *_: 400, range(100, 35, -4))
        assert not text.lines or text.size * 96 / SIDE >= 8, name


@pytest.mark.parametrize(
    "title",
    ["T", "Donaudampfschifffahrtsgesellschaftskapitän " * 3, "坐姿训练" * 20, "\x00\u202e", ""],
)
def test_any_title_makes_a_cover(title):
    picture = picture_of(msgspec.structs.replace(TIMELINE, title=title))
    corner, edge = picture.getpixel((3, 3)), picture.getpixel((SIDE // 2, 100))
    assert (corner, edge) == (GROUND, GROUND)


def only_pillows_own(monkeypatch):
    monkeypatch.setattr(lettering, "_FONTS", ())


def test_without_fonts_accents_are_lost_and_nothing_else(monkeypatch):
    only_pillows_own(monkeypatch)
    assert set_text("Übung für Füße", lambda *_: 900, range(60, 50, -4)).lines == (
        "Ubung fur Fusse",
    )


def test_letters_that_no_font_has_are_left_out_and_the_minutes_stay(monkeypatch):
    only_pillows_own(monkeypatch)
    chinese = msgspec.structs.replace(TIMELINE, title="坐姿训练")
    bare = letters_of(picture_of(msgspec.structs.replace(TIMELINE, title="")))
    assert letters_of(picture_of(chinese)) == bare > 1000


def test_a_cover_is_drawn_once():
    kept = Kept()
    first = cover(TIMELINE, kept)
    [name] = kept
    kept[name] = b"as it was kept"
    assert first == draw(TIMELINE)
    assert cover(TIMELINE, kept) == b"as it was kept"


@pytest.mark.parametrize(
    "change", [{"title": "Another"}, {"duration_ms": 999_000}, {"phases": TIMELINE.phases[:-1]}]
)
def test_another_session_has_another_cover(change):
    kept = Kept()
    cover(TIMELINE, kept)
    cover(msgspec.structs.replace(TIMELINE, **change), kept)
    assert len(kept) == 2
