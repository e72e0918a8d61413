"""The config file: what it may hold, what it says of mistakes, what goes before it."""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Annotated

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.kit import REPOSITORY, UNMEASURED, bundled, script_of
from voicecoach import config as module
from voicecoach.cli import options
from voicecoach.config import VOICES, Config, ConfigError, read_config
from voicecoach.home import find_home
from voicecoach.player.outputs import AUTO, OUTPUTS
from voicecoach.script.loader import settings_of
from voicecoach.track.export import FORMATS
from voicecoach.voice import catalogue

EVERYTHING = (
    'voice = "espeak:f3"\nrate = 150\nside = "left"\noutput = "silent"\nformat = ["mp3", "wav"]\n'
)
FULL = Config(voice="espeak:f3", rate=150, side="left", output="silent", formats=("mp3", "wav"))

MISTAKES = [
    (
        "voise = 'espeak'",
        "there is no 'voise' (did you mean 'voice'?); there can be: voice, rate, side, output, format",
    ),
    ("colour = 'red'", "there is no 'colour'; there can be: voice,"),
    (
        "[voice]\nname = 'espeak'",
        "'voice' cannot be that: it takes one of espeak, espeak:VARIANT, system",
    ),
    ("voice = 'expeak'", "'voice' cannot be 'expeak' (did you mean 'espeak'?): it takes one of"),
    ("voice = 'espeak:'", "'voice' cannot be 'espeak:'"),
    ("voice = ''", "'voice' cannot be ''"),
    ("voice = 3", "'voice' cannot be 3"),
    ("rate = '150'", "'rate' cannot be '150': it takes a whole number from 80 to 450"),
    ("rate = 150.0", "'rate' cannot be 150.0: it takes"),
    ("rate = true", "'rate' cannot be True: it takes"),
    ("rate = 79", "'rate' cannot be 79: it takes a whole number from 80 to 450"),
    ("rate = 451", "'rate' cannot be 451"),
    ("side = 'lefft'", "'side' cannot be 'lefft' (did you mean 'left'?): it takes left or right"),
    ("side = ['left']", "'side' cannot be that"),
    ("output = 'minaudio'", "'output' cannot be 'minaudio' (did you mean 'miniaudio'?)"),
    ("format = 'ogg'", "'format' cannot be 'ogg': it takes one or a list of wav, mp3"),
    ("format = []", "'format' cannot be that"),
    ("format = ['mp3', 3]", "'format' cannot be that"),
    ("voice = 'x'\nvoice = 'y'", "this is not TOML: "),
    ("voice: espeak", "this is not TOML: "),
    ("rate = 1" + "0" * 5000, "this is not TOML: "),
    ("rate = 0x1" + "0" * 5000, "'rate' cannot be that: it takes"),
    ("x = " + "[" * 5000, "this is not TOML: "),
    ("#" * 200_000, "it is larger than 100,000 bytes"),
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config.toml"


def test_no_file_wants_nothing(file):
    assert read_config(file) == Config()
    assert read_config(file / "below") == Config()


def test_an_empty_file_wants_nothing(file):
    file.write_text("# nothing yet\n")
    assert read_config(file) == Config()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_everything_can_stand_there(file, encoding):
    file.write_text(EVERYTHING, encoding=encoding)
    assert read_config(file) == FULL
    assert list(FULL.entries()) == list(module.KEYS)
    assert FULL.entries()["format"] == "mp3, wav"


def test_what_is_not_toml_says_where_and_how_to_write_it(file):
    file.write_text("rate = 150\nvoice: espeak")
    with pytest.raises(ConfigError, match=r'line 2.*; write lines such as voice = "espeak:f3"$'):
        read_config(file)


def test_one_format_needs_no_list(file):
    file.write_text('format = "wav"')
    assert read_config(file) == Config(formats=("wav",))


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_names_the_file_the_key_and_what_is_allowed(file, text, message):
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert caught.value.exit_code == 2
    assert f"{file}: {message}" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_all_mistakes_are_told_at_once(file):
    file.write_text("rate = 9\nsize = 3\n")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert [str(file) in line for line in str(caught.value).splitlines()] == [True, True]


def test_a_file_that_is_not_text_or_a_folder_is_a_mistake(file):
    file.write_bytes(b"voice = '\xff'")
    with pytest.raises(ConfigError, match="this is not UTF-8"):
        read_config(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(ConfigError, match="it cannot be read: "):
        read_config(file)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_a_config_or_one_error(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    with suppress(ConfigError):
        assert isinstance(read_config(file), Config)


def test_the_names_and_limits_are_those_of_the_command_line():
    assert (AUTO, *OUTPUTS) == module.OUTPUTS
    assert set(FORMATS) <= set(module.FORMATS)
    assert (options.SLOWEST, options.FASTEST) == (module.SLOWEST, module.FASTEST)


def test_without_a_file_no_toml_is_imported(file):
    program = (
        "import sys\nfrom pathlib import Path\nfrom voicecoach.config import read_config\n"
        "read_config(Path(sys.argv[1]))\nprint('tomllib' in sys.modules, 'numpy' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | UNMEASURED,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False"]


def test_the_usual_side_is_that_of_scripts_that_have_sides():
    left = Config(side="left")
    sitting = settings_of(bundled("sitting"))
    assert left.wishes({}, sitting) == {"side": "left"}
    assert left.wishes({"side": "right"}, sitting) == {"side": "right"}
    assert left.wishes({"hold": "8s"}, sitting) == {"side": "left", "hold": "8s"}
    assert Config().wishes({"hold": "8s"}, sitting) == {"hold": "8s"}


@pytest.mark.parametrize(
    "head",
    [
        "",
        "settings: {side: {choices: [front, back], default: front}}",
        "settings: {side: {default: 3}}",
    ],
)
def test_a_script_without_such_sides_keeps_its_own(head):
    settings = settings_of(script_of("{hold: 5s}", head=head))
    assert Config(side="left").wishes({}, settings) == {}


@pytest.mark.parametrize(
    ("arguments", "config", "expected"),
    [
        ([], Config(), "espeak 165"),
        ([], Config(voice="system"), "system 165"),
        ([], FULL, "espeak:f3 150"),
        (["--rate", "200"], FULL, "espeak:f3 200"),
        (["--voice", "espeak"], FULL, "espeak 150"),
    ],
)
def test_options_go_before_the_config_and_that_before_the_defaults(arguments, config, expected):
    app = typer.Typer()

    def usual(context: typer.Context):
        context.default_map = {"play": config.options()}

    def play(
        voice: options.Voice = options.DEFAULT_VOICE,
        rate: Annotated[int, typer.Option()] = options.DEFAULT_RATE,
    ):
        typer.echo(f"{voice} {rate}")

    app.callback()(usual)
    app.command("play")(play)
    assert CliRunner().invoke(app, ["play", *arguments]).output == f"{expected}\n"


def test_a_home_of_its_own_holds_everything(tmp_path):
    home = find_home({"VOICECOACH_HOME": str(tmp_path)})
    assert home.config_file == tmp_path / "config.toml"
    for folder in (home.cache, home.scripts, home.state, home.bookmarks, home.diary_file):
        assert folder.is_relative_to(tmp_path)


def test_without_one_each_folder_is_where_the_platform_wants_it():
    home = find_home({})
    assert home.config_file.parent == home.config
    assert len({home.cache, home.scripts, home.bookmarks, home.diary_file}) == 4


def test_the_voices_are_those_of_the_program():
    assert VOICES == catalogue.FORMS
