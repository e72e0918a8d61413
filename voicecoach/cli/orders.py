"""What the user asks for: scripts and settings, found and checked before any work begins."""

from collections.abc import Sequence
from typing import cast, get_args

import msgspec

from voicecoach.compiler.plan import Guidance, Preferences
from voicecoach.config import read_config
from voicecoach.course.usual import load_usual
from voicecoach.errors import UnknownNameError
from voicecoach.home import Notes, find_home
from voicecoach.library import Library, bundled_folder
from voicecoach.script.loader import settings_of
from voicecoach.script.model import Script
from voicecoach.script.settings import Value, choose, differing, read_assignments


class Order(msgspec.Struct, frozen=True):
    """A session the user asked for, known to make sense so far.

    Attributes:
        name: of the script.
        script: itself.
        preferences: what the user wants of it.
    """

    name: str
    script: Script
    preferences: Preferences

    @property
    def differing(self) -> dict[str, Value]:
        """The settings that are not the default, by name in alphabetical order."""
        settings = settings_of(self.script)
        return differing(settings, choose(settings, self.preferences.settings))


def open_library() -> Library:
    """Return the listener's own scripts and the bundled ones."""
    return Library((find_home().scripts, bundled_folder()))


def take_order(script: str, assignments: Sequence[str] | None, guidance: str, seed: int) -> Order:
    """Load a script and see that its settings can be as the user wishes.

    Raises:
        UsageError: there is no such script, it cannot be read, or a setting is wrong.
    """
    library = open_library()
    loaded = library.load(script)
    name, settings, home = library.find(script).name, settings_of(loaded), find_home()
    wishes = read_config(home.config_file).wishes(read_assignments(assignments or ()), settings)
    wishes = load_usual(Notes(home.usual), name).wishes(wishes, settings)
    choose(settings, wishes)
    return Order(name, loaded, Preferences(wishes, read_guidance(guidance), seed))


def read_guidance(word: str) -> Guidance:
    """Read how much is to be said.

    Raises:
        UnknownNameError: there is no such guidance.
    """
    for guidance in get_args(Guidance):
        if guidance == word:
            return cast("Guidance", guidance)
    raise UnknownNameError("guidance", word, get_args(Guidance))
