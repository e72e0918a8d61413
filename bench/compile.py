"""Time from the text of a script to its timeline, in process, with all words measured.

Run with ``make bench``. The time a cue takes has to stay the same as sessions grow.
"""

import statistics
import time

from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compiler.schedule import settle
from voicecoach.library import bundled_folder
from voicecoach.script.loader import load
from voicecoach.speech import Utterance
from voicecoach.timeline import Timeline
from voicecoach.units import Milliseconds
from voicecoach.voice.fake import FakeVoice

RUNS = 9
SITTING = (bundled_folder() / "sitting.yaml").read_text(encoding="utf-8")
TEXT = SITTING.replace("max: 30min", "max: 24h")


def main() -> None:
    """Print a row for each length of the sitting training."""
    print("sitting, parse to timeline")
    for total in ("10min", "1h", "6h", "23h"):
        measured = measure_words(total)
        walls = [timed(total, measured) for _ in range(RUNS)]
        count = len(compiled(total, measured).cues)
        wall = statistics.median(walls)
        each = wall / count * 1e6
        print(f"  {total:<6} {wall * 1e3:8.1f} ms {count:7} cues {each:6.1f} us a cue")


def compiled(total: str, measured: dict[Utterance, Milliseconds]) -> Timeline:
    """Compile; words that have no length yet get one."""
    voice = FakeVoice()

    def measure(utterances: frozenset[Utterance]) -> dict[Utterance, Milliseconds]:
        for words in utterances - measured.keys():
            measured[words] = voice.duration(words, 165)
        return {words: measured[words] for words in utterances}

    return settle(plan(load(TEXT, "sitting.yaml"), Preferences({"total": total})), measure).timeline


def measure_words(total: str) -> dict[Utterance, Milliseconds]:
    """Return the lengths of all words of a session."""
    measured: dict[Utterance, Milliseconds] = {}
    compiled(total, measured)
    return measured


def timed(total: str, measured: dict[Utterance, Milliseconds]) -> float:
    """Seconds of one compilation."""
    start = time.perf_counter()
    compiled(total, measured)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
