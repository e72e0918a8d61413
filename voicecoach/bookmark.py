"""Bookmarks: where a session was, so that it can go on there after whatever ended it.

All but `load`, `save` and `clear` are pure.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

import msgspec

from voicecoach.compiler.plan import Preferences
from voicecoach.home import Notes
from voicecoach.script.loader import settings_of
from voicecoach.script.model import Script
from voicecoach.script.settings import choose, differing
from voicecoach.timeline import Phase, Timeline
from voicecoach.units import Milliseconds, format_clock

VERSION = 1

_UNHEARD = frozenset({"place", "summary", "dose", "equipment", "about"})
"""Fields of a script that nobody hears: with others it is still the same session."""

_START = Milliseconds(0)


class Bookmark(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a session.

    Attributes:
        version: of this form.
        script_name: by which the script is asked for.
        digest: of what the script says; see `digest_of`.
        preferences: what the listener wanted; only the settings that are not the default,
            as they are written in full.
        phase_index: of the phase in the timeline.
        position_ms: from the start of the session.
    """

    version: int = VERSION
    script_name: str
    digest: str
    preferences: Preferences
    phase_index: Annotated[int, msgspec.Meta(ge=0)] = 0
    position_ms: Annotated[Milliseconds, msgspec.Meta(ge=0)] = _START

    def at(self, timeline: Timeline, position: Milliseconds) -> "Bookmark":
        """Return the bookmark moved to where the session is."""
        index = timeline.phase_index_at(position)
        return msgspec.structs.replace(self, phase_index=index, position_ms=position)


class Resumption(msgspec.Struct, frozen=True):
    """Where a session is to begin.

    Attributes:
        start_ms: the start of a phase; 0 for a session that starts anew.
        message: what the listener has to be told of it.
    """

    start_ms: Milliseconds
    message: str


def bookmark_for(script_name: str, script: Script, preferences: Preferences) -> Bookmark:
    """Return the bookmark at the start of a session.

    Raises:
        UsageError: a setting cannot be as the listener wishes.
    """
    settings = settings_of(script)
    changed = differing(settings, choose(settings, preferences.settings))
    written = {name: value.text for name, value in changed.items()}
    return Bookmark(
        script_name=script_name,
        digest=digest_of(script),
        preferences=msgspec.structs.replace(preferences, settings=written),
    )


def digest_of(script: Script) -> str:
    """Return a checksum of what a script says, with the scripts that it includes.

    It is made of the script's values, not of its text. So comments, layout, the order of
    settings and where the file lies make no difference, nor does what is never heard; any
    word, length, default or limit does. It is the same in every process.
    """
    content = json.dumps(_content(script), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _content(value: object) -> object:
    """Return a value of the model as JSON can hold it, without what nobody hears."""
    if isinstance(value, msgspec.Struct):
        fields = [name for name in value.__struct_fields__ if name not in _UNHEARD]
        return [type(value).__name__, {name: _content(getattr(value, name)) for name in fields}]
    if isinstance(value, Mapping):
        return {str(key): _content(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_content(item) for item in value]
    return value


def difference(kept: Bookmark, here: Bookmark) -> str:
    """Tell as a clause why `kept` is no place in the session of `here`; empty where it is one."""
    if kept.digest != here.digest:
        return "the script has changed since"
    then, now = kept.preferences, here.preferences
    if then.settings != now.settings:
        return f"it was left with {_settings(then)}, and this is with {_settings(now)}"
    if then.guidance != now.guidance:
        return f"it was left with {then.guidance} guidance, and this is with {now.guidance}"
    if then.seed != now.seed:
        return f"it was left with --seed {then.seed}, and this is with --seed {now.seed}"
    return ""


def resume(kept: Bookmark | None, here: Bookmark, timeline: Timeline) -> Resumption:
    """Find where a session goes on: at the start of the phase it was in, where it is the same.

    Args:
        kept: what was loaded.
        here: the start of the session that is about to begin.
        timeline: of that session.
    """
    if kept is None:
        return Resumption(_START, f"no session of '{here.script_name}' was left; starting anew")
    if reason := difference(kept, here):
        return Resumption(_START, f"{reason}; starting anew")
    if kept.phase_index >= len(timeline.phases):
        return Resumption(_START, "the session is not as long any more; starting anew")
    phase = timeline.phases[kept.phase_index]
    return Resumption(phase.start_ms, f"going on at {_place(phase)}")


def _settings(preferences: Preferences) -> str:
    written = [f"{name}={text}" for name, text in sorted(preferences.settings.items())]
    return ", ".join(written) or "the usual settings"


def _place(phase: Phase) -> str:
    repetition = f", {phase.rep} of {phase.of}" if phase.of > 1 else ""
    return f"{format_clock(phase.start_ms)}: {phase.label}{repetition}"


def save(notes: Notes, bookmark: Bookmark) -> None:
    """Keep a bookmark in place of the last one of its script; `notes.problem` says why not.

    It waits for the disk, so it is never called by a thread that sound depends on.
    """
    with suppress(UnicodeEncodeError):  # a name from the command line that is no text
        notes.put(bookmark.script_name, msgspec.json.encode(bookmark))


def load(notes: Notes, script_name: str) -> Bookmark | None:
    """Return the bookmark kept of a script; None where there is none that makes sense."""
    content = notes.get(script_name)
    if content is None:
        return None
    try:
        kept = msgspec.json.decode(content, type=Bookmark)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return kept if (kept.version, kept.script_name) == (VERSION, script_name) else None


def clear(notes: Notes, script_name: str) -> None:
    """Forget where a script was left."""
    notes.remove(script_name)
