"""Input that is wrong on purpose: a clear error at once, never a traceback, never a hang."""

import os
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import timeline_of_script
from tests.strategies import script_texts
from voicecoach.errors import UsageError, VoicecoachError
from voicecoach.library import Library, bundled_folder
from voicecoach.script.loader import load

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in bundled_folder().glob("*.yaml")}
STEPS = "title: T\nsession:\n  - section: S\n    steps:\n"
PIECES = ["-", ":", "{", "}", "[", "]", "'", '"', "&a", "*a", "!!python/object:os.system", "|", ">",
          "\t", "\n", "#", "$", "${", "$$", "10^9", "999999999", "99999h", "-1s", "\x00", "\x1b[31m",
          "\N{RIGHT-TO-LEFT OVERRIDE}", "\ud7ff", "é" * 50, "none", "null", "~", "<<", "? ", "%YAML 9.9\n"]  # fmt: skip


def compile_or_refuse(text):
    """Load and compile; what is wrong may only be told as an error of ours."""
    with suppress(VoicecoachError):
        timeline_of_script(load(text, "fuzz.yaml"))


@given(st.sampled_from(sorted(SCRIPTS)), st.randoms(use_true_random=False))
def test_mutated_scripts_are_refused_or_compiled(name, chance):
    lines = SCRIPTS[name].splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        mutate(lines, chance)
    compile_or_refuse("".join(lines))


def mutate(lines, chance):
    at = chance.randrange(len(lines))
    line = lines[at]
    cut = chance.randrange(len(line) + 1)
    lines[at] = chance.choice(
        [
            line[:cut] + chance.choice(PIECES) + line[cut:],
            line[:cut] + line[cut + 1 :],
            "",
            line + line,
            "  " + line,
            line.lstrip(" "),
            lines[chance.randrange(len(lines))],
        ]
    )


@given(script_texts(), st.integers(0, 10_000), st.sampled_from(PIECES))
def test_made_up_scripts_with_one_piece_too_many(text, at, piece):
    at %= len(text)
    compile_or_refuse(text[:at] + piece + text[at:])


@given(st.text(max_size=300))
def test_any_text_is_refused_or_compiled(text):
    compile_or_refuse(text)
    compile_or_refuse(STEPS + "      - say: " + text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "{" * 5000,
        "- " * 5000,
        "a: " * 5000,
        STEPS + "      - repeat: {times: 999999999, steps: [{hold: 1s}]}\n",
        STEPS + "      - repeat: {for: 100h, steps: [{hold: 1s}]}\n",
        STEPS + "      - repeat: {for: 24h, steps: [{rest: 1ms}]}\n",
        STEPS + "      - hold: 24h\n        count: up\n",
        STEPS + "      - move: [{say: Go, beats: 999999999}]\n        beat: 1s\n",
        STEPS + "      - move: [{say: Go, for: 24h}]\n        beat: 1ms\n",
        STEPS + "      - " + "repeat: {times: 9, steps: [" * 12 + "hold: 1s" + "]}" * 12 + "\n",
        STEPS + "      - " + "each side: {steps: [" * 18 + "hold: 1s" + "]}" * 18 + "\n",
        STEPS + "      - say: " + "x" * 10_000 + "\n",
        "x" * 2_000_000,
    ],
    ids=range(14),
)
def test_what_would_grow_without_end_is_refused(text):
    with pytest.raises(VoicecoachError):
        timeline_of_script(load(text, "huge.yaml"))


def test_a_script_is_read_from_a_plain_readable_file_only(tmp_path):
    library = Library((tmp_path,))
    (tmp_path / "empty.yaml").touch()
    (tmp_path / "latin.yaml").write_bytes(STEPS.encode() + b"      - say: caf\xe9\n")
    (tmp_path / "huge.yaml").write_bytes(b"#" * 5_000_000)
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    told = {
        "empty": "this is not a script",
        "latin.yaml": "latin.yaml:5: this is not UTF-8",
        "huge.yaml": "larger than",
        "folder.yaml": "not a file",
        "pipe.yaml": "not a file",
        "\0.yaml": "cannot read the script",
        "x" * 300 + ".yaml": "cannot read the script",
        "../no/such.yaml": "cannot read the script",
    }
    for name, message in told.items():
        script = name if "/" in name or name == "empty" else str(tmp_path / name)
        with pytest.raises(UsageError, match=message):
            library.load(script)


def test_includes_stay_in_their_folders(tmp_path):
    (tmp_path / "secret.yaml").write_text(STEPS + "      - hold: 3s\n")
    inside = tmp_path / "mine"
    inside.mkdir()
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    for name in ("../secret.yaml", str(tmp_path / "secret.yaml"), "link", "link.yaml"):
        (inside / "outer.yaml").write_text(STEPS + f"      - include: {name}\n")
        with pytest.raises(UsageError, match="lies outside of the folders"):
            Library((inside,)).load(str(inside / "outer.yaml"))


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "bom.yaml").write_text("﻿" + STEPS + "      - hold: 3s\n", encoding="utf-8")
    assert Library((tmp_path,)).load("bom").title == "T"


def test_the_mutations_are_not_all_alike():
    chance = random.Random(1)
    lines = SCRIPTS["sitting.yaml"].splitlines(keepends=True)
    before = list(lines)
    for _ in range(50):
        mutate(lines, chance)
    assert sum(old != new for old, new in zip(before, lines, strict=True)) > 20
