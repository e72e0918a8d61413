"""The page for a phone as a file: whole, harmless, and in step with what a screen shows."""

import base64
import hashlib
import io
import json
import re
from bisect import bisect_right
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import script_of, take_of
from tests.page_kit import page_of, short_take
from tests.player_kit import ms
from tests.strategies import timelines
from tests.track_kit import write_track
from voicecoach.errors import TrackError
from voicecoach.script.phrases import LANGUAGES, phrases_for
from voicecoach.sound.mixer import blocks
from voicecoach.track import mp3
from voicecoach.track.about import About, Encoding
from voicecoach.track.page.content import Content, content_of
from voicecoach.units import HOUR
from voicecoach.view import view

HOSTILE = "</script><img src=x onerror=alert(1)>&amp;{{ 7*7 }}\u2028"


class Parsed(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, their texts."""

    def __init__(self, page):
        super().__init__()
        self.elements, self._open = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._open = [tag, dict(attrs), ""]
        self.elements.append(self._open)

    def handle_endtag(self, _tag):
        self._open = None

    def handle_data(self, data):
        if self._open:
            self._open[2] += data

    def texts(self, tag, **attributes):
        return [
            text
            for name, found, text in self.elements
            if name == tag and attributes.items() <= found.items()
        ]

    @property
    def program(self):
        (only,) = [text for name, found, text in self.elements if (name, found) == ("script", {})]
        return only

    def text(self, tag, **attributes):
        (only,) = self.texts(tag, **attributes)
        return only


@pytest.fixture(scope="module")
def take():
    return short_take()


@pytest.fixture(scope="module")
def page(take, tmp_path_factory):
    return Parsed(page_of(take, tmp_path_factory.mktemp("page")).read_text("utf-8"))


@given(timelines(), st.data())
def test_what_the_page_looks_up_is_what_a_screen_shows(timeline, data):
    content = content_of(timeline)
    position = ms(data.draw(st.integers(0, timeline.duration_ms - 1)))
    shown = view(timeline, position)

    def at(entries):
        return entries[bisect_right([entry[0] for entry in entries], position) - 1]

    stretch = at([(one.start_ms, one) for one in content.stretches])[1]
    assert at(content.numbers)[1] == shown.number
    assert at(content.captions)[1] == shown.caption
    assert (stretch.kind, stretch.label) == (shown.phase.kind, shown.phase.label)
    assert stretch.next_ms - position == shown.next_in_ms


def test_rounds_and_what_follows_are_written_in_the_language_of_the_session():
    steps = "{repeat: {times: 2, steps: [{repeat: {times: 3, steps: [{hold: 3s}, {rest: 4s}]}}]}}"
    first = content_of(take_of(script_of(steps, head="language: de")).timeline).stretches
    holds = [one for one in first if one.kind == "hold"]
    assert holds[4].rounds == "2/3 · Satz 2 von 2"
    assert holds[4].following.startswith("Als Nächstes: ")
    assert first[-1].following == ""


def test_the_sound_inside_is_the_mp3(take, page):
    inside = base64.b64decode(page.text("script", id="sound"), validate=True)
    file = io.BytesIO()
    about = About(title=take.timeline.title)
    mp3.write(file, take.timeline, about, Encoding(), blocks(take.timeline, take.sounds))
    assert inside == file.getvalue()


def test_the_page_holds_what_is_shown_when(take, page):
    shown = json.loads(page.text("script", id="content"))
    assert msgspec.convert(shown, Content) == content_of(take.timeline)


def test_the_page_asks_for_nothing_from_outside(page):
    addresses = [
        value
        for _, attributes, _ in page.elements
        for name, value in attributes.items()
        if name in ("src", "href", "action", "srcset", "data")
    ]
    assert addresses == []
    assert not re.search(r"url\(|@import", page.text("style"))
    assert not re.search(r"https?://|fetch\(|import\(", page.program)


def test_only_its_own_style_and_program_are_allowed(page):
    (policy,) = [
        attributes["content"]
        for _, attributes, _ in page.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    allowed = dict(each.split(" ", 1) for each in policy.split("; "))
    assert allowed["default-src"] == "'none'"
    for directive, text in (("script-src", page.program), ("style-src", page.text("style"))):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert allowed[directive] == f"'sha256-{digest}'"


def test_words_of_a_script_never_become_markup(tmp_path):
    take = short_take()
    hostile = msgspec.structs.replace(
        take.timeline,
        title=HOSTILE,
        markers=tuple(msgspec.structs.replace(m, title=HOSTILE) for m in take.timeline.markers),
        phases=tuple(msgspec.structs.replace(p, label=HOSTILE) for p in take.timeline.phases),
        cues=tuple(msgspec.structs.replace(c, text=c.text and HOSTILE) for c in take.timeline.cues),
    )
    tame = Parsed(page_of(take, tmp_path).read_text("utf-8"))
    wild = Parsed(
        page_of(msgspec.structs.replace(take, timeline=hostile), tmp_path).read_text("utf-8")
    )
    assert [name for name, *_ in wild.elements] == [name for name, *_ in tame.elements]
    assert wild.text("h1", lang="en") == wild.text("title") == HOSTILE
    assert json.loads(wild.text("script", id="content"))["stretches"][0][2] == HOSTILE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_of_the_session(language, tmp_path):
    take = take_of(script_of("{hold: 3s}", head=f"language: {language}"))
    page, words = Parsed(page_of(take, tmp_path).read_text("utf-8")), phrases_for(language)
    assert page.elements[0][:2] == ["html", {"lang": language}]
    assert page.text("h2", id="chapters") == words.page.chapters
    assert page.text("p", id="trouble") == words.page.unplayable
    assert [text for name, _, text in page.elements if name == "p"][-1] == words.safety
    content = content_of(take.timeline)
    assert (content.play, content.pause) == (words.page.play, words.page.pause)
    assert "{}" in content.left


def test_the_cover_is_the_pages_icon(take, tmp_path):
    about = About(title="With a cover", artist="A voice", cover=b"\x89PNG picture")
    page = Parsed(page_of(take, tmp_path, about=about).read_text("utf-8"))
    (icon,) = [found for name, found, _ in page.elements if name == "link"]
    assert base64.b64decode(icon["href"].removeprefix("data:image/png;base64,")) == about.cover
    assert page.text("title") == "With a cover"
    assert [found["content"] for _, found, _ in page.elements if found.get("name") == "author"] == [
        "A voice"
    ]


def test_a_session_too_long_for_a_phone_is_refused(take, tmp_path):
    long = msgspec.structs.replace(take.timeline, duration_ms=ms(5 * HOUR))
    with pytest.raises(
        TrackError, match=r"holds three hours of speech.*; choose a shorter session"
    ):
        write_track(tmp_path / "long.html", long, take.sounds)
    assert list(tmp_path.iterdir()) == []
