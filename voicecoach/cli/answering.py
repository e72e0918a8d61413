"""The listener's answers to proposals, and the course that they answer to."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from voicecoach.cli.diaries import open_diary
from voicecoach.cli.options import DEFAULT_GUIDANCE, DEFAULT_SEED
from voicecoach.cli.orders import open_library, take_order
from voicecoach.course.judging import Verdict
from voicecoach.course.stepping import ladder_of
from voicecoach.course.survey import Known, Survey, survey
from voicecoach.course.usual import Usual, load_usual, save_usual
from voicecoach.errors import UnknownNameError, UsageError, VoicecoachError
from voicecoach.home import Notes, find_home
from voicecoach.script.loader import settings_of
from voicecoach.script.settings import choose, read_assignments

_ALL_WEEKS = 5200
"""A proposal may rest on sessions long ago."""


def look(moment: datetime, weeks: int) -> Survey:
    """Survey the last weeks of the diary.

    Raises:
        DiaryError: it cannot be read.
    """
    diary = open_diary()
    entries = diary.entries()
    known = _known({entry.script for entry in entries})
    return survey(entries, diary.history(), known, moment.date(), weeks)


def accept(script: str, moment: datetime) -> str:
    """Do as is proposed for a script from now on, and tell of it.

    Raises:
        UsageError: nothing is proposed for it, or it cannot be kept.
    """
    proposal = _proposal(script, moment)
    usual = load_usual(_notes(), script).accepting(proposal, moment)
    _save(usual)
    if proposal.change is None:
        return f"{script}: {proposal.advice}"
    return f"{script}: {proposal.change.in_words} from now on; {_undoing(script)}"


def decline(script: str, moment: datetime) -> str:
    """Leave a script as it is until there is something new, and tell of it.

    Raises:
        UsageError: nothing is proposed for it, or it cannot be kept.
    """
    _proposal(script, moment)
    _save(load_usual(_notes(), script).declining(moment))
    return f"{script} stays as it is; the sessions so far lead to no proposal again"


def keep(script: str, moment: datetime, assignments: Sequence[str]) -> str:
    """Do a script with other settings from now on, and tell of it.

    Raises:
        UsageError: there is no such script, a setting is wrong, or it cannot be kept.
    """
    order = take_order(script, assignments, DEFAULT_GUIDANCE, DEFAULT_SEED)
    chosen = choose(settings_of(order.script), order.preferences.settings)
    settings = {name: chosen[name].text for name in read_assignments(assignments)}
    _save(load_usual(_notes(), order.name).keeping(settings, moment))
    words = ", ".join(f"{name} {text}" for name, text in settings.items())
    return f"{order.name}: {words} from now on; {_undoing(order.name)}"


def forget(script: str, _moment: datetime) -> str:
    """Go back to a script's own settings, and tell of it.

    Raises:
        UsageError: nothing was accepted for it, or it cannot be kept.
    """
    usual = load_usual(_notes(), script)
    if not usual.settings:
        raise UsageError(f"there is nothing to forget: nothing was accepted or kept for '{script}'")
    _save(usual.forgetting())
    return f"{script} is as its author set it again"


def _proposal(script: str, moment: datetime) -> Verdict:
    verdicts = {one.script: one.verdict for one in look(moment, _ALL_WEEKS).strands}
    if script not in verdicts:
        advice = "'voicecoach progress' shows what is proposed"
        raise UnknownNameError("script in the diary called", script, sorted(verdicts), advice)
    if not verdicts[script].is_proposal:
        reasons = "; ".join(verdicts[script].reasons)
        raise UsageError(f"nothing is proposed for '{script}': {reasons}")
    return verdicts[script]


def _undoing(script: str) -> str:
    return f"'voicecoach progress --forget {script}' undoes it"


def _known(scripts: Iterable[str]) -> dict[str, Known]:
    return {script: _known_of(script, load_usual(_notes(), script)) for script in scripts}


def _known_of(script: str, usual: Usual) -> Known:
    """Return what is known of a script, which may be gone or broken meanwhile."""
    try:
        loaded = open_library().load(script)
    except VoicecoachError:
        return Known(script, None, usual)
    return Known(loaded.title, ladder_of(script, loaded), usual)


def _notes() -> Notes:
    return Notes(find_home().usual)


def _save(usual: Usual) -> None:
    notes = _notes()
    save_usual(notes, usual)
    if notes.problem:
        raise UsageError(f"this cannot be kept in {find_home().usual}: {notes.problem.strerror}")
