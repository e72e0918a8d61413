"""Which languages can stand for which: tags as scripts write them, tags as voices do."""

_SPOKEN_AS = {
    "en": "en-us",
    "en-gb": "en-gb-x-rp",
    "no": "nb",
    "zh": "cmn",
    "zh-hk": "yue",
}


def candidates(tag: str) -> tuple[str, ...]:
    """Tags a voice for the BCP 47 `tag` may bear, lower case, the best first.

    ``en-GB`` gives ``en-gb-x-rp``, ``en-gb``, ``en-us``, ``en``.
    """
    parts = tag.lower().replace("_", "-").split("-")
    shortened = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(
        name for shorter in shortened for name in (_SPOKEN_AS.get(shorter, ""), shorter) if name
    )
