"""eSpeak NG as its wheel brings it: where it lies and whom it can speak as.

Read from the folders of the package `espeakng_loader`, without loading anything.
"""

import os
import sys
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from voicecoach.errors import UnavailableError
from voicecoach.voice.languages import candidates
from voicecoach.voice.packages import locate

_PACKAGE = "espeakng_loader"
_LIBRARIES = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
_LIBRARY = "libespeak-ng.so"


class EspeakData(msgspec.Struct, frozen=True, dict=True):
    """An installed eSpeak NG.

    Attributes:
        library: the shared library.
        data: the folder of its dictionaries and voices.
        version: of the package that brought it.
    """

    library: Path
    data: Path
    version: str

    @cached_property
    def identity(self) -> str:
        """The package's version and a checksum of the library: the same only for the same."""
        checksum = zlib.crc32(self.library.read_bytes())
        return f"espeakng-loader {self.version} ({self.library.name} {checksum:08x})"

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages and dialects it speaks, lower case; each is the name of a voice."""
        return frozenset(
            name.lower() for _, _, names in os.walk(self.data / "lang") for name in names
        )

    @cached_property
    def variants(self) -> dict[str, str]:
        """Ways of speaking that go with any language, such as ``f3``: lower case to exact."""
        return {path.name.lower(): path.name for path in (self.data / "voices" / "!v").iterdir()}

    def voice(self, variant: str, tag: str) -> str:
        """Name, as eSpeak NG takes it, of the voice that speaks the language `tag`.

        Args:
            variant: one of `variants`, one of `languages`, both joined by a plus sign, or
                empty for the language's own voice.
            tag: BCP 47.

        Raises:
            UnavailableError: there is no such variant, or nothing that speaks the language.
        """
        spoken = next((name for name in candidates(tag) if name in self.languages), None)
        if spoken is None:
            raise _unknown("espeak", f"eSpeak NG does not speak '{tag}'", self.languages)
        base, _, manner = variant.lower().partition("+")
        if base in self.variants and not manner:
            base, manner = "", base
        if manner and manner not in self.variants:
            reason = f"eSpeak NG has no variant '{manner}'"
            raise _unknown(f"espeak:{variant}", reason, self.variants)
        if base and base not in self.languages:
            reason = f"eSpeak NG has neither a variant nor a voice '{base}'"
            raise _unknown(f"espeak:{variant}", reason, {*self.variants, *self._like(spoken)})
        if base and base not in self._like(spoken):
            raise _unknown(
                f"espeak:{variant}", f"'{base}' does not speak '{tag}'", self._like(spoken)
            )
        return f"{base or spoken}+{self.variants[manner]}" if manner else base or spoken

    def _like(self, spoken: str) -> frozenset[str]:
        """Return the voices of the same language as the voice `spoken`."""
        return frozenset(name for name in self.languages if _primary(name) == _primary(spoken))


def find() -> EspeakData:
    """Find the installed eSpeak NG.

    Raises:
        UnavailableError: the package is missing, or has no library for this system.
    """
    package = locate(_PACKAGE)
    if package is None:
        raise _unavailable(f"the package {_PACKAGE} is not installed")
    library = package.folder / _LIBRARIES.get(sys.platform, _LIBRARY)
    if not library.is_file():
        raise _unavailable(f"the package {_PACKAGE} brings no library for this system")
    return EspeakData(library, package.folder / "espeak-ng-data", package.version)


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _unknown(voice: str, reason: str, choice: Iterable[str]) -> UnavailableError:
    return UnavailableError(
        f"voice '{voice}'", reason, f"choose one of: {', '.join(sorted(choice))}"
    )


def _unavailable(reason: str) -> UnavailableError:
    return UnavailableError("voice 'espeak'", reason, "install voicecoach again, or use 'system'")
