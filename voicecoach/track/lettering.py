"""Letters on a cover: a font of this computer that has them, as large as there is room."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from voicecoach.picture.lettering import clip, drawable, wrap

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_FONTS = (
    *("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "NotoSans-Bold.ttf"),
    *("segoeuib.ttf", "arialbd.ttf", "Arial Bold.ttf", "HelveticaNeue.ttc"),
    *("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc"),
    *("DroidSansFallbackFull.ttf", "msyhbd.ttc", "simhei.ttf", "malgunbd.ttf", "YuGothB.ttc"),
    *("PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Medium.ttc", "Arial Unicode.ttf"),
)
"""Files to look for where Linux, Windows and macOS have their fonts, those with Chinese last."""

_NO_CHARACTER = "\uffff"
"""No font has it, so it looks as all that a font does not have."""

_SPELT = str.maketrans({"ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o"})
"""Letters that are no accented ones, in plain letters."""

_MOST_LINES = 3
_PROBE = 20
"""Size in which fonts are tried."""

FontOf = Callable[[int], "FreeTypeFont"]
"""A font in the size asked for, in pixels."""


class Text(msgspec.Struct, frozen=True):
    """Lines in one font.

    Attributes:
        lines: none where no font has the letters.
        font: of all of them.
        size: height of a line in pixels.
    """

    lines: tuple[str, ...]
    font: "FreeTypeFont"
    size: int


def set_text(text: str, room: Callable[[int, int], float], sizes: range) -> Text:
    """Break `text` into a few lines, as large as there is room; what is too long ends in dots.

    Letters that no font here has lose their accents; where that does not help, there are no
    lines.

    Args:
        text: of any language.
        room: how wide lines may be, by their size and by how many there are.
        sizes: to choose from, the largest first.
    """
    shown, font_of = _font_for(" ".join(drawable(text).split()))
    for size in sizes:
        font = font_of(size)
        for count in range(1, _MOST_LINES + 1):
            lines = tuple(wrap(shown, room(size, count), font.getlength))
            if len(lines) <= count and " ".join(lines) == shown:
                return Text(lines, font, size)
    return _cut(shown, font_of(sizes[-1]), sizes[-1], room(sizes[-1], _MOST_LINES))


def _cut(text: str, font: "FreeTypeFont", size: int, width: float) -> Text:
    lines = list(wrap(text, width, font.getlength))
    kept, rest = lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1 :]
    last = [clip(" ".join(rest), width, font.getlength)] if rest else []
    return Text((*kept, *last), font, size)


def _font_for(text: str) -> tuple[str, FontOf]:
    """Return a font that has the letters of `text`, and what of `text` it can show."""
    for plain in (text, _without_accents(text), ""):
        for font_of in _fonts():
            if _has(font_of(_PROBE), plain):
                return plain, font_of
    raise AssertionError("any font can show nothing")


def _fonts() -> Iterator[FontOf]:
    """Yield the fonts that are here; the last one comes with Pillow and has no accents."""
    from PIL import ImageFont  # noqa: PLC0415 - 200 ms, and covers are cached

    for name in _FONTS:
        with suppress(OSError):
            ImageFont.truetype(name, _PROBE)
            yield partial(ImageFont.truetype, name)
    yield _own


def _own(size: int) -> "FreeTypeFont":
    from PIL.ImageFont import FreeTypeFont, load_default  # noqa: PLC0415 - as above

    font = load_default(size)
    if not isinstance(font, FreeTypeFont):  # Pillow was built without FreeType
        raise TypeError("this Pillow cannot draw letters")
    return font


def _has(font: "FreeTypeFont", text: str) -> bool:
    missing = bytes(font.getmask(_NO_CHARACTER))
    return all(bytes(font.getmask(letter)) != missing for letter in set(text) - {" "})


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(_SPELT))
    return "".join(part for part in parts if not unicodedata.combining(part))
