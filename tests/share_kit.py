"""What tests of sharing have in common: a server on a real socket, whose time is advanced by hand."""

import asyncio
import http.client
import socket
import threading
from ipaddress import IPv4Address

from voicecoach.share.address import listen
from voicecoach.share.server import Limits, serve
from voicecoach.share.site import Offer, site
from voicecoach.units import MINUTE, Milliseconds

HOST = "127.0.0.1"
KEY = "unguessable"
SPAN = Milliseconds(30 * MINUTE)


class ManualSleep:
    """Sleeps until it is woken."""

    def __init__(self):
        self.asked = None
        self._begun = threading.Event()

    async def __call__(self, seconds):
        self.asked = seconds
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._begun.set()
        await self._over.wait()

    def wake(self):
        assert self._begun.wait(10)
        self._loop.call_soon_threadsafe(self._over.set)


class Server:
    """A server in a thread of its own."""

    def __init__(self, *offers: Offer, limits: Limits | None = None) -> None:
        self.sleep = ManualSleep()
        listening = listen(IPv4Address(HOST), 0)
        self.port = listening.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}/{KEY}"
        application = site(offers, KEY, HOST)
        self.thread = threading.Thread(
            target=serve, args=(application, listening, SPAN, limits, self.sleep)
        )
        self.thread.start()

    def stop(self):
        self.sleep.wake()
        self.thread.join(20)
        assert not self.thread.is_alive()

    def connect(self):
        return socket.create_connection((HOST, self.port), timeout=20)

    def request(self, path, method="GET", **headers):
        """Ask for a path exactly as it is written; return status, headers and body."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def offer_of(folder, name="sitting", track=b"", page=b"<!doctype html>"):
    """Offer files with that content."""
    for suffix, content in ((".html", page), (".mp3", track)):
        (folder / f"{name}{suffix}").write_bytes(content)
    return Offer(
        "Sitting <b>training</b>",
        "en",
        Milliseconds(11 * MINUTE),
        folder / f"{name}.html",
        folder / f"{name}.mp3",
    )
