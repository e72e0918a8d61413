"""Choosing an output, and machines that have none."""

import builtins
import os
import subprocess
import sys

import pytest

from tests.player_kit import RATE, MiniaudioRig, SilentRig
from voicecoach.errors import UnavailableError, UnknownNameError
from voicecoach.player.outputs import open_output


def outputs(**rigs):
    return {name: lambda _device=None, rig=rig: rig.output for name, rig in rigs.items()}


def test_auto_is_miniaudio_where_there_is_a_device():
    opened = open_output(
        "auto", RATE, outputs=outputs(miniaudio=MiniaudioRig(), silent=SilentRig())
    )
    assert opened.output.name == "miniaudio"
    assert opened.warning is None


def test_auto_is_silent_and_says_so_where_there_is_none():
    rig = MiniaudioRig(available=False)
    opened = open_output("auto", RATE, outputs=outputs(miniaudio=rig, silent=SilentRig()))
    assert opened.output.name == "silent"
    assert "NO SOUND" in opened.warning
    assert "voicecoach export" in opened.warning


def test_silence_that_was_asked_for_is_no_cause_for_a_warning():
    opened = open_output("silent", RATE)
    assert opened.output.name == "silent"
    assert opened.warning is None


def test_an_output_asked_for_by_name_must_be_there():
    with pytest.raises(UnavailableError):
        open_output("miniaudio", RATE, outputs=outputs(miniaudio=MiniaudioRig(available=False)))


def test_an_unknown_output_names_those_there_are():
    with pytest.raises(UnknownNameError, match="auto, miniaudio, simpleaudio, silent"):
        open_output("radio", RATE)


@pytest.mark.parametrize("name", ["miniaudio", "simpleaudio"])
def test_a_package_that_is_not_installed_is_told(name, monkeypatch):
    imported = builtins.__import__

    def without(module, *rest):
        if module == name:
            raise ModuleNotFoundError(module)
        return imported(module, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnavailableError, match=name):
        open_output(name, RATE)


def test_choosing_imports_no_sound_library():
    code = (
        "import sys; import voicecoach.player.outputs, voicecoach.player.session;"
        "print({'miniaudio', 'simpleaudio', 'rich'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="on Linux sound can be hidden from a program"
)
def test_no_sound_server_and_no_card_is_no_device(tmp_path):
    """Neither miniaudio's null backend counts as one, nor do the libraries' complaints show."""
    (tmp_path / "empty").touch()
    code = "from voicecoach.player.outputs import open_output; print(open_output('auto', 24))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "PULSE_SERVER": f"unix:{tmp_path}/nobody",
            "ALSA_CONFIG_PATH": f"{tmp_path}/empty",
        },
    )
    assert "SilentOutput" in run.stdout
    assert "NO SOUND" in run.stdout
    assert run.stderr == ""
