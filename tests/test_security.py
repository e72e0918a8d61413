"""What the threat model promises: nothing evaluates, no shell is started, each promise has its test."""

import ast
import re

import pytest

from tests.kit import REPOSITORY

SOURCES = sorted((REPOSITORY / "voicecoach").rglob("*.py"))
MODEL = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
EVALUATING = {
    "eval", "exec", "compile", "__import__", "input",
    "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput",
    "pickle.load", "pickle.loads", "marshal.loads", "shelve.open",
    "yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "yaml.compose",
}  # fmt: skip


def calls(source):
    tree = ast.parse(source.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_nothing_that_is_read_is_evaluated():
    found = {ast.unparse(call.func) for source in SOURCES for call in calls(source)}
    assert "yaml.parse" in found
    assert found & EVALUATING == set()


def test_no_shell_is_started():
    words = [word for source in SOURCES for call in calls(source) for word in call.keywords]
    assert "stdout" in {word.arg for word in words}
    assert [ast.unparse(word) for word in words if word.arg == "shell"] == []


def test_no_exception_is_made_from_the_rules_against_either():
    forbidden = re.compile(r"noqa:.*\b(S102|S30[1267]|S506|S60[24567]|S701)\b")
    assert [source for source in SOURCES if forbidden.search(source.read_text("utf-8"))] == []


@pytest.mark.parametrize("module", sorted(set(re.findall(r"`(test_\w+)`", MODEL))))
def test_what_holds_a_promise_is_there(module):
    assert (REPOSITORY / "tests" / f"{module}.py").exists()
