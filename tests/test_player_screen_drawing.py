"""What is drawn cell by cell: digits, letters, the line of the session."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.player_kit import ms, training
from voicecoach.player.screen.bar import AHEAD, BETWEEN, DONE, bar, edges, names
from voicecoach.player.screen.blocks import BLANK, INK, lines_of
from voicecoach.player.screen.digits import digits
from voicecoach.player.screen.letters import letters
from voicecoach.view import Section, sections

SECTIONS = sections(training()[0])


def picture(*rows):
    return tuple(row.replace(".", BLANK) for row in rows)


def test_digits_are_drawn_in_strokes():
    assert digits("2", 5, 7) == picture("####", "...#", "...#", "####", "#...", "#...", "####")


def test_the_one_has_a_foot_and_a_flag():
    assert digits("1", 5, 8) == picture(
        "###..", "###..", ".##..", ".##..", ".##..", ".##..", "#####", "#####"
    )


def test_no_two_digits_look_alike():
    assert len({digits(digit, 20, 11) for digit in "0123456789"}) == 10


@given(
    text=st.text("0123456789:", min_size=1, max_size=5),
    width=st.integers(0, 300),
    height=st.integers(0, 150),
)
def test_digits_fit_the_room_there_is_or_are_not_drawn(text, width, height):
    drawing = digits(text, width, height)
    if drawing is None:
        assert height < 5 or width < 6 * len(text)
    else:
        assert len(drawing) <= height
        assert {len(row) for row in drawing} == {len(drawing[0])}
        assert len(drawing[0]) <= width
        assert INK in drawing[0] + drawing[len(drawing) // 4] + drawing[-1]


@pytest.mark.parametrize("text", ["", "ten", "1 2", "²", "٣"])
def test_only_digits_are_drawn_as_digits(text):
    assert digits(text, 100, 20) is None


def test_letters_leave_room_for_accents():
    assert lines_of(letters("É", 5, 10)) == ["  ▄▀ ", "█▀▀▀▀", "█▀▀▀ ", "█▄▄▄▄", "     "]


@pytest.mark.parametrize("text", ["", "挤压", "ж", "A\N{COMBINING RING ABOVE}", "go!"])
def test_words_of_which_a_letter_is_not_known_are_not_drawn(text):
    assert letters(text, 500, 50) is None


def test_letters_are_as_large_as_fits():
    assert letters("go", 10, 50) is None
    assert len(letters("go", 11, 50)) == 10
    assert len(letters("go", 22, 50)) == 20
    assert len(letters("go", 22, 19)) == 10


def test_a_drawing_of_odd_height_is_written_whole():
    assert lines_of(("##", "# ", " #")) == ["█▀", " ▀"]


def test_the_line_tells_sections_and_what_is_done():
    assert bar(SECTIONS, ms(4500), 20) == "█████ ███░░░░░░░░ ░░"
    assert bar(SECTIONS, ms(0), 20) == "░░░░░ ░░░░░░░░░░░ ░░"
    assert bar(SECTIONS, ms(10000), 20) == "█████ ███████████ ██"


def named(position, width):
    line = [BLANK] * width
    for name in names(SECTIONS, ms(position), width):
        line[name.start : name.end] = name.text.upper() if name.here else name.text
    return "".join(line)


def test_names_stand_below_their_sections():
    assert named(4500, 40) == "Set up      TRAINING              Finish"


def test_where_room_is_short_the_section_we_are_in_is_named():
    assert named(0, 20) == "SET UP        Finish"
    assert named(4500, 20) == "      TRAINING      "
    assert named(9500, 20) == "Set up        FINISH"


@given(
    lengths=st.lists(st.integers(1, 100_000), min_size=1, max_size=30),
    width=st.integers(1, 200),
    part=st.floats(0, 1),
)
def test_no_section_disappears_and_the_line_only_grows(lengths, width, part):
    found, start = [], 0
    for length in lengths:
        found.append(Section("A", ms(start), ms(start + length)))
        start += length
    cells = edges(found, width)
    assert cells == sorted(set(cells))
    position = int(start * part)
    line, later = (bar(found, ms(at), width) for at in (position, min(start, position + 1000)))
    assert len(line) == width
    assert set(line) <= {DONE, AHEAD, BETWEEN}
    assert line.count(DONE) <= later.count(DONE)
    assert bar(found, ms(start), width).count(AHEAD) == 0
    names(found, ms(position), width)
