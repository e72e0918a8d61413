"""On what it was measured."""

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

PROGRAMS = {
    "espeak-ng": ("espeak-ng", "--version"),
    "sox": ("sox", "--version"),
    "ffmpeg": ("ffmpeg", "-version"),
    "ffprobe": ("ffprobe", "-version"),
}
"""What the rivals need, and how it tells its version."""

PACKAGES = ("voicecoach", "espeakng-loader", "lameenc", "numpy", "typer", "pydub")

_VERSION = re.compile(r"\d+\.\d+[\w.+-]*")


def missing() -> list[str]:
    """Return the Debian packages that are not installed and needed."""
    needed = {name: name for name in PROGRAMS} | {"ffprobe": "ffmpeg"}
    needed |= {"pulseaudio": "pulseaudio"}
    needed |= dict.fromkeys(("pactl", "pacat", "parec"), "pulseaudio-utils")
    absent = {package for name, package in needed.items() if shutil.which(name) is None}
    if "sox" in absent or not _sox_writes_mp3():
        absent.add("libsox-fmt-mp3")
    return sorted(absent)


def machine() -> dict[str, str]:
    """Return what may matter of this machine, by name."""
    cores = os.cpu_count() or 1
    return {
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.release()}",
        "processor": f"{_processor()}, {cores} cores",
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        **{name: _told(*command) for name, command in PROGRAMS.items() if name != "ffprobe"},
    }


def _sox_writes_mp3() -> bool:
    told = subprocess.run(["sox", "--help"], check=False, capture_output=True, text=True).stdout
    return " mp3" in told


def _processor() -> str:
    known = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in known if line.startswith("model name"))
    return next(names, platform.machine())


def _told(*command: str) -> str:
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = _VERSION.search(told)
    return found[0] if found else "unknown"
