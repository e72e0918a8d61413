"""Serving for a while, on a socket that listens already."""

import asyncio
from collections.abc import Awaitable, Callable
from socket import socket
from typing import TYPE_CHECKING

import msgspec

from voicecoach.units import SECOND, Milliseconds

if TYPE_CHECKING:
    from starlette.types import ASGIApp

Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


class Limits(msgspec.Struct, frozen=True):
    """What those who are served may ask of us.

    Attributes:
        connections: open at a time; more are answered with 503. A phone opens up to six.
        patience: how long a request may take to arrive, and how long a client may leave
            what it was sent unread, before its connection is cut.
        grace: how long answers that are under way when the time is over may still take.
    """

    connections: int = 64
    patience: Milliseconds = Milliseconds(20 * SECOND)
    grace: Milliseconds = Milliseconds(10 * SECOND)


def serve(
    application: "ASGIApp",
    listening: socket,
    span: Milliseconds,
    limits: Limits | None = None,
    sleep: Sleep = asyncio.sleep,
) -> None:
    """Serve for `span`, or until Ctrl-C, and close the socket.

    Args:
        application: what is served.
        listening: where.
        span: for how long.
        limits: what clients may ask of us.
        sleep: waits until `span` is over.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    asyncio.run(_serve(application, listening, limits or Limits(), sleep(span / SECOND)))


async def _serve(
    application: "ASGIApp", listening: socket, limits: Limits, time_over: Awaitable[None]
) -> None:
    import uvicorn  # noqa: PLC0415 - 80 ms, for sharing only

    from voicecoach.share.connection import connection_of  # noqa: PLC0415 - as above

    config = uvicorn.Config(
        application,
        http=connection_of(limits.patience),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        limit_concurrency=limits.connections,
        timeout_graceful_shutdown=limits.grace // SECOND,
    )
    server = uvicorn.Server(config)

    async def end() -> None:
        await time_over
        server.should_exit = True

    ending = asyncio.ensure_future(end())
    try:
        await server.serve(sockets=[listening])
    finally:
        ending.cancel()
