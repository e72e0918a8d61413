"""Shapes and words as SVG. Everything written is data to the XML library, never markup."""

from typing import Literal
from xml.etree import ElementTree as ET

import msgspec

from voicecoach.picture.lettering import columns, drawable

_NAMESPACE = "http://www.w3.org/2000/svg"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_EM_A_COLUMN = 0.54
"""A little more than the letters of a text take on the average in the wider sans-serifs."""

_BOLDER = 1.1

Anchor = Literal["start", "middle", "end"]


class Box(msgspec.Struct, frozen=True):
    """A rectangle, in the units of the drawing.

    Attributes:
        x: its left edge.
        y: its upper edge.
        width: to the right.
        height: downward.
    """

    x: float
    y: float
    width: float
    height: float


class Font(msgspec.Struct, frozen=True):
    """How words look.

    Attributes:
        size: of the letters, in the units of the drawing.
        colour: of the letters.
        bold: whether they are heavy.
        halo: colour around the letters, where what is behind them is uneven.
    """

    size: float
    colour: str = "#000000"
    bold: bool = False
    halo: str | None = None

    def width(self, text: str) -> float:
        """About how wide a text is, in whichever sans-serif letters it is shown."""
        return columns(text) * _EM_A_COLUMN * self.size * (_BOLDER if self.bold else 1)


class Drawing:
    """A page that shapes and words are put on, the later above the earlier."""

    def __init__(self, title: str, language: str) -> None:
        self._root = ET.Element(
            "svg", {"xmlns": _NAMESPACE, _XML_LANG: drawable(language), "role": "img"}
        )
        self._root.set("font-family", "sans-serif")
        ET.SubElement(self._root, "title").text = drawable(title)
        self._defs = ET.SubElement(self._root, "defs")

    def pattern(self, name: str, background: str, size: float, *strokes: ET.Element) -> str:
        """Define a fill of strokes that repeat every `size`, and return how it is named."""
        box = {"width": _number(size), "height": _number(size)}
        made = ET.SubElement(
            self._defs, "pattern", {"id": name, "patternUnits": "userSpaceOnUse", **box}
        )
        ET.SubElement(made, "rect", {**box, "fill": background})
        made.extend(strokes)
        return f"url(#{name})"

    def box(self, box: Box, fill: str, stroke: str = "none", dashes: str = "") -> None:
        """Draw a rectangle."""
        attributes = {
            "x": _number(box.x),
            "y": _number(box.y),
            "width": _number(box.width),
            "height": _number(box.height),
            "fill": fill,
            "stroke": stroke,
        }
        if dashes:
            attributes["stroke-dasharray"] = dashes
        ET.SubElement(self._root, "rect", attributes)

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        """Draw a line."""
        self._root.append(stroke(start, end, colour, 1))

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a filled circle."""
        attributes = {"cx": _number(x), "cy": _number(y), "r": _number(radius), "fill": colour}
        ET.SubElement(self._root, "circle", attributes)

    def words(self, x: float, y: float, text: str, font: Font, anchor: Anchor = "start") -> None:
        """Write one line of words whose letters stand on `y`."""
        attributes = {
            "x": _number(x),
            "y": _number(y),
            "font-size": _number(font.size),
            "fill": font.colour,
        }
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if font.bold:
            attributes["font-weight"] = "bold"
        if font.halo:
            attributes |= {"stroke": font.halo, "stroke-width": "3", "paint-order": "stroke"}
        ET.SubElement(self._root, "text", attributes).text = drawable(text)

    def page(self, width: float, height: float, millimetres: tuple[int, int]) -> bytes:
        """Return the drawing as a file, for a sheet of paper of that size."""
        ground = {"width": "100%", "height": "100%", "fill": "#ffffff"}
        self._root.insert(0, ET.Element("rect", ground))
        self._root.set("viewBox", f"0 0 {_number(width)} {_number(height)}")
        self._root.set("width", f"{millimetres[0]}mm")
        self._root.set("height", f"{millimetres[1]}mm")
        self._root.set("preserveAspectRatio", "xMidYMin")
        ET.indent(self._root, " ")
        written: bytes = ET.tostring(self._root, encoding="utf-8", xml_declaration=True)
        return written + b"\n"


def stroke(
    start: tuple[float, float], end: tuple[float, float], colour: str, width: float
) -> ET.Element:
    """Return a line, to be drawn or to be part of a pattern."""
    attributes = {
        "x1": _number(start[0]),
        "y1": _number(start[1]),
        "x2": _number(end[0]),
        "y2": _number(end[1]),
        "stroke": colour,
        "stroke-width": _number(width),
    }
    return ET.Element("line", attributes)


def _number(value: float) -> str:
    """Write a number as short as a hundredth of a unit allows."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
