"""Where tracks go, what they are called, and the figures people write."""

from pathlib import Path

import msgspec
import pytest

from tests.kit import bundled, take_of
from voicecoach.errors import UnknownNameError, UsageError
from voicecoach.track.album import Session, numbered, section_tracks, whole_tracks
from voicecoach.track.export import Target
from voicecoach.track.naming import destination
from voicecoach.track.playlist import m3u8
from voicecoach.track.rates import read_bit_rate, read_sample_rate

DATE = "2026-03-07"


@pytest.fixture(scope="module")
def session():
    return Session("sitting", take_of(bundled("sitting")), "3-4 a day", b"png")


def test_a_folder_holds_a_file_of_each_format():
    where = destination(None, ["m4a", "mp3", "m4a"])
    assert where.targets("step") == (
        Target(Path("audio/step.m4a"), "m4a"),
        Target(Path("audio/step.mp3"), "mp3"),
    )
    assert where.beside("step", "lrc") == Path("audio/step.lrc")


def test_a_name_with_a_known_suffix_is_the_file():
    where = destination(Path("to/knee.OPUS"), [])
    assert where.targets("step") == (Target(Path("to/knee.OPUS"), "opus"),)
    assert where.beside("step", "vtt") == Path("to/knee.vtt")


def test_usual_formats_are_for_where_none_is_asked_for():
    assert destination(None, [], ["flac"]).formats == ("flac",)
    assert destination(None, ["mp3"], ["flac"]).formats == ("mp3",)
    assert destination(Path("a.wav"), [], ["flac"]).formats == ("wav",)


def test_one_file_does_not_hold_several_tracks():
    with pytest.raises(UsageError, match=r"a.mp3 is one file, and --split makes several: give a f"):
        destination(Path("a.mp3"), [], several="--split makes several")
    with pytest.raises(UsageError, match=r"a.mp3 is named as mp3, not wav"):
        destination(Path("a.mp3"), ["wav"])
    with pytest.raises(UnknownNameError, match="no format 'ogg'"):
        destination(None, ["ogg"])


def test_sessions_are_an_album(session):
    tracks = numbered(whole_tracks([session, session], DATE))
    assert [track.name for track in tracks] == ["01-sitting", "02-sitting"]
    first, second = (track.about for track in tracks)
    assert (first.title, first.album, first.comment) == (
        "Sitting training",
        "voicecoach",
        "3-4 a day",
    )
    assert [(each.number, each.of) for each in (first, second)] == [(1, 2), (2, 2)]
    assert (first.language, first.date, first.cover) == ("en", DATE, b"png")
    assert "one two three four five six seven eight nine ten" in first.lyrics


def test_a_session_by_section_is_an_album_of_its_own(session):
    tracks = section_tracks(session, DATE)
    assert [track.name for track in tracks] == [
        "sitting-1-set-up", "sitting-2-training", "sitting-3-finish",
    ]  # fmt: skip
    assert [track.about.title for track in tracks] == ["Set up", "Training", "Finish"]
    assert {track.about.album for track in tracks} == {"Sitting training"}
    assert [track.about.number for track in tracks] == [1, 2, 3]


def test_sections_joined_are_the_session(session):
    whole, start = session.take.timeline, 0
    cues, parts = [], [track.take.timeline for track in section_tracks(session, DATE)]
    for part in parts:
        assert part.phases[0].start_ms == 0
        assert part.phases[-1].end_ms == part.duration_ms
        assert part.markers[0].onset_ms == 0
        cues += [msgspec.structs.replace(cue, onset_ms=cue.onset_ms + start) for cue in part.cues]
        start += part.duration_ms
    assert tuple(cues) == whole.cues
    assert start == whole.duration_ms


def test_the_names_of_sections_suit_any_system(session):
    phases = tuple(
        msgspec.structs.replace(
            phase,
            section={"hold": "A/B: «坐»?\n", "rest": "long " * 100}.get(phase.kind, "…"),
        )
        for phase in session.take.timeline.phases
    )
    timeline = msgspec.structs.replace(session.take.timeline, phases=phases)
    take = msgspec.structs.replace(session.take, timeline=timeline)
    names = [
        track.name for track in section_tracks(msgspec.structs.replace(session, take=take), DATE)
    ]
    assert names[:2] == ["sitting-1-section", "sitting-2-a-b-坐"]
    assert names[2] == "sitting-3-long-long-long-long-long-long-long-long"


def test_a_hundred_tracks_still_sort_by_name(session):
    names = [track.name for track in numbered(whole_tracks([session] * 100, DATE))]
    assert names == sorted(names)


def test_a_playlist_names_files_lengths_and_titles(session):
    [track] = whole_tracks([session], DATE)
    about = msgspec.structs.replace(track.about, title="Knee\nand hip")
    text = m3u8("Home", [(Path("any/01-sitting.mp3"), track.take.timeline, about)])
    assert text.splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:Home",
        "#EXTINF:652,voicecoach - Knee and hip",
        "01-sitting.mp3",
    ]


@pytest.mark.parametrize("text", ["24", "24k", "24 kHz", "24000", "24000Hz", "24khz"])
def test_sample_rates_as_people_write_them(text):
    assert read_sample_rate(text) == 24


@pytest.mark.parametrize("text", ["44.1", "44100", "22050", "0", "", "24 m", "-24", "96", "24000k"])
def test_other_sample_rates_are_refused_with_those_there_are(text):
    with pytest.raises(UsageError, match=r"is not one of 16, 24, 48 \(kHz\)"):
        read_sample_rate(text)


@pytest.mark.parametrize("text", ["64", "64k", "64000", "64 kbps", "64kbit/s"])
def test_bit_rates_as_people_write_them(text):
    assert read_bit_rate(text, ["mp3"], 1) == 64


def test_bit_rates_that_make_no_sense_are_refused():
    with pytest.raises(UsageError, match=r"'70' is not one of 32, 40, .* \(kb/s\)"):
        read_bit_rate("70", ["mp3"], 1)
    with pytest.raises(UsageError, match="not one of"):
        read_bit_rate("320", ["opus"], 1)
    assert read_bit_rate("320", ["opus"], 2) == 320
    with pytest.raises(UsageError, match="--bitrate changes nothing in wav and flac"):
        read_bit_rate("64", ["wav", "flac"], 1)
