"""What a careful colleague would mention about a script that can be used."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from voicecoach.script.model import Include, PoolRef, Ref, Script, Words
from voicecoach.script.problems import Problem, warning
from voicecoach.script.values import REF

_UNITS = "s|sec|secs|min|mins|kg|g|cm|mm|m|lb|lbs|in|x"
_ABBREVIATIONS = r"approx|e\.g|i\.e|etc|vs|reps?|secs?|mins?|max|incl|resp"
_SPELLED_OUT = (
    re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)"),
    re.compile(rf"(?<!\w)\d+(?:[.,]\d+)?\s?(?:{_UNITS})(?!\w)"),
    re.compile(rf"(?<!\w)(?:{_ABBREVIATIONS})\.", re.IGNORECASE),
    re.compile(r"\d+\s?[x\u00d7]\s?\d+"),
    re.compile(r"https?:|www\.|[/&@#=<>*_+|~^\\{}\[\]\u2192\u2022]"),
)
"""Acronyms, units, abbreviations, 3x10, signs: a voice spells them out or skips them."""


def advise(script: Script) -> list[Problem]:
    """Warn of settings and cues that nothing uses, and of text that a voice would spell out."""
    parts = list(_parts(script))
    return [*_unused(script, parts), *_spelled_out(script, parts), *_cut_short(parts)]


def _cut_short(parts: list[msgspec.Struct]) -> Iterator[Problem]:
    """Texts that a number sign has ended: YAML takes it for the start of a comment."""
    for part in parts:
        if isinstance(part, Words):
            rest = part.place.text[part.place.column - 1 + part.place.length :]
            if re.match(r"\s+#\w", rest):
                message = f"the text ends before '{rest.strip()}'"
                yield warning(part.place, message, "put a text with a # in double quotes")


def _parts(value: Any) -> Iterator[msgspec.Struct]:  # noqa: ANN401 - anything in the model
    """Every value of the model in a script, but not what another script says."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            if not (isinstance(value, Include) and name == "script"):
                yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        yield from _parts(tuple(value.values()))


def _unused(script: Script, parts: list[msgspec.Struct]) -> Iterator[Problem]:
    pools = {part.name for part in parts if isinstance(part, PoolRef)}
    for name, pool in script.cues.items():
        if name not in pools:
            yield warning(pool.place, f"no step says the cues '{name}'", f"write 'cue: {name}'")
    used = {part.name for part in parts if isinstance(part, Ref)}
    for part in parts:
        used |= _names(part) if isinstance(part, Words) else set()
    for name, setting in script.settings.items():
        if name not in used and setting.place:
            message = f"nothing uses the setting '{name}'"
            yield warning(setting.place, message, f"write ${name} where it belongs, or remove it")


def _names(words: Words) -> set[str]:
    texts = " ".join(text for text in _variants(words))
    return {match["name"] or match["braced"] or "" for match in REF.finditer(texts)}


def _variants(words: Words) -> Iterator[str]:
    for text in (words.text, words.spoken, words.short, words.brief, words.minimal):
        if text:
            yield text


def _spelled_out(script: Script, parts: list[msgspec.Struct]) -> Iterator[Problem]:
    unspoken = {id(words) for part in parts for words in _unspoken(part)}
    for part in parts:
        if isinstance(part, Words) and id(part) not in unspoken:
            said = REF.sub("", part.spoken or part.text)
            for word in script.pronounce:
                said = said.replace(word, "")
            found = next(filter(None, (pattern.search(said) for pattern in _SPELLED_OUT)), None)
            if found:
                message = f"a voice would spell out or skip '{found[0]}'"
                advice = "write it as it is said, or add it under 'pronounce'"
                yield warning(part.place, message, advice)


def _unspoken(part: msgspec.Struct) -> list[Words]:
    """Words that are names and values, never said."""
    return [part.include, *part.with_.values()] if isinstance(part, Include) else []
