"""The pictures of a session: what they show, in which order, and how wide they are."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import TRAININGS, bundled, timeline_of_script
from tests.strategies import timelines
from voicecoach.picture.grid import MAX_ROWS, grid_for, mark_rows, phase_rows
from voicecoach.picture.lettering import clip, columns, drawable, wrap
from voicecoach.picture.names import POINTER, Name, levels
from voicecoach.picture.sheet import sheet
from voicecoach.picture.strip import BARS, MARKS, MIN_WIDTH, in_ascii, strip, text_of
from voicecoach.timeline import Cue, Marker, Phase, Timeline
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds

WIDTHS = st.integers(MIN_WIDTH, 250)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """</text><script>alert("x")</script> & <b title='y'>]]>"""


def session(*phases, markers=(), cues=(), title="Test"):
    """A timeline of phases given as kind, label and seconds."""
    made, start = [], 0
    for kind, label, seconds in phases:
        end = start + round(seconds * SECOND)
        made.append(Phase(Milliseconds(start), Milliseconds(end), kind, label, "Work"))
        start = end
    return Timeline(
        title=title,
        language="en",
        duration_ms=Milliseconds(start),
        cues=tuple(cues),
        phases=tuple(made),
        markers=tuple(markers) or (Marker(Milliseconds(0), "Work"),),
    )


def long_session(hours):
    rounds = hours * HOUR // (15 * SECOND)
    return session(*[("hold", "Squeeze", 10), ("rest", "Relax", 5)] * rounds)


def bars(timeline, width):
    """The rows of bars, without their clocks."""
    lines = [line for line in strip(timeline, width) if line and line[0].text.strip()[:1].isdigit()]
    return [list(line[1:]) for line in lines]


def spoken(onset_ms, role, text, duration_ms=400):
    return Cue(
        Milliseconds(onset_ms), Milliseconds(duration_ms), "speech", role, text, None, "speech"
    )


# The grid


@given(st.integers(1, 24 * HOUR), st.integers(10, 250))
def test_a_grid_covers_the_session_in_few_rows_of_round_cells(duration, width):
    grid = grid_for(Milliseconds(duration), width)
    assert grid.columns <= width
    assert grid.cells * grid.cell_ms >= duration
    assert (grid.rows - 1) * grid.row_ms < duration <= grid.rows * grid.row_ms
    assert grid.row_ms % grid.tick_ms(1) == 0
    assert grid.rows <= MAX_ROWS or grid.row_ms == 12 * HOUR


@pytest.mark.parametrize(
    ("minutes", "width", "row_s", "cell_ms"),
    [
        (0.5, 74, 30, 500),
        (11, 74, 60, 1000),
        (11, 33, 60, 2000),
        (11, 154, 60, 500),
        (60, 74, 300, 5000),
        (24 * 60, 74, 7200, 120_000),
    ],
)
def test_a_row_is_a_length_that_people_think_in(minutes, width, row_s, cell_ms):
    grid = grid_for(Milliseconds(int(minutes * MINUTE)), width)
    assert (grid.row_ms, grid.cell_ms) == (row_s * SECOND, cell_ms)


@given(timelines(), st.integers(10, 250))
@settings(deadline=None)
def test_phases_keep_their_order_and_none_that_is_long_enough_is_lost(timeline, width):
    grid = grid_for(timeline.duration_ms, width)
    rows = phase_rows(timeline, grid)
    assert [row[0].first for row in rows] == [0] * grid.rows
    for row in rows:
        assert all(run.end == following.first for run, following in pairwise(row))
    assert sum(row[-1].end for row in rows) == grid.cells
    shown = [run.item for row in rows for run in row]
    assert shown == sorted(shown)
    long_enough = {
        index
        for index, phase in enumerate(timeline.phases)
        if phase.duration_ms >= 2 * grid.cell_ms
    }
    assert long_enough <= set(shown)


def test_a_cell_shows_the_kind_that_takes_most_of_it():
    steps = [("move", "Up", 1), ("rest", "Relax", 1.5), ("move", "Down", 1), ("hold", "Hold", 1.5)]
    timeline = session(*steps, ("hold", "Hold", HOUR // SECOND - 5))
    grid = grid_for(timeline.duration_ms, 74)
    assert grid.cell_ms == 5000
    first = phase_rows(timeline, grid)[0][0]
    assert timeline.phases[first.item].kind == "move"


def test_each_count_is_marked_where_it_begins_and_a_tone_only_where_nothing_is_said():
    counts = [spoken(second * 1000, "count", "one") for second in range(3)]
    tones = [
        Cue(Milliseconds(onset), Milliseconds(300), "tone", "hold", None, None, "tone:hold")
        for onset in (0, 5000)
    ]
    timeline = session(("hold", "Squeeze", 10), cues=[*counts, *tones])
    marks = mark_rows(timeline, grid_for(timeline.duration_ms, 30).finer(100))
    runs = [run for run in marks[0] if run.item]
    assert [(run.first, run.end, run.item) for run in runs] == [
        (0, 1, "count"),
        (10, 11, "count"),
        (20, 21, "count"),
        (50, 53, "tone"),
    ]


# The strip for a terminal


@given(timelines(), WIDTHS)
@settings(deadline=None)
def test_no_line_of_the_strip_is_wider_than_asked(timeline, width):
    for line in strip(timeline, width):
        assert columns("".join(span.text for span in line)) <= width


@given(timelines(), WIDTHS)
@settings(deadline=None)
def test_the_bars_cover_the_whole_session(timeline, width):
    rows = bars(timeline, width)
    lengths = [sum(len(span.text) for span in row) for row in rows]
    assert len(set(lengths[:-1])) <= 1
    assert all(lengths[-1] <= length for length in lengths)
    kinds = [span.style for row in rows for span in row]
    assert kinds[0] == timeline.phases[0].kind
    assert set(kinds) <= {phase.kind for phase in timeline.phases}


@pytest.mark.parametrize("width", [24, 40, 80, 200])
@pytest.mark.parametrize("name", TRAININGS)
def test_every_section_is_named_once(name, width):
    timeline = timeline_of_script(bundled(name))
    text = "\n".join(map(text_of, strip(timeline, width)))
    assert text.count(POINTER) == len(timeline.markers)
    for marker in timeline.markers:
        assert text.count(marker.title) == 1


def test_a_narrow_terminal_gets_the_narrowest_picture():
    timeline = session(("hold", "Squeeze", 100))
    assert list(strip(timeline, 3)) == list(strip(timeline, MIN_WIDTH))


def test_holds_of_ten_seconds_in_eighty_columns_are_ten_long_and_counted():
    timeline = timeline_of_script(bundled("sitting"))
    lines = [text_of(line) for line in strip(timeline, 80)]
    third = next(number for number, line in enumerate(lines) if line.startswith("  3:00"))
    assert lines[third].count("█" * 10 + "▂" * 5) == 3
    assert lines[third + 1].count("•" * 9) == 4


def test_kinds_can_be_told_apart_without_colour_in_any_character_set():
    timeline = session(*((kind, kind.title(), 10) for kind in BARS))
    assert len({*BARS.values(), *MARKS.values()}) == len(BARS) + len(MARKS)
    plain = [text_of(in_ascii(line)) for line in strip(timeline, 80)]
    assert "".join(plain).isascii()
    rows = [in_ascii(tuple(row)) for row in bars(timeline, 80)]
    assert len({span.text[0] for row in rows for span in row}) == len(BARS)


def test_phases_of_one_kind_are_set_apart_where_there_is_room():
    timeline = session(("move", "Up", 3), ("move", "Down", 3), ("move", "Up", 1))
    (row,) = bars(timeline, 80)
    assert "".join(span.text for span in row) == "▓" * 6 + "│" + "▓" * 5 + "▓▓"


def test_a_day_is_a_picture_too():
    lines = list(strip(long_session(24), 80))
    assert len(lines) < 40


@given(
    st.lists(st.tuples(st.integers(0, 59), st.text("abc xyz", min_size=1, max_size=12)), max_size=9)
)
def test_names_point_at_their_beginnings_and_never_cover_each_other(found):
    names = [Name(Milliseconds(time), text.strip() or "x") for time, text in sorted(found)]
    placed = levels(names, lambda time: time, 60, columns)
    for level in placed:
        for label, following in pairwise(level):
            assert label.end < following.start
        assert all(label.start >= 0 and label.end <= 61 for label in level)
    assert sum(bool(label.text) for level in placed for label in level) == len(names)


# Lettering


@given(st.text(), st.integers(1, 30))
def test_clipped_text_fits_and_begins_as_the_text_does(text, width):
    clipped = clip(text, width)
    assert columns(clipped) <= width
    assert clipped == text or text.startswith(clipped[:-1])


@given(st.text(), st.integers(2, 30))
def test_wrapped_text_is_all_there_and_fits(text, width):
    lines = list(wrap(text, width, columns))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


def test_ideographs_take_two_columns_and_accents_none():
    assert (columns("放松"), columns("e\u0301"), columns("abc")) == (4, 1, 3)


def test_control_characters_are_not_drawn():
    assert drawable("a\x1b[31mb\x00c\ud800\uffffd\n") == "a [31mb c  d "


# The sheet


def elements(drawn, tag):
    return list(ET.fromstring(drawn).iter(SVG + tag))


def words(drawn):
    return [element.text for element in elements(drawn, "text")]


@given(timelines())
@settings(deadline=None)
def test_the_sheet_is_svg_and_the_same_each_time(timeline):
    drawn = sheet(timeline)
    assert ET.fromstring(drawn).tag == SVG + "svg"
    assert drawn == sheet(timeline)


def test_the_sheet_says_what_the_session_is_and_what_to_do():
    timeline = timeline_of_script(bundled("sitting"))
    drawn = sheet(timeline)
    written = words(drawn)
    assert elements(drawn, "title")[0].text == "Sitting training"
    assert {"Sitting training", "11 min", "Set up", "Training", "Finish"} <= set(written)
    assert "Sit down, and put the weight around your right ankle." in written
    assert written.index("40") < written.index("Do it three to four times a day.")
    rounds = [text for text in written if text.isdecimal()]
    assert rounds == [str(number) for number in range(2, 41)]
    assert written.count("Squeeze") == 2  # once in a bar, once in the legend


def test_words_of_a_script_never_become_markup():
    timeline = session(
        ("instruction", HOSTILE, 20),
        markers=[Marker(Milliseconds(0), HOSTILE)],
        cues=[spoken(0, "instruction", HOSTILE + "\x00\x1b\ud800\uffff")],
        title=HOSTILE,
    )
    drawn = sheet(timeline)
    known = {"svg", "title", "defs", "pattern", "rect", "line", "circle", "text"}
    assert {element.tag for element in ET.fromstring(drawn).iter()} == {SVG + tag for tag in known}
    assert elements(drawn, "title")[0].text == HOSTILE
    assert sum(HOSTILE[:15] in (text or "") for text in words(drawn)) >= 3


def test_each_kind_of_phase_has_a_fill_of_its_own():
    drawn = sheet(session(*((kind, kind.title(), 10) for kind in BARS)))
    bars = [box for box in elements(drawn, "rect") if box.get("stroke") not in (None, "none")]
    assert len({box.get("fill") for box in bars}) == len(BARS)


def test_a_sheet_of_a_long_session_does_not_grow_with_it():
    assert len(sheet(long_session(20))) < 2_000_000


def test_what_is_on_the_sheet_stays_on_the_page():
    drawn = sheet(timeline_of_script(bundled("walking")))
    _, _, width, height = map(float, ET.fromstring(drawn).get("viewBox").split())
    for box in elements(drawn, "rect")[1:]:
        if "x" in box.attrib:
            assert 0 <= float(box.get("x")) <= width - float(box.get("width"))
    for text in elements(drawn, "text"):
        assert 0 <= float(text.get("x")) < width
        assert 0 < float(text.get("y")) < height
