"""The settings that a script is usually done with: those the listener has accepted, or told."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from voicecoach.errors import SettingError
from voicecoach.home import Notes
from voicecoach.script.settings import Setting

if TYPE_CHECKING:
    from voicecoach.course.judging import Verdict


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """How the listener usually does a script.

    Attributes:
        script_name: by which it is asked for.
        settings: those accepted or kept, by name, as they are written.
        answered_at: when a proposal was last answered, or settings kept; sessions before it
            lead to no proposal.
    """

    script_name: str
    settings: Mapping[str, str] = {}
    answered_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    def accepting(self, proposal: "Verdict", now: datetime) -> "Usual":
        """Return this with a proposal accepted."""
        change = proposal.change
        return self.keeping({change.setting: change.new} if change else {}, now)

    def keeping(self, settings: Mapping[str, str], now: datetime) -> "Usual":
        """Return this with settings of the listener's own."""
        return msgspec.structs.replace(
            self, settings={**self.settings, **settings}, answered_at=now
        )

    def declining(self, now: datetime) -> "Usual":
        """Return this with a proposal declined."""
        return msgspec.structs.replace(self, answered_at=now)

    def forgetting(self) -> "Usual":
        """Return this without any setting of the listener's."""
        return msgspec.structs.replace(self, settings={})

    def wishes(
        self, assigned: Mapping[str, str], settings: Mapping[str, Setting]
    ) -> dict[str, str]:
        """Return the settings asked for, and the usual ones where nothing else is.

        Args:
            assigned: what was asked for, by name of the setting.
            settings: of the script; what it takes no longer is not wished.
        """
        usual = {name: text for name, text in self.settings.items() if _takes(settings, name, text)}
        return {**usual, **assigned}


def load_usual(notes: Notes, script_name: str) -> Usual:
    """Return what was kept of a script; nothing where that cannot be read."""
    try:
        usual = msgspec.json.decode(notes.get(script_name) or b"", type=Usual)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Usual(script_name=script_name)
    return usual if usual.script_name == script_name else Usual(script_name=script_name)


def save_usual(notes: Notes, usual: Usual) -> None:
    """Keep it; where that cannot be, `notes.problem` says why."""
    notes.put(usual.script_name, msgspec.json.encode(usual))


def _takes(settings: Mapping[str, Setting], name: str, text: str) -> bool:
    if name not in settings:
        return False
    try:
        settings[name].read(name, text)
    except SettingError:
        return False
    return True
