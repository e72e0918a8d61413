"""Choices that are written in one way and said in another."""

import pytest

from tests.kit import phases, said, script_of, timeline_of, timeline_of_script
from voicecoach.errors import SettingError
from voicecoach.script.loader import Source, load, settings_of
from voicecoach.script.problems import ScriptError
from voicecoach.script.settings import choose, differing

HEAD = "language: de\nsettings: {side: {choices: {left: linke, right: rechte}, default: right}}"
SCRIPT = script_of("{say: Das $side Bein.}", "{say: 'Auf dem ${side}n Bein.'}", head=HEAD)


def test_a_choice_is_said_in_words_of_its_own():
    spoken = [text for _, text in said(timeline_of_script(SCRIPT))]
    assert {"Das rechte Bein.", "Auf dem rechten Bein."} <= set(spoken)
    spoken = [text for _, text in said(timeline_of_script(SCRIPT, side="left"))]
    assert {"Das linke Bein.", "Auf dem linken Bein."} <= set(spoken)


@pytest.mark.parametrize("wish", ["left", "LEFT", "linke", "Linke"])
def test_the_listener_may_write_either(wish):
    settings = settings_of(SCRIPT)
    assert differing(settings, choose(settings, {"side": wish}))["side"].text == "left"


def test_the_default_is_one_of_the_choices():
    settings = settings_of(SCRIPT)
    assert differing(settings, choose(settings, {"side": "right"})) == {}
    assert settings["side"].default.spoken == "rechte"


def test_an_error_names_what_the_listener_may_write():
    with pytest.raises(SettingError, match="it takes left or right"):
        choose(settings_of(SCRIPT), {"side": "up"})


@pytest.mark.parametrize("choices", ["{}", "{left: }", "{left: [a]}", "left"])
def test_choices_without_words_are_told(choices):
    head = f"settings: {{side: {{choices: {choices}, default: left}}}}"
    with pytest.raises(ScriptError):
        script_of("{say: The $side leg.}", head=head)


def test_each_side_is_said_in_the_language_and_chosen_as_it_is_written():
    steps = "[{ready: 5s}, {hold: 3s, start: Das $side Bein}]"
    inner = f"title: Inner\n{HEAD}\nsession: [{{section: S, steps: {steps}}}]"
    outer = (
        "title: Outer\nlanguage: de\nsession: [{section: S, steps: "
        "[{each side: {steps: [{include: inner, with: {side: $side}}]}}]}]"
    )
    source = Source(inner, "inner.yaml")
    timeline = timeline_of_script(load(outer, "outer.yaml", lambda *_: source))
    labels = [phase.label for phase in phases(timeline, "hold")]
    assert labels == ["Das linke Bein", "Das rechte Bein"]


def test_a_number_is_said_as_it_stands_before_what_it_counts_but_a_level_alone():
    head = (
        "language: de\nsettings: {n: {default: 1}}\nlevels: {1: {height: 1 cm}, 2: {height: 2 cm}}"
    )
    timeline = timeline_of("{say: 'Stufe $level, ${n}mal, $height hoch.'}", head=head)
    assert "Stufe eins, einmal, ein Zentimeter hoch." in [text for _, text in said(timeline)]


def test_words_are_pronounced_in_a_language_without_spaces():
    head = "language: zh\npronounce: {VMO: 股内侧肌, 重: 沉}"
    timeline = timeline_of("{say: 收紧VMO，重一点。}", head=head)
    sounds = [cue.sound for cue in timeline.cues if cue.kind == "speech"]
    assert any(sound.endswith(":收紧股内侧肌，沉一点。") for sound in sounds)


def test_a_phase_is_named_without_the_full_stop_of_its_language():
    timeline = timeline_of("{ready: 5s}", "{hold: 5s, start: 收紧。}", head="language: zh")
    assert [phase.label for phase in phases(timeline, "hold")] == ["收紧"]
