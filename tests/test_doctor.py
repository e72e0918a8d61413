"""The checkup: what is well, what is not, what to do, and that nothing it meets breaks it."""

import json

import numpy as np
import pytest

from voicecoach import checkup
from voicecoach.checkup import Finding, check_folder, check_sound, check_tone, examine, is_ready
from voicecoach.cli import devices, doctor
from voicecoach.config import Config
from voicecoach.errors import SynthesisError, UnavailableError
from voicecoach.home import Home
from voicecoach.player.fake import FakeOutput
from voicecoach.player.miniaudio_output import MiniaudioOutput
from voicecoach.player.silent_output import SilentOutput
from voicecoach.track.export import FORMATS
from voicecoach.units import SECOND, SPEECH_RATE, Milliseconds, frames
from voicecoach.voice.fake import FakeVoice

GONE = UnavailableError("output 'fake'", "no sound device could be opened", "connect one")
WELL = Finding("voice: espeak", "ok", "speaks")
WARNING = Finding("sound", "warning", "no sound device could be opened", "connect one")
MISSING = Finding("tracks: mp3", "missing", "cannot be written: no encoder", "install it")


class MuteVoice(FakeVoice):
    def __init__(self, error):
        super().__init__()
        self._error = error

    def record(self, _utterances, _words_per_minute):
        raise self._error


class NoDevice(FakeOutput):
    def open(self, _rate, _channels):
        raise GONE


class Stuck(FakeOutput):
    def wait(self, timeout):
        super().wait(timeout)
        return False


def no_devices():
    raise GONE


@pytest.fixture
def home(tmp_path):
    return Home(
        tmp_path / "cache", tmp_path / "scripts", tmp_path / "config", tmp_path / "state", tmp_path
    )


def test_a_voice_that_speaks_is_well_and_is_closed():
    voice = FakeVoice()
    finding = checkup.check_voice(voice, "voice")
    assert (finding.state, finding.advice) == ("ok", "")
    assert finding.detail.startswith("speaks (fake, ")
    assert len(voice.calls) == 1
    assert voice.closed


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (
            UnavailableError("voice", "its package is not there", "install it"),
            "its package is not there",
        ),
        (SynthesisError("one", "fake", "it died"), "voice 'fake' could not speak 'one': it died"),
    ],
)
def test_without_its_own_voice_nothing_works_without_the_computers_it_does(error, detail):
    needed = checkup.check_voice(MuteVoice(error), "voice")
    other = checkup.check_system(MuteVoice(error), "voice")
    assert (needed.state, needed.detail) == ("missing", detail)
    assert (other.state, other.detail) == ("warning", detail)
    assert needed.advice
    assert "'espeak' is built in" in other.advice


def test_the_computers_own_voice_may_be_well():
    assert checkup.check_system(FakeVoice(), "voice").state == "ok"


def test_sound_is_opened_and_closed_and_its_devices_are_named():
    output = FakeOutput()
    finding = check_sound(output, lambda: ("Speakers", "Headset"), "sound")
    assert finding == Finding("sound", "ok", "fake: Speakers, Headset")
    assert output.events == ["open 24 1", "stop"]


def test_no_sound_device_is_a_warning():
    output = NoDevice()
    finding = check_sound(output, no_devices, "sound")
    assert finding == WARNING
    assert output.events == ["stop"]


def test_an_output_may_sound_where_devices_have_no_names():
    assert check_sound(FakeOutput(), no_devices, "sound").detail == "fake: the usual device"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written(name):
    finding = checkup.check_format(name, f"tracks: {name}")
    assert finding.state == "ok", finding.detail


def test_a_format_that_cannot_be_written_is_missing():
    finding = checkup.check_format("ogg", "tracks: ogg")
    assert (finding.state, finding.name) == ("missing", "tracks: ogg")
    assert "there is no format 'ogg'" in finding.detail
    assert "install voicecoach again" in finding.advice


