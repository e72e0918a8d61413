"""What a track says of itself, in every format, as FFmpeg and players read it."""

import json
import shutil
import struct
import subprocess

import av
import msgspec
import pytest

from tests.test_track_mp3 import session
from tests.track_kit import DECODABLE, write_track
from voicecoach.timeline import Marker
from voicecoach.track.about import About
from voicecoach.track.captions import spoken
from voicecoach.track.chapters import brief
from voicecoach.track.cover import draw
from voicecoach.units import KiloHertz

RATE = KiloHertz(24)
TAGGED = sorted(set(DECODABLE) - {"wav"})
CHAPTERS = [(0, 250, "Set up"), (250, 900, "Première série"), (900, 20_011, "Finish")]
SEPARATE = "TXX: 一"


@pytest.fixture(scope="module")
def about():
    timeline, _ = session(RATE)
    return About(
        title="Sitting — Übung",
        artist="voicecoach",
        album="Knee",
        number=2,
        of=11,
        language="de",
        date="2026-03-07",
        comment="3-4 a day, hold: 10s",
        lyrics=f"eins zwei\n\n{SEPARATE}",
        cover=draw(timeline),
    )


@pytest.fixture(scope="module")
def tracks(about, tmp_path_factory):
    timeline, sounds = session(RATE)
    folder = tmp_path_factory.mktemp("tags")
    return {
        name: write_track(folder / f"track.{name}", timeline, sounds, about=about)
        for name in DECODABLE
    }


def probed(path):
    """The tags of the file and of its sound, by their names in small letters."""
    with av.open(str(path)) as container:
        found = {**container.metadata, **container.streams.audio[0].metadata}
    return {name.lower(): text for name, text in found.items()}


@pytest.mark.parametrize("name", TAGGED)
def test_a_track_says_what_it_is(name, tracks):
    tags = probed(tracks[name])
    assert tags["title"] == "Sitting — Übung"
    assert (tags["artist"], tags["album"], tags["genre"]) == ("voicecoach", "Knee", "Speech")
    assert tags["track"].split("/")[0] == "2"
    assert tags.get("tracktotal", tags["track"].split("/")[-1]) == "11"
    assert tags["date"] == "2026-03-07"
    assert tags["comment"] == "3-4 a day, hold: 10s"
    assert tags["language"] in {"de", "deu"}
    assert tags.get("lyrics", tags.get("lyrics-deu")) == f"eins zwei\n\n{SEPARATE}"


@pytest.mark.parametrize("name", TAGGED)
def test_a_track_carries_its_cover(name, tracks, about):
    with av.open(str(tracks[name])) as container:
        stream = container.streams.video[0]
        assert stream.disposition & av.stream.Disposition.attached_pic
        assert bytes(next(container.demux(stream))) == about.cover


@pytest.mark.parametrize("name", TAGGED)
def test_a_track_carries_its_chapters(name, tracks):
    with av.open(str(tracks[name])) as container:
        found = [
            (float(one["start"] * one["time_base"]), one["metadata"]["title"])
            for one in container.chapters()
        ]
    assert found == [(start / 1000, title) for start, _, title in CHAPTERS]


LONG = [("y" * 255, "y" * 255), ("z" * 256, "z" * 252 + "…"), ("坐" * 90_000, "坐" * 84 + "…")]


@pytest.mark.parametrize("name", TAGGED)
def test_no_title_is_longer_than_every_format_can_have_it(name, tmp_path):
    timeline, sounds = session(RATE)
    markers = tuple(
        Marker(marker.onset_ms, title)
        for marker, (title, _) in zip(timeline.markers, LONG, strict=True)
    )
    timeline = msgspec.structs.replace(timeline, markers=markers)
    about = About(title=brief("坐" * 90_000))
    path = write_track(tmp_path / f"track.{name}", timeline, sounds, about=about)
    with av.open(str(path)) as container:
        found = [one["metadata"]["title"] for one in container.chapters()]
    assert found == [cut for _, cut in LONG]
    assert probed(path)["title"] == "坐" * 84 + "…"
    assert b"y" * 255 in path.read_bytes() or name == "mp3"  # UTF-16 there


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
@pytest.mark.parametrize("name", TAGGED)
def test_ffprobe_finds_the_same_chapters(name, tracks):
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", tracks[name]]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stderr == b""
    found = [
        (
            round(1000 * float(each["start_time"])),
            round(1000 * float(each["end_time"])),
            each["tags"]["title"],
        )
        for each in json.loads(told.stdout)["chapters"]
    ]
    # A container may let the last chapter end with its last packet.
    *expected, last = CHAPTERS
    assert found[:-1] == expected
    assert found[-1][::2] == last[::2]
    assert abs(found[-1][1] - last[1]) < 50


def test_an_mp3_says_when_its_words_are_heard(tracks):
    timeline, _ = session(RATE)
    tag = tracks["mp3"].read_bytes()
    at = tag.index(b"SYLT")
    (size,) = struct.unpack_from(">I", tag, at + 4)
    content = tag[at + 10 : at + 10 + size]
    assert content[:6] == b"\x01deu\x02\x01"
    last_onset, last_word = spoken(timeline)[-1]
    assert content.endswith(last_word.encode("utf-16") + b"\0\0" + struct.pack(">I", last_onset))


def test_an_m4a_is_known_for_sound_by_its_front(tracks):
    content = tracks["m4a"].read_bytes()
    assert content[4:12] == b"ftypM4A "
    # Players may begin before they have all of it.
    assert 0 < content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("name", DECODABLE)
def test_a_track_without_anything_to_say_is_still_a_track(name, tmp_path):
    timeline, sounds = session(RATE, 1100)
    about = About(title="", artist="", album="", language="tlh")
    path = write_track(tmp_path / f"track.{name}", timeline, sounds, about=about)
    with av.open(str(path)) as container:
        assert "title" not in container.metadata
        assert not container.streams.video
