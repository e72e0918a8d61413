"""The documentation keeps its word: its examples work, and it leaves no key out."""

import re
import textwrap

import msgspec
import pytest

from tests.kit import REPOSITORY, phases, said, timeline_of_script
from voicecoach.library import Library, bundled_folder
from voicecoach.script import model
from voicecoach.script.loader import load
from voicecoach.script.problems import ScriptError
from voicecoach.timeline import Timeline
from voicecoach.tone import TONES
from voicecoach.units import MINUTE, SECOND

PAGES = (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md")))
REFERENCE = REPOSITORY / "docs" / "reference.md"
TUTORIAL = REPOSITORY / "docs" / "tutorial.md"

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

SETTINGS = """\
settings:
  side: {choices: [left, right]}
  hold: {default: 10s}
  rest: {default: 5s}
  reps: {default: 10}
  total: {default: 5min}
"""
CUES = "cues: {form: [Slowly.]}\n"
SESSION = "session:\n  - section: Work\n    steps:\n"
STEPS = "- ready: 5s\n- hold: 10s\n"

WRITTEN_AS_ONE_TEXT = (
    model.Ref,
    model.PoolRef,
    model.CountPolicy,
    model.Announcements,
)
"""Values of the model that have no keys of their own."""

SETTING_KEYS = ("default", "min", "max", "choices", "about")


def blocks(page, kind):
    """The examples of a page, each with the line it begins in."""
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        if match[1] == kind:
            yield text.count("\n", 0, match.start()) + 2, match[2]


def example(page, begins):
    """The whole scripts of a page with a certain beginning, in order."""
    return [block for _, block in blocks(page, "yaml") if block.startswith(begins)]


def whole(block):
    """A script out of an example: itself, or what it stands in."""
    if block.startswith("title:"):
        return block
    if block.startswith("- "):
        return f"title: T\n{SETTINGS}{CUES}{SESSION}{textwrap.indent(block, ' ' * 6)}"
    keys = re.findall(r"^(\w+):", block, re.MULTILINE)
    session = "" if "session" in keys else SESSION + textwrap.indent(STEPS, " " * 6)
    return f"title: T\n{block}{session}"


EXAMPLES = [
    pytest.param(block, id=f"{page.name}:{line}")
    for page in PAGES
    for line, block in blocks(page, "yaml")
]


def compiled(block: str, folder) -> Timeline:
    path = folder / "example.yaml"
    path.write_text(whole(block), encoding="utf-8")
    return timeline_of_script(Library((bundled_folder(),)).load(str(path)))


@pytest.mark.parametrize("block", EXAMPLES)
def test_every_example_compiles(block, tmp_path):
    assert compiled(block, tmp_path).notes == ()


def test_there_are_examples():
    assert len(EXAMPLES) > 25


def keys():
    """Every key of the language."""
    classes = [
        value
        for value in vars(model).values()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == model.__name__
        and value not in WRITTEN_AS_ONE_TEXT
    ]
    for one in classes:
        for field in msgspec.structs.fields(one):
            if field.encode_name not in model.FILLED_IN:
                yield f"{one.__name__}.{field.encode_name}", field.encode_name
    for key in SETTING_KEYS:
        yield f"Setting.{key}", key


@pytest.mark.parametrize("key", [pytest.param(key, id=name) for name, key in keys()])
def test_the_reference_explains_every_key_and_shows_it_in_an_example(key):
    text = REFERENCE.read_text(encoding="utf-8")
    assert f"`{key}`" in text
    examples = "".join(block for _, block in blocks(REFERENCE, "yaml"))
    assert re.search(rf"(?<!\w){key}:", examples)


@pytest.mark.parametrize(
    "word", [*TONES, "halfway", "last", "set", "next", "up", "down", "none", "in turn", "shuffled"]
)
def test_the_reference_names_the_words_that_a_key_may_hold(word):
    assert f"`{word}`" in REFERENCE.read_text(encoding="utf-8")


def test_links_within_the_documentation_lead_somewhere():
    for page in (REFERENCE, TUTORIAL):
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            goal = page.parent / path if path else page
            assert goal.exists(), target
            if anchor:
                headings = re.findall(r"^#+ (.+)$", goal.read_text(encoding="utf-8"), re.MULTILINE)
                slugs = [re.sub(r"[^\w-]", "", each.lower().replace(" ", "-")) for each in headings]
                assert anchor in slugs, target


@pytest.mark.parametrize("page", [REFERENCE, TUTORIAL], ids=["reference", "tutorial"])
def test_a_whole_programme_fits_on_the_back_of_a_card(page, tmp_path):
    """3 x 10 with a minute between the sets, and thirty seconds of stretching on both sides."""
    programmes = [
        block
        for block in example(page, "title: Knee programme")
        if "settings:" not in block and "times: 3" in block
    ]
    (programme,) = programmes
    assert len(programme.splitlines()) < 25
    timeline = compiled(programme, tmp_path)
    holds = phases(timeline, "hold")
    raises = [hold for hold in holds if hold.section == "Straight leg raises"]
    stretches = [hold for hold in holds if hold.section == "Calf stretch"]
    assert [(hold.rep, hold.set) for hold in raises] == [
        (rep, number) for number in (1, 2, 3) for rep in range(1, 11)
    ]
    assert [hold.end_ms - hold.start_ms for hold in stretches] == [30 * SECOND] * 2
    pauses = [rest.end_ms - rest.start_ms for rest in phases(timeline, "rest")]
    assert pauses.count(MINUTE) == 2
    assert len(phases(timeline, "switch")) == 1
    sides = [re.findall("left foot|right foot", text) for _, text in said(timeline, "instruction")]
    assert [side for found in sides for side in found] == ["left foot", "right foot"]
    assert [text for _, text in said(timeline, "announce")] == [
        "Set two of three.",
        "Set three of three.",
    ]


def test_the_mistakes_of_the_tutorial_are_answered_as_it_shows():
    (right,) = (
        block
        for block in example(TUTORIAL, "title: Knee programme")
        if "announce: set" in block and "settings:" not in block
    )
    wrong = right.replace("hold: 5s", "hold: 5").replace("announce: set", "announce: sets")
    with pytest.raises(ScriptError) as caught:
        load(wrong, "knee.yaml")
    assert f"{caught.value}\n" in [block for _, block in blocks(TUTORIAL, "text")]


def test_the_reminder_that_the_tutorial_calls_too_long_is(program):
    *_, last = example(TUTORIAL, "title: Knee programme")
    reminder = "Keep the knee straight, and let the leg come down as slowly as ever you can."
    assert f"`{reminder}`" in " ".join(TUTORIAL.read_text(encoding="utf-8").split())
    script = program.folder / "knee.yaml"
    script.write_text(last.replace("Knee straight.", f'"{reminder}"'), encoding="utf-8")
    result = program.run("check", script.name)
    assert result.code == 0
    assert f"warning: there is no room for '{reminder}'" in result.out
    script.write_text(last, encoding="utf-8")
    assert program.run("check", script.name).out == "knee.yaml: nothing to mend\n"
