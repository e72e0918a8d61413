"""The page for the physiotherapist: whole, escaped, accessible, one sheet of A4."""

import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime, time
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.course_kit import TODAY, ZONE, day, entry_of, made_up, programme_of, survey_of
from voicecoach.report.page import LONGEST_NOTE, MOST_NOTES, page

NOON = datetime.combine(TODAY, time(12), ZONE)
NASTY = "<script>document.title='taken'</script>\" onload='x' & $x$ {{ 7*7 }}"


class Elements(HTMLParser):
    """All that a page consists of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.words, self.labels = [], [], [], [], []
        self._parents = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[key] for key in ("href", "src", "xlink:href") if key in given]
        self.labels += [given["aria-label"]] if "aria-label" in given else []

    def handle_data(self, data):
        self.words.append(" ".join(data.split()))


def made(entries, history=(), name="", weeks=4):
    return page(survey_of(entries, history, weeks=weeks), name, NOON).decode()


@pytest.fixture(scope="module")
def two_weeks():
    return made(*made_up(seed=2), name="Ada Example")


@pytest.fixture(scope="module")
def elements(two_weeks):
    return Elements(two_weeks)


def test_it_tells_the_course(two_weeks, elements):
    words = " ".join(elements.words)
    assert "Exercise course of Ada Example" in words
    assert "2 March to 15 March 2026" in words
    assert "65 of 69 doses done, 94 %" in words
    assert "Step training step · 33 sessions · last with side right, level 2" in words
    assert "take the next level: level 2 (height 10 centimetres) → level 3" in words
    assert "This is not medical advice" in words
    assert "1 → 2" in words
    assert len(two_weeks) < 200_000


def test_it_needs_nothing_else(elements):
    assert all(link.startswith("#") for link in elements.links)
    assert not {"script", "link", "img", "iframe"} & set(elements.tags)


def test_a_chart_is_told_in_words_and_in_a_table(elements):
    assert elements.tags.count("svg") == elements.tags.count("table") == len(elements.labels) == 3
    assert elements.labels[2] == (
        "step, 33 sessions; pain 0 to 4, 1.5 on average; effort 3 to 6, 4.5 on average; "
        "level from 1 to 2. The table has the figures."
    )


def test_charts_do_not_share_ids(elements):
    assert len(elements.ids) == len(set(elements.ids))
    assert {link.removeprefix("#") for link in elements.links} <= set(elements.ids)


def test_words_in_charts_stay_words(elements):
    assert {"doses a day", "0 to 10", "pain", "effort", "level", "weight", "1.5 kg"} <= set(
        elements.words
    )


def test_the_same_course_makes_the_same_page(two_weeks):
    assert made(*made_up(seed=2), name="Ada Example") == two_weeks


def test_nothing_that_was_told_is_markup(browser):
    entries = [
        entry_of(NASTY, settings={"level": NASTY, NASTY: "3"}, note=NASTY),
        entry_of(NASTY, when=day(1), settings={NASTY: "4"}),
    ]
    text = made(entries, name=NASTY)
    with closing(browser.new_page()) as opened:
        opened.set_content(text)
        assert opened.title() == f"Exercise course of {NASTY}"
        assert opened.locator("script, [onload]").count() == 0
        assert NASTY in opened.locator("h2", has_text="2 sessions").inner_text()


def test_notes_are_the_latest_and_have_an_end():
    entries = [entry_of(when=day(number), note=f"note {number}") for number in range(1, 9)]
    words = Elements(made([*entries, entry_of(note="x" * 500)])).words
    notes = [word for word in words if ", step, pain 0: " in word]
    assert len(notes) == MOST_NOTES
    assert notes[0] == "10 March, step, pain 0: note 5"
    assert notes[-1] == f"15 March, step, pain 0: {'x' * LONGEST_NOTE}…"


def test_without_a_name_or_a_programme_it_tells_what_was_done():
    elements = Elements(made([entry_of("own", pain=None), entry_of("walking", hour=9)]))
    words = elements.words
    assert "Exercise course" in words
    assert "doses done" in words
    assert not any("in a row" in word for word in words)
    assert elements.tags.count("svg") == 2  # nothing is known of "own" but that it was done


def test_sessions_that_were_not_heard_to_the_end_are_told():
    words = " ".join(Elements(made([entry_of(), entry_of(hour=9, outcome="stopped")])).words)
    assert "step · 2 sessions, 1 of them not to the end" in words


@pytest.mark.parametrize("width", [390, 1200])
def test_it_can_be_read_by_all_and_on_a_phone(browser, two_weeks, width):
    # The page's policy allows no script, so none of the checker's either.
    with closing(
        browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    ) as opened:
        opened.set_content(two_weeks)
        assert Axe().run(opened).response["violations"] == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_four_trainings_fit_on_one_sheet_of_a4(browser):
    names = ("sitting", "standing", "step", "walking")
    history = (programme_of(*names, per_day=1, first=day(60)),)
    entries = [
        entry_of(name, day(number), 8 + at, pain=1, effort=4, settings={"level": "1"})
        for number in range(55)
        for at, name in enumerate(names)
    ]
    with closing(browser.new_page()) as opened:
        opened.set_content(made(entries, history))
        printed = opened.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)", printed) == [(b"594", b"841")]


def test_only_the_page_needs_the_plotting_library(home):
    code = (
        "import sys; from voicecoach.cli import app; app(['progress'], standalone_mode=False); "
        "print({'matplotlib', 'jinja2', 'numpy', 'av'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
    assert home.exists() is False
