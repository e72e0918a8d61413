"""Lengths and amounts in words, put together alike in every language."""

from collections.abc import Callable, Mapping

import msgspec

from voicecoach.script.settings import format_amount
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds

Number = Callable[[int], str]
"""Writes a whole number in words."""

ONE = 1000
"""The amount of exactly one unit, in its thousandths."""


class Noun(msgspec.Struct, frozen=True):
    """A word for a unit; with ``{}`` in it where the number does not come first.

    Attributes:
        one: after one: ``minute``.
        many: after any other number: ``minutes``.
        number: a number in the form it has before this word: ``une`` seconde, ``un`` kilo.
    """

    one: str
    many: str
    number: Number


class Measures(msgspec.Struct, frozen=True, kw_only=True):
    """How a language says lengths and amounts.

    Attributes:
        number: a number that stands alone, or is one of a count.
        counted: a number before what it counts, in the gender that fits "times".
        hour: the word, with its number.
        minute: the word, with its number.
        second: the word, with its number.
        units: units that people write short, such as ``kg``.
        nothing: what a length of 0 s is called.
        point: between the whole seconds and their fraction, spaces included.
        mark: the same in figures.
        gap: between a number and its word, and between hours, minutes and seconds.
        joint: before the last of these instead.
        singular_below: amounts below this many thousandths take the word for one.
    """

    number: Number
    counted: Number
    hour: Noun
    minute: Noun
    second: Noun
    units: Mapping[str, Noun]
    nothing: str
    point: str
    mark: str = "."
    gap: str = " "
    joint: str = " "
    singular_below: int = 0

    def duration(self, time: Milliseconds) -> str:
        """Write a length in words: ``one minute thirty seconds``."""
        minutes, rest = divmod(time, MINUTE)
        hours, minutes = divmod(minutes, HOUR // MINUTE)
        parts = [
            self._whole(count, noun)
            for count, noun in ((hours, self.hour), (minutes, self.minute))
            if count
        ]
        if rest:
            parts.append(self._seconds(rest))
        *first, last = parts or [self.nothing]
        return self.joint.join([self.gap.join(first), last] if first else [last])

    def quantity(self, thousandths: int, unit: str) -> str:
        """Write an amount of a unit in figures, and in words where a voice would misread them.

        A voice reads a figure as the number that stands alone; where the noun wants another
        form, as in ``ein Kilogramm``, that is written out.
        """
        noun = self.units.get(unit) or Noun(unit, unit, self.number)
        whole, fraction = divmod(thousandths, ONE)
        if not fraction and noun.number(whole) != self.number(whole):
            return self._whole(whole, noun)
        figure = format_amount(thousandths).replace(".", self.mark)
        return self._joined(figure, noun, thousandths)

    def _seconds(self, time: int) -> str:
        whole, fraction = divmod(time, SECOND)
        if not fraction:
            return self._whole(whole, self.second)
        digits = self.gap.join(self.number(int(digit)) for digit in f"{fraction:03d}".rstrip("0"))
        return self._joined(f"{self.number(whole)}{self.point}{digits}", self.second, time)

    def _whole(self, count: int, noun: Noun) -> str:
        return self._joined(noun.number(count), noun, count * ONE)

    def _joined(self, number: str, noun: Noun, thousandths: int) -> str:
        single = thousandths == ONE or thousandths < self.singular_below
        word = noun.one if single else noun.many
        return word.format(number) if "{}" in word else f"{number}{self.gap}{word}"
