"""``voicecoach export`` as a user meets it: batches, playlists, captions, what is not due."""

import os
import pty
import signal
import subprocess

import av
import pytest

from tests.kit import Program

SHORT = ["--set", "reps=1"]
MISTAKES = [
    (["--split", "set"], "there is no part to split by 'set' (did you mean 'section'?)"),
    (["--captions", "srt"], "there is no kind of captions 'srt' (there are: lrc, vtt)"),
    (["--sample-rate", "44.1"], "--sample-rate '44.1' is not one of 16, 24, 48 (kHz)"),
    (["--bitrate", "loud"], "--bitrate 'loud' is not one of 32, 40"),
    (["--bitrate", "64", "--format", "flac"], "--bitrate changes nothing in flac"),
    (["--split", "section", "--out", "a.mp3"], "a.mp3 is one file, and --split makes several"),
    (["--playlist", "--out", "a.mp3"], "a.mp3 is one file, and --playlist needs more beside it"),
    (["--music", "song.wav", "--sample-rate", "24"], "there is no music at song.wav"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES)
def test_a_mistake_is_one_clear_message_and_nothing_is_written(program, arguments, message):
    result = program.run("export", "step", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert list(program.folder.iterdir()) == []


@pytest.fixture(scope="module")
def album(warm_program):
    formats = ["--format", "m4a", "--format", "mp3", "--captions", "lrc", "--captions", "vtt"]
    arguments = ["step", "walking", *formats, "--playlist", "--out", "phone"]
    result = warm_program.run("export", *arguments)
    assert (result.code, result.err) == (0, "")
    return warm_program, arguments, result


def test_a_playlist_is_numbered_files_lists_and_covers(album):
    program, _, result = album
    names = sorted(path.name for path in (program.folder / "phone").iterdir())
    assert names == sorted(
        [
            f"{track}.{suffix}"
            for track in ("01-step", "02-walking")
            for suffix in ("lrc", "m4a", "mp3", "png", "vtt")
        ]
        + ["playlist-m4a.m3u8", "playlist-mp3.m3u8"]
    )
    assert [line.split("/")[-1] for line in result.out.splitlines()] == [
        "01-step.m4a", "01-step.mp3", "02-walking.m4a", "02-walking.mp3",
        "playlist-m4a.m3u8", "playlist-mp3.m3u8",
    ]  # fmt: skip


def test_every_entry_of_a_playlist_is_there_and_as_long_as_it_says(album):
    folder = album[0].folder / "phone"
    head, name, *entries = (folder / "playlist-mp3.m3u8").read_text("utf-8").splitlines()
    assert (head, name) == ("#EXTM3U", "#PLAYLIST:voicecoach")
    for number, (info, file) in enumerate(zip(entries[::2], entries[1::2], strict=True), 1):
        with av.open(str(folder / file)) as container:
            seconds = int(info.removeprefix("#EXTINF:").partition(",")[0])
            assert abs(container.duration / av.time_base - seconds) < 1
            assert container.metadata["track"] == f"{number}/2"
            assert info.endswith(f"{container.metadata['artist']} - {container.metadata['title']}")


def test_a_track_tells_dose_and_settings(album):
    with av.open(str(album[0].folder / "phone" / "01-step.m4a")) as container:
        comment = container.metadata["comment"]
        words = container.metadata["lyrics"]
    assert "side: right" in comment
    assert "Up Over Down" in " ".join(words.split())


def test_what_is_there_is_not_rendered_again_unless_forced(album):
    program, arguments, first = album
    folder = program.folder / "phone"
    before = {path.name: path.stat().st_ino for path in folder.iterdir()}
    again = program.run("export", *arguments)
    assert (again.code, again.out) == (0, first.out)
    assert {path.name: path.stat().st_ino for path in folder.iterdir()} == before

    (folder / "01-step.mp3").write_bytes(b"spoilt")
    assert program.run("export", *arguments).code == 0
    renewed = {path.name for path in folder.iterdir() if path.stat().st_ino != before[path.name]}
    assert renewed == {"01-step.mp3"}
    assert (folder / "01-step.mp3").stat().st_size > 100_000

    inodes = {path.name: path.stat().st_ino for path in folder.iterdir()}
    assert program.run("export", *arguments, "--force").code == 0
    forced = {path.name for path in folder.iterdir() if path.stat().st_ino != inodes[path.name]}
    assert forced == {"01-step.m4a", "01-step.mp3", "02-walking.m4a", "02-walking.mp3"}


def test_other_settings_render_again(program):
    arguments = ["export", "step", *SHORT, "--format", "wav", "--out", "step.wav"]
    assert program.run(*arguments).code == 0
    before = (program.folder / "step.wav").read_bytes()
    assert program.run(*arguments, "--sample-rate", "16").code == 0
    assert len((program.folder / "step.wav").read_bytes()) < len(before)


@pytest.mark.parametrize(
    ("wanted", "drawn"),
    [
        (["--format", "wav"], 0),
        (["--format", "wav", "--playlist"], 1),
        (["--format", "wav", "--format", "mp3"], 1),
    ],
)
def test_a_cover_is_drawn_where_something_shows_it(home, tmp_path, wanted, drawn):
    exported = Program(home, tmp_path).run("export", "step", *SHORT, *wanted)
    assert exported.code == 0
    assert len(list((home / "cache" / "covers").glob("*.png"))) == drawn


def test_sections_become_tracks_of_their_own(program):
    result = program.run("export", "step", *SHORT, "--split", "section", "--format", "opus")
    assert result.code == 0
    names = [path.name for path in sorted((program.folder / "audio").iterdir())]
    assert names == [
        "step-reps1-1-set-up.opus",
        "step-reps1-2-training.opus",
        "step-reps1-3-finish.opus",
    ]
    with av.open(str(program.folder / "audio" / names[1])) as container:
        tags = container.streams.audio[0].metadata
        assert (tags["TITLE"], tags["ALBUM"]) == ("Training", "Step training")


def test_captions_lie_beside_a_file_with_a_name_of_its_own(program):
    assert (
        program.run("export", "step", *SHORT, "--out", "mine.flac", "--captions", "vtt").code == 0
    )
    assert sorted(path.name for path in program.folder.iterdir()) == ["mine.flac", "mine.vtt"]


def test_a_bit_rate_and_a_sample_rate_as_asked(program):
    arguments = ["--out", "step.mp3", "--bitrate", "40k", "--sample-rate", "16kHz"]
    assert program.run("export", "step", *SHORT, *arguments).code == 0
    with av.open(str(program.folder / "step.mp3")) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (16_000, 1)
        assert abs(stream.bit_rate - 40_000) < 1000


def test_one_that_fails_is_left_out_of_the_playlist(program):
    (program.folder / "audio" / "01-step.mp3").mkdir(parents=True)
    result = program.run("export", "step", "walking", *["--playlist"])
    assert result.code == 1
    assert "could not write audio" in result.err
    playlist = (program.folder / "audio" / "playlist.m3u8").read_text("utf-8")
    assert [line for line in playlist.splitlines() if not line.startswith("#")] == [
        "02-walking.mp3"
    ]


def test_the_same_session_twice_is_a_playlist(program):
    result = program.run("export", "step", "step", *SHORT, "--playlist", "--format", "opus")
    assert result.code == 0
    assert result.out.split()[:2] == ["audio/01-step-reps1.opus", "audio/02-step-reps1.opus"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such terminals")
def test_a_terminal_shows_how_long_it_takes(program):
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        program.command("export", "step", "--format", "m4a"),
        cwd=program.folder,
        env=program.environment | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        out = process.stdout.read()
    os.close(ours)
    assert (process.returncode, out) == (0, b"audio/step.m4a\n")
    assert b"Rendering" in shown
    assert b"0:0" in shown


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody writes there any more
        return b""


def test_ctrl_c_leaves_no_half_file(tmp_path, warm_home):
    program = Program(warm_home, tmp_path)
    with subprocess.Popen(
        program.command("export", "step", "sitting", "--set", "side=left", "--format", "m4a"),
        cwd=tmp_path,
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "audio/step-left.m4a\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert [path.name for path in (tmp_path / "audio").iterdir()] == ["step-left.m4a"]
