"""Words of others on a terminal: shown as they are, never obeyed."""

import unicodedata


def harmless(text: str) -> str:
    """Return a text in one line, without anything that a terminal would obey."""
    visible = (" " if one.isspace() else one for one in text)
    return "".join(one for one in visible if unicodedata.category(one)[0] != "C")
