"""Export and import: nothing is lost, and nothing wrong gets in."""

import csv
import io

import pytest
from hypothesis import given, settings

from tests.diary_kit import entries_of, entry
from voicecoach.diary.exchange import READERS, WRITERS, ExchangeError, from_csv, to_csv
from voicecoach.diary.fake import MemoryDiary

FORMATS = sorted(WRITERS)
GOOD = to_csv([entry("a", note="like that")])


def read(form, text):
    return READERS[form]("file", text)


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None)
@given(entries=entries_of())
def test_nothing_is_lost_on_the_round_trip(form, entries):
    assert read(form, WRITERS[form](entries)) == entries


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None)
@given(entries=entries_of())
def test_importing_twice_adds_nothing(form, entries):
    diary = MemoryDiary()
    text = WRITERS[form](entries)
    assert diary.add(read(form, text)) == tuple(entries)
    assert diary.add(read(form, text)) == ()
    assert list(diary.entries()) == list(MemoryDiary(entries).entries())


@pytest.mark.parametrize("note", ["=1+1", "+49", "-3", "@home", "'quoted'", "\ttab", "\rreturn"])
def test_a_spreadsheet_takes_no_words_for_a_formula(note):
    text = to_csv([entry("a", note=note)])
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["note"] == f"'{note}"
    assert from_csv("file", text)[0].note == note


def test_columns_may_be_in_any_order_with_others_and_a_mark_at_the_start():
    rows = list(csv.reader(io.StringIO(GOOD)))
    turned = [[*reversed(row), "more"] for row in rows]
    out = io.StringIO()
    csv.writer(out).writerows(turned)
    assert from_csv("file", "\ufeff" + out.getvalue()) == from_csv("file", GOOD)


@pytest.mark.parametrize(
    ("form", "text", "problem"),
    [
        ("json", "", "file: this is not JSON: "),
        ("json", "[" * 100_000, "file: this is not JSON: "),
        ("json", "{}", "file: this is not a list of sessions"),
        ("json", "[3]", "file: session 1: Expected `object`, got `int`"),
        ("json", '[{"id": "a"}]', "file: session 1: Object missing required field `script`"),
        ("csv", "", "file: there is no column id, script, settings"),
        ("csv", GOOD.replace(",note", ",remark"), "file: there is no column note"),
        ("csv", GOOD.replace("660000", "eleven"), "line 2: Expected `int`, got `str` - at `$.duration_ms`"),
        ("csv", GOOD.replace("completed", "won"), "line 2: Invalid enum value 'won'"),
        ("csv", GOOD.replace(",,,", ",11,,"), "line 2: Expected `int` <= 10 - at `$.pain`"),
        ("csv", GOOD.replace("2026-11-02T08:00:00Z", "2026-11-02T08:00:00"), "line 2: Expected `datetime` with a timezone"),
        ("csv", GOOD.replace("{", "["), "line 2: Expected `object`, got `str` - at `$.settings`"),
        ("csv", GOOD + "a\n", "line 3: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(form, text, problem):
    with pytest.raises(ExchangeError) as caught:
        read(form, text)
    assert problem in str(caught.value)


def test_of_many_problems_some_are_told():
    text = GOOD + "a\n" * 9
    with pytest.raises(ExchangeError) as caught:
        from_csv("file", text)
    assert len(str(caught.value).splitlines()) == 6
    assert "and 4 more like these" in str(caught.value)
