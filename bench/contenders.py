"""Who is measured: voicecoach, and scripts that a user would write instead of it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from bench.processes import Command

Format = Literal["wav", "mp3"]

SESSION = Path(__file__).with_name("session.yaml")
VOICECOACH = str(Path(sys.executable).with_name("voicecoach"))
RIVALS = Path(__file__).with_name("rivals")

_HOLD_S, _ROUND_S = 10, 15


class Contender(Protocol):
    """A way to make a track of the session."""

    @property
    def name(self) -> str:
        """Return what it is called in tables."""
        ...

    def export(self, out: Path, rounds: int) -> Command:
        """Return the command that writes the track; its suffix is its format."""
        ...

    def counts_ms(self, folder: Path, rounds: int) -> Sequence[float]:
        """Return where every count ought to be heard."""
        ...


class Voicecoach(msgspec.Struct, frozen=True):
    """Ours.

    Attributes:
        name: in tables.
        cache: a folder to be removed before each run; None where clips are kept.
    """

    name: str
    cache: Path | None = None

    def export(self, out: Path, rounds: int) -> Command:
        """Return the command that writes the track."""

        def prepare() -> None:
            if self.cache:
                shutil.rmtree(self.cache, ignore_errors=True)

        made = ["--set", f"rounds={rounds}", "--force", "--out", str(out)]
        return Command(self.name, [VOICECOACH, "export", str(SESSION), *made], prepare)

    def counts_ms(
        self,
        folder: Path,  # noqa: ARG002 - a rival has to write its track to know
        rounds: int,
    ) -> Sequence[float]:
        """Return what the timeline says."""
        told = [VOICECOACH, "timeline", str(SESSION), "--set", f"rounds={rounds}", "--json"]
        cues = json.loads(_output(told))["cues"]
        return [cue["onset_ms"] for cue in cues if cue["role"] == "count"]


class Rival(msgspec.Struct, frozen=True):
    """A script in `RIVALS`.

    Attributes:
        name: in tables.
        program: the script, after its interpreter where it needs one.
    """

    name: str
    program: tuple[str, ...]

    def export(self, out: Path, rounds: int) -> Command:
        """Return the command that writes the track."""
        return Command(self.name, [*self.program, str(out), str(rounds)])

    def counts_ms(self, folder: Path, rounds: int) -> Sequence[float]:
        """Return what follows from what the script puts before the first hold."""
        written = self.export(folder / "told.wav", rounds)
        first_s = float(_output([*written.arguments, "tell"]))
        return [
            1000 * (first_s + number * _ROUND_S + second)
            for number in range(rounds)
            for second in range(_HOLD_S)
        ]


SOX = Rival("espeak-ng + sox", (str(RIVALS / "espeak_sox.sh"),))
FFMPEG = Rival("espeak-ng + ffmpeg", (str(RIVALS / "ffmpeg_concat.sh"),))
PYDUB = Rival("espeak-ng + pydub", (sys.executable, str(RIVALS / "pydub_script.py")))
WARM = Voicecoach("voicecoach, warm")


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
