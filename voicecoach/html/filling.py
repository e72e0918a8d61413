"""Templates filled in, so that nothing but what is ours is obeyed.

What is filled in is text, never markup, and a browser loads, runs and applies nothing but what
the page brings along (Content Security Policy Level 3, with hashes).
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


def fill(
    template: str,
    *,
    title: str,
    language: str,
    style: str,
    script: str = "",
    **values: object,
) -> Iterator[str]:
    """Fill in a template, and yield the page in pieces.

    Args:
        template: in Jinja's language, with blocks for the frame that all pages have.
        title: of the page.
        language: of the page's own words, BCP 47.
        style: of this page, after that of all pages.
        script: the only program of the page.
        values: by name; iterators are used up only as the page is.
    """
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - 40 ms, for pages only
    from markupsafe import Markup  # noqa: PLC0415 - as above

    environment = Environment(
        loader=DictLoader({"frame": asset(__package__, "frame.html"), "page": template}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    whole = asset(__package__, "frame.css") + style
    return environment.get_template("page").generate(
        title=title,
        language=language,
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