def test_the_decoder_and_the_program_tell_their_versions():
    assert checkup.check_decoder("sound files").detail.startswith("read by PyAV ")
    assert checkup.check_program("program").detail.startswith("voicecoach 0.")


def test_a_folder_that_is_not_there_yet_is_not_made(tmp_path):
    folder = tmp_path / "deep" / "cache"
    finding = check_folder(folder, "clips", "cache", lambda _: 5_000_000_000)
    assert finding.state == "ok"
    assert finding.detail == f"{folder}: 5000 MB free; it is made when needed"
    assert not (tmp_path / "deep").exists()


def test_a_folder_is_left_as_it_was(tmp_path):
    finding = check_folder(tmp_path, "clips", "cache", lambda _: 5_000_000_000)
    assert finding.detail == f"{tmp_path}: 5000 MB free"
    assert list(tmp_path.iterdir()) == []


def test_little_space_is_a_warning(tmp_path):
    finding = check_folder(tmp_path, "clips", "cache", lambda _: 3_000_000)
    assert (finding.state, finding.advice) == ("warning", "free some space")


def test_a_file_in_a_folders_place_is_a_warning(tmp_path):
    (tmp_path / "file").write_bytes(b"in the way")
    finding = check_folder(tmp_path / "file" / "cache", "clips are lost", "cache")
    assert finding.state == "warning"
    assert "cannot be written" in finding.detail
    assert "clips are lost" in finding.detail
    assert "VOICECOACH_HOME" in finding.advice


def test_the_config_file_is_named_whether_it_is_there_or_not(tmp_path):
    path = tmp_path / "config.toml"
    empty = checkup.check_config(path, "config")
    path.write_text("voice = 'espeak:f3'\nformat = 'wav'\n")
    full = checkup.check_config(path, "config")
    path.write_text("voise = 'espeak'\n")
    wrong = checkup.check_config(path, "config")
    assert (empty.state, full.state, wrong.state) == ("ok", "ok", "missing")
    assert empty.detail == f"{path}: nothing yet; there may stand voice, rate, side, output, format"
    assert full.detail == f"{path}: voice espeak:f3, format wav"
    assert "did you mean 'voice'?" in wrong.detail


