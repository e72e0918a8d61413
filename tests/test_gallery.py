"""The scripts that come along: each can be done as it is, at every guidance, in every setting."""

import json

import msgspec
import pytest

from tests.kit import Program, phases, said, scheduled, timeline_of_script
from voicecoach.compiler.plan import Preferences
from voicecoach.library import Library, bundled_folder
from voicecoach.script import model
from voicecoach.script.loader import settings_of
from voicecoach.timeline import Timeline
from voicecoach.units import MINUTE, SECOND, Milliseconds

NAMES = sorted(path.stem for path in bundled_folder().glob("*.yaml"))
EXERCISES = (
    "bridge-hold", "calf-stretch", "clamshell", "hamstring-stretch", "heel-slide",
    "hip-flexor-stretch", "march", "mini-squat", "quad-set", "side-leg-raise",
    "single-leg-stand", "sit-to-stand", "step-down", "straight-leg-raise", "wall-sit",
    "knee-circuit",
)  # fmt: skip
GUIDANCES = ("full", "brief", "minimal")
BOTH_SIDES = ("calf-stretch", "clamshell", "hamstring-stretch", "hip-flexor-stretch", "side-leg-raise", "single-leg-stand")  # fmt: skip


def script_named(name):
    return Library((bundled_folder(),)).load(name)


def timeline_at(name, guidance="full") -> Timeline:
    """Compile a bundled script with words that take as long as the fake voice takes."""
    return scheduled(script_named(name), Preferences(guidance=guidance)).timeline


def values(value):
    """Every value of the model in a script, without what it includes."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            if name not in model.FILLED_IN:
                yield from values(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from values(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from values(item)


def test_the_gallery_is_there():
    assert set(EXERCISES) <= set(NAMES)


@pytest.mark.parametrize("guidance", GUIDANCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_script_leaves_nothing_out(name, guidance):
    assert timeline_at(name, guidance).notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_script_leaves_nothing_out_with_the_real_voice(name, program: Program):
    for guidance in GUIDANCES:
        result = program.run("timeline", name, "--guidance", guidance, "--json")
        assert json.loads(result.out)["notes"] == []


def test_the_scripts_are_checked_without_a_warning(program: Program):
    result = program.run("check", *NAMES)
    assert (result.code, result.out) == (0, "".join(f"{name}: nothing to mend\n" for name in NAMES))


@pytest.mark.parametrize("name", EXERCISES)
def test_a_script_says_what_it_is_and_what_may_be_changed(name):
    script = script_named(name)
    assert script.summary.endswith(".")
    assert script.equipment
    assert all(setting.about for setting in script.settings.values())


@pytest.mark.parametrize("name", EXERCISES)
def test_a_script_works_at_the_limits_of_its_settings(name):
    script = script_named(name)
    for key, setting in settings_of(script).items():
        limits = [limit for limit in (setting.minimum, setting.maximum) if limit]
        for value in limits or setting.choices:
            assert phases(timeline_of_script(script, **{key: value.text}), "finish")


@pytest.mark.parametrize("name", EXERCISES)
def test_work_begins_after_time_to_get_ready_and_the_end_is_told(name):
    timeline = timeline_at(name)
    work = [index for index, phase in enumerate(timeline.phases) if phase.kind in ("hold", "move")]
    for before, first in zip([-1, *work], work, strict=False):
        between = {phase.kind for phase in timeline.phases[before + 1 : first]}
        assert before + 1 == first or between & {"ready", "rest", "switch"}
    assert timeline.phases[-1].kind == "finish"
    assert timeline.duration_ms < 30 * MINUTE


@pytest.mark.parametrize("name", BOTH_SIDES)
def test_both_sides_do_the_same(name):
    timeline = timeline_at(name)
    kinds = [
        (phase.kind, phase.end_ms - phase.start_ms)
        for phase in timeline.phases
        if phase.kind in ("hold", "move")
    ]
    assert kinds[::2] == kinds[1::2] or kinds[: len(kinds) // 2] == kinds[len(kinds) // 2 :]
    assert all(phase.end_ms - phase.start_ms >= 8 * SECOND for phase in phases(timeline, "switch"))


def test_the_gallery_uses_the_whole_language():
    used = [value for name in EXERCISES for value in values(script_named(name))]
    steps = set(model.Step.__args__)
    assert steps <= {type(value) for value in used}
    assert {value.direction for value in used if isinstance(value, model.CountPolicy)} == {
        "up",
        "down",
        "none",
    }
    for one in (model.Words, model.Rest, model.Part, model.Move, model.EachSide, model.Include):
        for field in msgspec.structs.fields(one):
            written = [getattr(value, field.name) for value in used if isinstance(value, one)]
            assert any(value != field.default for value in written), f"{one}: {field.name}"
    announced = [value for value in used if isinstance(value, model.Announcements)]
    for field in msgspec.structs.fields(model.Announcements):
        assert any(getattr(value, field.name) for value in announced)
    kinds = {
        setting.default.kind
        for name in EXERCISES
        for setting in script_named(name).settings.values()
    }
    assert kinds == {"duration", "number", "quantity", "text"}


def test_the_circuit_says_what_comes_next():
    timeline = timeline_at("knee-circuit")
    assert [text for _, text in said(timeline, "announce") if text.startswith("Next")] == [
        "Next: Sit to stand.",
        "Next: Wall sit.",
        "Next: Bridge hold.",
        "Next: Clamshell.",
    ] * 2 + ["Next: Calf stretch."]
    shorter = timeline_of_script(script_named("knee-circuit"), more="0")
    assert shorter.duration_ms < timeline.duration_ms - Milliseconds(5 * MINUTE)


@pytest.mark.parametrize("guidance", GUIDANCES)
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_followed_with_eyes_shut(name, guidance):
    """Every phase begins audibly; time to get ready follows words and is counted to its end."""
    timeline = timeline_at(name, guidance)
    onsets = {cue.onset_ms for cue in timeline.cues}
    silent = [phase for phase in timeline.phases if phase.start_ms not in onsets]
    assert {phase.kind for phase in silent} <= {"ready"}
    for phase in phases(timeline, "ready"):
        last = timeline.cues_between(Milliseconds(phase.end_ms - 2 * SECOND), phase.end_ms)
        assert {cue.role for cue in last} & {"countdown", "start"}


@pytest.mark.parametrize("name", NAMES)
def test_what_to_do_next_is_said_before_it_is_due(name):
    timeline = timeline_at(name)
    for hold in phases(timeline, "hold"):
        before = timeline.cues_between(Milliseconds(hold.start_ms - 3 * SECOND), hold.start_ms)
        assert [cue for cue in before if cue.role == "start" and cue.end_ms < hold.start_ms]
