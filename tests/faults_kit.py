"""What the tests of faults share: the program started in bad surroundings."""

import os
import resource
import shutil
import subprocess
import sys
from typing import Literal

import pytest

from tests.kit import UNMEASURED, Program, Result

QUICK = ("step", "--set", "reps=1")
"""The shortest of the bundled sessions."""

DOOMED = """
import os, sys
number, instant, kind, *arguments = sys.argv[1:]
counts = {"call": 0, "file": 0}

def count(what):
    counts[what] += 1
    if kind == what and counts[what] == int(instant):
        os.kill(os.getpid(), int(number))

def hear(event, about):
    if event in ("open", "os.mkdir", "os.rename", "os.remove") and "tracks" in str(about[0]):
        count("file")

sys.argv = ["voicecoach", *arguments]
from voicecoach.cli import main
sys.addaudithook(hear)
sys.setprofile(lambda *_: count("call"))
try:
    main()
finally:
    sys.setprofile(None)
    print(counts["call"], counts["file"], file=sys.stderr)
"""
"""The program that sends itself a signal: at one of its calls, or before it touches a track."""

Kind = Literal["call", "file"]


def doomed(
    program: Program, number: int, instant: int, kind: Kind, *arguments: object
) -> tuple[int, str]:
    """Run the program and have it send itself a signal; return its status and what it told."""
    done = subprocess.run(
        [sys.executable, "-c", DOOMED, str(number), str(instant), kind, *map(str, arguments)],
        cwd=program.folder,
        env=program.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stderr


def run(
    program: Program, *arguments: object, bytes_a_file: int | None = None, **settings
) -> Result:
    """Run the program as the owner of its files, whoever we are, and within limits."""
    environment = program.environment | (UNMEASURED if bytes_a_file is not None else {})

    def limit() -> None:
        if bytes_a_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file))

    done = subprocess.run(
        [*powerless(), *program.command(*arguments)],
        cwd=program.folder,
        capture_output=True,
        check=False,
        timeout=120,
        preexec_fn=limit,
        **{"env": environment, **settings},
    )
    out, err = (text.decode(errors="replace") for text in (done.stdout or b"", done.stderr or b""))
    return Result(done.returncode, out, err)


def powerless() -> list[str]:
    """A prefix that takes from root the right to read and write what its owner may not."""
    if os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write anywhere, and setpriv is not installed")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search"]


def is_one_sentence(result: Result, code: int) -> bool:
    """Whether a run ended with one clear message and nothing else."""
    told = result.err.strip().splitlines()
    return result.code == code and len(told) == 1 and told[0].startswith("voicecoach: error: ")
