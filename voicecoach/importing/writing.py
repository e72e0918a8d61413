"""From a workout to the text of a script, as a person would have written it."""

import textwrap
from collections.abc import Sequence
from typing import Any

import yaml

from voicecoach.importing.figures import USUAL, Choice, choices_of
from voicecoach.importing.steps import Hand, Step, announcement, say, work
from voicecoach.importing.wording import wording_for
from voicecoach.importing.words import literal, sentence, shortened, tidy
from voicecoach.importing.workout import Workout
from voicecoach.script.phrases import phrases_for

WIDTH = 98
"""Of a line; longer texts are folded."""

_LONG_TEXT = 78


def write_script(workout: Workout, source: str, name: str) -> str:
    """Write a workout as a script.

    Args:
        workout: what to write.
        source: name of the file that it comes from, for the reader.
        name: by which the script will be known, for the reader.
    """
    sides = {exercise.side for exercise in workout.exercises} - {"", "each"}
    hand = Hand(
        stock=phrases_for(workout.language),
        wording=wording_for(workout.language),
        choices=choices_of(workout.exercises),
        side_is_setting=len(sides) == 1,
    )
    side = next(iter(sides)) if hand.side_is_setting else ""
    parts = [
        f"# Made from {tidy(source)} by `voicecoach import`. Change what you like, then hear it:",
        f"#   voicecoach check {tidy(name)} · voicecoach play {tidy(name)}",
        "",
        _dump(_head(workout)),
        *_settings(hand, side, source),
        "\n".join(["session:", *_sections(workout, hand)]),
    ]
    return "\n".join(parts)


def _head(workout: Workout) -> dict[str, str]:
    names = ", ".join(dict.fromkeys(exercise.name for exercise in workout.exercises))
    return {"title": workout.title, "summary": shortened(names), "language": workout.language}


def _settings(hand: Hand, side: str, source: str) -> list[str]:
    lines = [_side_setting(hand, side)] if side else []
    lines += [_setting(choice) for choice in hand.choices.values() if not choice.is_ours]
    ours = [_setting(choice) for choice in hand.choices.values() if choice.is_ours]
    if ours:
        lines += [f"# Not in {tidy(source)}: the figures below are ours.", *ours]
    return ["settings:", *(f"  {line}" for line in lines), ""] if lines else []


def _setting(choice: Choice) -> str:
    table = {
        "default": choice.default,
        "min": choice.least,
        "max": choice.most,
        "about": USUAL[choice.kind].about,
    }
    return f"{choice.kind}: {_flow(table)}"


def _side_setting(hand: Hand, side: str) -> str:
    said = dict(hand.stock.sides)
    plain = all(name == word for name, word in said.items())
    choices = list(said) if plain else said
    return f"side: {_flow({'choices': choices, 'default': side, 'about': 'the side you train'})}"


def _sections(workout: Workout, hand: Hand) -> list[str]:
    opening = [step for text in workout.opening for step in say(text)]
    closing = [step for text in workout.closing for step in say(text)]
    wording = hand.wording
    if len(workout.exercises) == 1:
        (exercise,) = workout.exercises
        sections = [
            (wording.set_up, [*opening, *announcement(exercise, hand)]),
            (wording.training, work(exercise, hand)),
        ]
    else:
        sections = [(wording.set_up, opening or say(sentence(workout.title)))]
        sections += [
            (shortened(exercise.name), [*announcement(exercise, hand), *work(exercise, hand)])
            for exercise in workout.exercises
        ]
    if closing:
        sections.append((wording.finish, closing))
    return [_section(title, steps) for title, steps in sections]


def _section(title: str, steps: Sequence[Step]) -> str:
    return textwrap.indent(_dump([{"section": literal(title), "steps": list(steps)}]), "  ")


def _dump(value: Any) -> str:  # noqa: ANN401 - any plain data
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def _flow(table: dict[str, Any]) -> str:
    """Write a table on one line."""
    return _dump(_Line(table)).rstrip("\n")


class _Line(dict[str, Any]):
    """A table that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML as our scripts are written; what needs quotes, PyYAML knows."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Indent lists below their key, too."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        """Write everything out: our language has no aliases."""
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > _LONG_TEXT else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    words = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=words)


def _represent_table(dumper: _Dumper, table: dict[str, Any]) -> yaml.MappingNode:
    is_part = "for" in table  # of a movement
    flow = is_part or isinstance(table, _Line)
    return dumper.represent_mapping("tag:yaml.org,2002:map", table, flow_style=flow)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(dict, _represent_table)
_Dumper.add_representer(_Line, _represent_table)
