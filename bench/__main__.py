"""``python -m bench [FOLDER]``: measure everything; figures and a plot go into the folder."""

import sys
import tempfile
from pathlib import Path

import msgspec

from bench.accuracy import accuracy
from bench.commands import library, start_up
from bench.compile import compiling
from bench.contenders import FFMPEG, PYDUB, SOX, WARM
from bench.exports import HOUR, TEN_MINUTES, compare, grow
from bench.live import live
from bench.machine import machine, missing
from bench.plot import plot
from bench.processes import be_a_new_user
from bench.report import Report, tables
from bench.targets import targets

FOLDER = Path("build/bench")


def main() -> None:
    """Measure, print the tables, keep them; fail where a target is missed."""
    if absent := missing():
        sys.exit(f"Debian packages are missing: apt-get install {' '.join(absent)}")
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        report = measure_all(Path(name))
    (folder / "figures.json").write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    plot(report, folder / "figures.svg")
    print("\n".join(tables(report)))
    print(f"\n{folder / 'figures.json'}\n{folder / 'figures.svg'}")
    sys.exit(not all(target.holds for target in report.targets))


def measure_all(scratch: Path) -> Report:
    """Measure everything, as a new user whose files all lie in a scratch folder."""
    be_a_new_user(scratch / "home")
    say("start-up, a script in process")
    starts, compiled = start_up(), compiling()
    say("exports side by side")
    exports = [
        *compare(scratch, rounds=TEN_MINUTES, suffix="wav"),
        *compare(scratch, rounds=TEN_MINUTES, suffix="mp3"),
        *compare(scratch, rounds=HOUR, suffix="wav"),
    ]
    say("growth")
    growth = [*grow(scratch, "wav"), *grow(scratch, "mp3")]
    say("onsets")
    accuracies = [accuracy(each, scratch, TEN_MINUTES) for each in (WARM, SOX, FFMPEG, PYDUB)]
    say("a live session")
    session = live()
    say("a library")
    return Report(
        machine=machine(),
        exports=exports,
        growth=growth,
        accuracies=accuracies,
        starts=starts,
        library=library(),
        compiled=compiled,
        live=session,
        targets=targets(exports, growth, accuracies, starts, session),
    )


def say(what: str) -> None:
    """Tell what is measured; the figures come when all of it is."""
    print(f"measuring: {what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
