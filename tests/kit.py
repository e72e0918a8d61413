"""What tests build sessions with: scripts in a line, a voice of known durations, the program."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compiler.schedule import Scheduled, settle
from voicecoach.compose import Speaker, Take, compose
from voicecoach.library import bundled_folder
from voicecoach.script.loader import load
from voicecoach.script.model import Script
from voicecoach.timeline import Cue, Phase, Timeline
from voicecoach.units import Milliseconds
from voicecoach.voice.fake import FakeVoice

UNMEASURED = {"COVERAGE_PROCESS_CONFIG": ""}
"""Environment of a program that coverage shall not look into: one that is counted or confined."""

REPOSITORY = Path(__file__).parent.parent
TRAININGS = ("sitting", "standing", "walking", "step")
IN_CHINESE = tuple(f"{name}-zh" for name in TRAININGS)


class MemoryCache:
    """A clip cache that keeps nothing but its entries."""

    def __init__(self):
        self.entries = {}

    def get(self, key):
        return self.entries.get(key)

    def put(self, key, samples):
        self.entries[key] = samples


def bundled(name: str) -> Script:
    path = bundled_folder() / f"{name}.yaml"
    return load(path.read_text(encoding="utf-8"), f"{name}.yaml")


def script_text(*steps: str, head: str = "") -> str:
    """A script with one section of `steps`, each a YAML flow mapping."""
    lines = "\n".join(f"      - {step}" for step in steps)
    return f"title: Test\n{head}\nsession:\n  - section: Work\n    steps:\n{lines}\n"


def script_of(*steps: str, head: str = "") -> Script:
    return load(script_text(*steps, head=head), "test.yaml")


def timeline_of_script(
    script: Script, durations: Mapping[str, int] | None = None, **wishes: str
) -> Timeline:
    """Compile a script with words that take as long as the fake voice takes."""
    return scheduled(script, Preferences(settings=wishes), durations).timeline


def scheduled(
    script: Script, preferences: Preferences, durations: Mapping[str, int] | None = None
) -> Scheduled:
    voice = FakeVoice({text: Milliseconds(time) for text, time in (durations or {}).items()})
    return settle(
        plan(script, preferences),
        lambda utterances: {words: voice.duration(words, 165) for words in utterances},
    )


def timeline_of(
    *steps: str, durations: Mapping[str, int] | None = None, head: str = ""
) -> Timeline:
    return timeline_of_script(script_of(*steps, head=head), durations)


def take_of(script: Script, **wishes: str) -> Take:
    """Compose a script with the fake voice, sounds included."""
    return compose(plan(script, Preferences(settings=wishes)), Speaker(FakeVoice(), MemoryCache()))


def said(timeline: Timeline, role: str | None = None) -> list[tuple[Milliseconds, str]]:
    """Onset and words of every speech cue, or of those with a role."""
    return [
        (cue.onset_ms, cue.text or "")
        for cue in timeline.cues
        if cue.kind == "speech" and role in (None, cue.role)
    ]


def phases(timeline: Timeline, kind: str) -> list[Phase]:
    return [phase for phase in timeline.phases if phase.kind == kind]


def within(timeline: Timeline, phase: Phase) -> list[Cue]:
    """Speech cues that begin in a phase."""
    return [
        cue
        for cue in timeline.cues
        if cue.kind == "speech" and phase.start_ms <= cue.onset_ms < phase.end_ms
    ]


class Result(msgspec.Struct, frozen=True):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


class Program:
    """The program as a user starts it."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "VOICECOACH_HOME": str(home), "COLUMNS": "100"}

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "voicecoach", *map(str, arguments)]

    def run(self, *arguments: object, **environment: str) -> Result:
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Result(done.returncode, done.stdout, done.stderr)