def test_the_tone_is_heard_twice_after_a_silence():
    output = FakeOutput()
    finding = check_tone(output, "test tone")
    assert (finding.state, finding.detail) == ("ok", "played twice on fake")
    assert "if you heard nothing" in finding.advice
    assert output.events == ["open 24 1", "start 0", "stop"]
    heard = np.abs(output.played()) > 100
    length = frames(Milliseconds(SECOND // 2), SPEECH_RATE)
    assert not heard[:length].any()
    assert heard[length:].any()
    first, second = np.array_split(output.played(), 2)
    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    ("output", "detail"),
    [
        (NoDevice(), "no sound device could be opened"),
        (FakeOutput(fails_at=Milliseconds(300)), "the fake device has stopped playing"),
        (Stuck(), "the device takes too long"),
    ],
)
def test_a_tone_that_cannot_be_played_is_a_warning(output, detail):
    finding = check_tone(output, "test tone")
    assert (finding.state, finding.detail) == ("warning", detail)
    assert finding.advice
    assert output.events[-1] == "stop"


def test_gaps_in_the_tone_are_told():
    output = FakeOutput()
    output.underruns = 3
    assert check_tone(output, "test tone").detail == "it had 3 gaps"


def test_a_check_that_breaks_is_a_finding_and_the_next_ones_are_done():
    def broken(_name):
        raise ZeroDivisionError("division by zero")

    found = list(examine({"first": broken, "second": lambda name: Finding(name, "ok", "")}))
    assert [(each.name, each.state) for each in found] == [("first", "missing"), ("second", "ok")]
    assert found[0].detail == "the check failed: ZeroDivisionError: division by zero"


def test_only_what_is_missing_keeps_a_machine_from_being_ready():
    assert is_ready([WELL, WARNING])
    assert not is_ready([WELL, WARNING, MISSING])


def test_everything_is_looked_at_and_the_tone_only_on_request(home):
    names = list(checkup.checks_of(home, no_devices))
    assert names[:4] == ["program", "voice: espeak", "voice: system", "sound"]
    assert {f"tracks: {name}" for name in FORMATS} <= set(names)
    assert {f"folder: {name}" for name in ("config", "cache", "scripts", "state")} <= set(names)
    assert list(checkup.checks_of(home, no_devices, tone=True)) == [*names, "test tone"]


def test_what_the_listener_usually_has_is_what_is_checked(home):
    home.config.mkdir()
    home.config_file.write_text("voice = 'espeak:f3'\noutput = 'silent'\n")
    assert "voice: espeak:f3" in checkup.checks_of(home, no_devices)
    assert isinstance(checkup.usual_output(checkup.usual(home)), SilentOutput)


def test_a_broken_config_hides_nothing_else(home):
    home.config.mkdir()
    home.config_file.write_text("voise = 3")
    assert checkup.usual(home) == Config()
    assert isinstance(checkup.usual_output(Config()), MiniaudioOutput)
    assert "voice: espeak" in checkup.checks_of(home, no_devices)


def test_every_output_is_checked():
    assert list(checkup.output_checks()) == ["miniaudio", "simpleaudio", "silent"]
    assert checkup.output_checks()["silent"]("silent") == Finding("silent", "ok", "can be had")


def test_a_finding_is_a_line_and_its_advice_another():
    assert list(doctor.lines_of(WELL)) == ["ok       voice: espeak   speaks"]
    assert list(doctor.lines_of(WARNING)) == [
        "warning  sound           no sound device could be opened",
        "                         > connect one",
    ]


def test_the_verdict_names_what_is_missing():
    assert doctor.verdict([WELL, WARNING]) == "\nReady: all that is needed works."
    assert doctor.verdict([WELL, MISSING]) == "\nNot ready: see to tracks: mp3."


def test_findings_are_shown_as_they_come(capsys):
    shown = doctor.shown([WELL, WARNING])
    assert next(shown) == WELL
    assert capsys.readouterr().out == "ok       voice: espeak   speaks\n"


def test_findings_for_programs():
    report = json.loads(doctor.as_json([WELL, MISSING]))
    assert report["ready"] is False
    assert report["findings"][1] == {
        "name": "tracks: mp3",
        "state": "missing",
        "detail": "cannot be written: no encoder",
        "advice": "install it",
    }


def test_outputs_and_devices_are_listed_as_one_writes_them():
    outputs = [
        Finding("miniaudio", "ok", "can be had"),
        Finding("simpleaudio", "warning", "no", "do"),
    ]
    assert list(devices.lines_of(outputs, ("Headset",))) == [
        "--output",
        "  miniaudio    can be had",
        "  simpleaudio  no",
        "               > do",
        "--device",
        "  Headset",
    ]
    assert list(devices.lines_of(outputs, ()))[-1] == "  (none was found)"
    listed = json.loads(devices.as_json(outputs, ("Headset",)))
    assert listed["devices"] == ["Headset"]
    assert [output["state"] for output in listed["outputs"]] == ["ok", "warning"]


def test_the_commands_look_at_this_machine(program):
    examined = program.run("doctor", "--json")
    report = json.loads(examined.out)
    assert (examined.code, examined.err) == (0 if report["ready"] else 1, "")
    told = program.run("doctor")
    assert (told.code, told.err) == (examined.code, "")
    assert [each for each in report["findings"] if each["name"] not in told.out] == []
    listed = json.loads(program.run("devices", "--json").out)
    shown = program.run("devices")
    assert (shown.code, shown.err) == (0, "")
    assert [each for each in listed["outputs"] if each["name"] not in shown.out] == []
