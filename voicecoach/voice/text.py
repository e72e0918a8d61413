"""Script text as a voice may have it: words, nothing that could command it."""

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def plain(text: str) -> str:
    """Return `text` on one line, without control characters and lone surrogates."""
    return _CONTROL.sub(" ", text).strip()
