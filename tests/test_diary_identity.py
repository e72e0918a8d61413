import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diary_kit import entry
from voicecoach.diary.identity import ALPHABET, LENGTH, SHOWN, find, new_id, short_ids
from voicecoach.errors import UnknownNameError, UsageError

IDS = st.text("01ab", min_size=LENGTH, max_size=LENGTH)
DIARIES = st.lists(IDS, min_size=1, max_size=30, unique=True).map(
    lambda ids: [entry(each) for each in ids]
)


def test_ids_are_drawn_from_letters_that_are_not_misread():
    drawn = {new_id(random.Random(seed).randrange) for seed in range(50)}
    assert len(drawn) == 50
    assert {len(each) for each in drawn} == {LENGTH}
    assert set("".join(drawn)) <= set(ALPHABET)
    assert not set("oilu") & set(ALPHABET)


@settings(deadline=None)
@given(DIARIES)
def test_what_is_shown_of_an_id_finds_its_entry(entries):
    shown = short_ids(entries)
    for each in entries:
        assert len(shown[each.id]) >= SHOWN
        assert find(entries, shown[each.id]) == each
        assert find(entries, each.id.upper().replace("0", "O").replace("1", "l")) == each


@settings(deadline=None)
@given(DIARIES)
def test_no_more_is_shown_than_is_needed(entries):
    for each in entries:
        shorter = short_ids(entries)[each.id][:-1]
        if len(shorter) >= SHOWN:
            with pytest.raises(UsageError, match="ids begin with"):
                find(entries, shorter)


def test_last_is_the_one_begun_last():
    assert find([entry("a"), entry("b")], "last").id == "b"


@pytest.mark.parametrize("word", ["", "zz", "last"])
def test_an_unknown_id_is_told(word):
    with pytest.raises(UnknownNameError, match="'voicecoach log' shows their ids"):
        find([] if word == "last" else [entry("a")], word)
