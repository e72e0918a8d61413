"""Arguments and options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from voicecoach.units import Milliseconds

SLOWEST, FASTEST = 80, 450
"""Words a minute that eSpeak NG can speak."""

Script = Annotated[
    str, typer.Argument(metavar="SCRIPT", help="Name of a script, or the path of one.")
]
Scripts = Annotated[
    list[str], typer.Argument(metavar="SCRIPT…", help="Names of scripts, or paths.")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Change a setting, such as hold=8s."),
]
Voice = Annotated[
    str,
    typer.Option("--voice", metavar="NAME", help="espeak, espeak:VARIANT, system or system:NAME."),
]
Rate = Annotated[
    int,
    typer.Option("--rate", metavar="WPM", min=SLOWEST, max=FASTEST, help="Words a minute."),
]
Guidance = Annotated[
    str,
    typer.Option(
        "--guidance", metavar="full|brief|minimal", help="How much is said besides the counting."
    ),
]
FadingGuidance = Annotated[
    str | None,
    typer.Option(
        "--guidance",
        metavar="full|brief|minimal",
        help="How much is said besides the counting (default: less once it is known).",
    ),
]
Music = Annotated[
    Path | None,
    typer.Option("--music", metavar="PATH", help="Music to play underneath: file or folder."),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", help="Order of what a script has shuffled.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]

DEFAULT_VOICE = "espeak"
DEFAULT_RATE = 165
DEFAULT_GUIDANCE = "full"
DEFAULT_SEED = 0


def read_length(option: str, text: str) -> "Milliseconds":
    """Read an option's duration.

    Raises:
        UsageError: it is none, or nothing.
    """
    from voicecoach.errors import UsageError
    from voicecoach.units import parse_duration

    try:
        length = parse_duration(text)
    except ValueError:
        length = None
    if not length:
        raise UsageError(f"{option} '{text}' is not a duration: write it like 10s or 1min 30s")
    return length
