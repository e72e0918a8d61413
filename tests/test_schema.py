"""The schema for editors agrees with the loader."""

import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.strategies import script_texts
from voicecoach.library import bundled_folder
from voicecoach.script.loader import load
from voicecoach.script.problems import ScriptError
from voicecoach.script.schema import json_schema

SCHEMA = json.loads(json.dumps(json_schema()))
VALIDATOR = Draft202012Validator(SCHEMA)
SCRIPTS = sorted(bundled_folder().glob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, in which ``1:30`` and ``no`` are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag.endswith(("null", "merge"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?\d+$"), list("-0123456789")
)


def fits(text):
    return VALIDATOR.is_valid(yaml.load(text, EditorLoader))


def loads(text):
    try:
        load(text, "t.yaml")
    except ScriptError:
        return False
    return True


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_bundled_scripts_fit(path):
    assert fits(path.read_text(encoding="utf-8"))


@given(script_texts())
def test_whatever_loads_fits(text):
    assert loads(text)
    assert fits(text)


@given(script_texts(), st.data())
def test_a_key_that_the_loader_does_not_know_does_not_fit(text, data):
    document = yaml.load(text, EditorLoader)
    tables = list(tables_of(document))
    data.draw(st.sampled_from(tables))["unknwon"] = "x"
    assert not VALIDATOR.is_valid(document)
    assert not loads(yaml.safe_dump(document))


def tables_of(node):
    """Every table whose keys the language gives, in a document."""
    if isinstance(node, dict):
        if not {"form"} & node.keys():
            yield node
        for value in node.values():
            yield from tables_of(value)
    elif isinstance(node, list):
        for item in node:
            yield from tables_of(item)


STEPS = "title: T\nsession: [{section: S, steps: [%s]}]\n"


@pytest.mark.parametrize(
    "step",
    [
        "{hold: 10x}",
        "{hold: []}",
        "{hould: 10s}",
        "{hold: 10s, count: sideways}",
        "{repeat: {times: ten, steps: [{hold: 3s}]}}",
        "{repeat: {times: 3}}",
        "{repeat: {times: 3, steps: []}}",
        "{repeat: {times: 3, announce: quarterway, steps: [{hold: 3s}]}}",
        "{say: {txet: x}}",
        "{move: [{for: 3s}]}",
        "{each side: {first: up, steps: [{hold: 3s}]}}",
        "5",
    ],
)
def test_what_has_the_wrong_shape_neither_fits_nor_loads(step):
    assert not fits(STEPS % step)
    assert not loads(STEPS % step)


def test_the_program_writes_it(program):
    assert json.loads(program.run("schema").out) == SCHEMA
