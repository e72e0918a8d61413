"""Pages of HTML that keep to themselves.

What is filled in is text, never markup, and a browser loads, runs and obeys nothing but what the
page brings along (Content Security Policy Level 3, with hashes).
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

_NOTHING_ELSE = (
    "default-src 'none'",
    "img-src data:",
    "media-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
)


def asset(package: str, name: str) -> str:
    """Return a text file of a package."""
    return files(package).joinpath(name).read_text("utf-8")


def fill(template: str, *, style: str, script: str = "", **values: object) -> Iterator[str]:
    """Fill in a template, and yield the page in pieces.

    Args:
        template: in Jinja's language; ``policy``, ``style`` and ``script`` are for its head.
        style: of this page, after what all pages have in common.
        script: the only program of the page.
        values: by name; iterators are used up only as the page is.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - 40 ms, for pages only
    from markupsafe import Markup  # noqa: PLC0415 - as above

    whole = asset(__package__, "html.css") + style
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(template).generate(
        policy=_policy(whole, script),
        style=Markup(whole),  # noqa: S704 - ours, and no text of a session is in it
        script=Markup(script),  # noqa: S704 - as above
        **values,
    )


def _policy(style: str, script: str) -> str:
    allowed = f"style-src {_hash(style)}", f"script-src {_hash(script)}"
    return "; ".join([*_NOTHING_ELSE, *allowed])


def _hash(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
