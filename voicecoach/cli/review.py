"""From the name of a script to all that is wrong with it, or might be better."""

from collections.abc import Sequence

import msgspec

from voicecoach.cli.orders import open_library
from voicecoach.cli.studio import open_speaker
from voicecoach.compiler.advice import advise as advise_session
from voicecoach.compiler.planning import plan
from voicecoach.compose import rehearse
from voicecoach.script.advice import advise as advise_script
from voicecoach.script.problems import Problem, ScriptError


def review(script: str, voice: str, rate: int) -> list[Problem]:
    """Return the problems of a script, in the order of their places.

    Raises:
        UsageError: there is no such script, or it cannot be read.
        VoicecoachError: the voice failed.
    """
    try:
        loaded = open_library().load(script)
        found = advise_script(loaded)
        with open_speaker(voice, rate) as speaker:
            made, _ = rehearse(plan(loaded), speaker)
        found += advise_session(made)
    except ScriptError as error:
        return list(error.problems)
    return sorted(found, key=lambda problem: problem.place)


def as_json(problems: Sequence[Problem]) -> str:
    """Write problems for an editor: lines and columns count from 1, columns in characters."""
    entries = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "end_column": problem.place.column + problem.place.length,
            "severity": problem.severity,
            "message": problem.message,
            "advice": problem.advice,
        }
        for problem in problems
    ]
    return msgspec.json.format(msgspec.json.encode(entries)).decode()
