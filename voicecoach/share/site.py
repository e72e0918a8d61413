"""What is served: a page that lists the sessions, and their files, under a path nobody guesses.

There is a fixed table of names and files. Nothing that a request says becomes a path.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import compare_digest
from typing import TYPE_CHECKING

import msgspec

from voicecoach.html.filling import asset, fill
from voicecoach.script.phrases import phrases_for
from voicecoach.units import Milliseconds, format_clock

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_MEDIA_TYPES = {".html": "text/html", ".mp3": "audio/mpeg"}


class Offer(msgspec.Struct, frozen=True):
    """A session as it is offered.

    Attributes:
        title: of the session.
        language: of its words, BCP 47.
        duration_ms: how long it is.
        page: the file that plays it, HTML.
        track: the file to keep, MP3.
    """

    title: str
    language: str
    duration_ms: Milliseconds
    page: Path
    track: Path

    @property
    def files(self) -> tuple[Path, Path]:
        """What there is to keep, the smaller first."""
        return self.track, self.page


def site(offers: Sequence[Offer], key: str, host: str) -> "ASGIApp":
    """Make the application that serves the sessions.

    Args:
        offers: at least one; their files have different names.
        key: the beginning of every path. Who does not know it finds nothing.
        host: the address it is asked for by; asked for by another name it refuses, so that
            no page from elsewhere can have a browser read it.
    """
    from starlette.applications import Starlette  # noqa: PLC0415 - 60 ms, for sharing only
    from starlette.exceptions import HTTPException  # noqa: PLC0415 - as above
    from starlette.middleware import Middleware  # noqa: PLC0415 - as above
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415 - as above
    from starlette.responses import FileResponse, HTMLResponse  # noqa: PLC0415 - as above
    from starlette.routing import Route  # noqa: PLC0415 - as above

    files = {path.name: path for offer in offers for path in offer.files}
    front = "".join(_front(offers, key))

    def check(request: "Request") -> None:
        if not compare_digest(request.path_params["key"].encode(), key.encode()):
            raise HTTPException(404)

    async def show_front(request: "Request") -> "Response":
        check(request)
        return HTMLResponse(front)

    async def send_file(request: "Request") -> "Response":
        check(request)
        path = files.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix])

    application = Starlette(
        routes=[Route("/{key}", show_front), Route("/{key}/{name}", send_file)],
        middleware=[
            Middleware(_Guarded),
            Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False),
        ],
    )
    application.router.redirect_slashes = False
    return application


def _front(offers: Sequence[Offer], key: str) -> Iterator[str]:
    """Write the page that lists the sessions, in the language of the first."""
    phrases = phrases_for(offers[0].language)
    return fill(
        asset(__package__, "front.html"),
        title="voicecoach",
        language=phrases.language,
        style=asset(__package__, "front.css"),
        offers=offers,
        key=key,
        phrases=phrases,
        clock=format_clock,
        size=_size,
    )


def _size(path: Path) -> str:
    return f"{path.suffix[1:].upper()} · {path.stat().st_size / 1_000_000:.1f} MB"


class _Guarded:
    """Adds headers that keep browsers from doing more with an answer than is meant."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.datastructures import MutableHeaders  # noqa: PLC0415 - as in `site`

        async def send_guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_guarded)
