"""Requests of every kind, over a real socket: nothing but what is shared comes out, and it lives on."""

import random
import socket
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.share_kit import HOST, KEY, Server, offer_of

SECRET = b"what nobody may read"
TRACK = random.Random(1).randbytes(5_000)
PAGE = b"<!doctype html>the page"
LONGEST = 60_000
"""Bytes that the answers to one request may have: the longest list of parts of so short a track."""

fuzzed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

pieces = st.sampled_from(
    [
        KEY, "sitting.mp3", "sitting.html", "secret.txt", "..", ".", "%2e%2e", "%2f", "%5c", "\\", "//",
        "%00", "%c0%ae", "%252e", "?", "#", ";", "*", "http://evil.example/", "/etc/passwd", "~", "%",
    ]
)  # fmt: skip
words = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=40)
paths = st.lists(pieces | words, max_size=8).map(lambda parts: "/" + "/".join(parts))
shared = st.sampled_from([f"/{KEY}", f"/{KEY}/sitting.mp3", f"/{KEY}/sitting.html"])
methods = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "TRACE", "CONNECT", "get"]) | words
numbers = st.integers(-10, 6_000).map(str) | st.sampled_from(["", "9" * 30, "-0", "1e3", "٣"])
spans = st.builds("{}-{}".format, numbers, numbers)
ranges = st.builds(
    "{}={}".format, st.sampled_from(["bytes", "Bytes", "items", ""]), st.lists(spans, max_size=40).map(",".join)
)  # fmt: skip
headers = st.one_of(
    st.tuples(st.just("Range"), ranges),
    st.tuples(st.just("If-Range"), words),
    st.tuples(st.just("Host"), st.sampled_from([HOST, "evil.example", ""]) | words),
    st.tuples(st.just("Content-Length"), numbers),
    st.tuples(st.just("Transfer-Encoding"), st.sampled_from(["chunked", "gzip", "chunked, x"])),
    st.tuples(st.sampled_from(["Connection", "Upgrade", "Expect", "X-Forwarded-Host"]), words),
    st.tuples(words, words),
)


def request_of(method, path, version, fields, body):
    lines = [f"{method} {path} {version}", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace") + body


requests = st.builds(
    request_of,
    methods,
    paths | shared,
    st.sampled_from(["HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "", "RTSP/1.0"]),
    st.lists(headers, max_size=5).map(lambda some: [("Host", HOST), *some]),
    st.binary(max_size=60),
)
answerable = st.builds(
    request_of,
    st.sampled_from(["GET", "HEAD"]),
    shared,
    st.just("HTTP/1.1"),
    st.lists(st.tuples(st.just("Range"), ranges), max_size=1).map(
        lambda some: [("Host", HOST), ("Connection", "close"), *some]
    ),
    st.just(b""),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    (folder / "secret.txt").write_bytes(SECRET)
    (folder.parent / "secret.txt").write_bytes(SECRET)
    running = Server(offer_of(folder, track=TRACK, page=PAGE))
    yield running
    running.stop()


def answers_to(server, request, *, hangs_up=True):
    """Send bytes and return all that comes back; who hangs up sends no more and may get less."""
    received = b""
    with server.connect() as connection:
        with suppress(OSError):  # it may have refused already
            connection.sendall(request)
            if hangs_up:
                connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            while data := connection.recv(2**16):
                received += data
    return received


def holds_out(server, received):
    """Whether what came back gives nothing away, and the next listener is served."""
    assert received == b"" or received.startswith(b"HTTP/1.1 ")
    assert SECRET not in received
    assert b"root:" not in received
    assert b"Traceback" not in received
    assert b" 500 " not in received.partition(b"\r\n")[0]
    assert len(received) < LONGEST
    assert server.request(f"/{KEY}/sitting.mp3")[2] == TRACK


@fuzzed
@given(request=st.binary(max_size=300))
def test_bytes_of_any_kind_get_nothing(request, server):
    received = answers_to(server, request)
    assert TRACK not in received
    holds_out(server, received)


@fuzzed
@given(request=requests)
def test_odd_requests_get_what_is_shared_or_nothing(request, server):
    received = answers_to(server, request)
    assert KEY.encode() in request or TRACK not in received
    holds_out(server, received)


@fuzzed
@given(request=answerable)
def test_odd_parts_of_a_track_are_parts_of_it_or_refused(request, server):
    received = answers_to(server, request, hangs_up=False)
    assert received[9:12] in (b"200", b"206", b"400", b"416")
    holds_out(server, received)


@fuzzed
@given(several=st.lists(requests, min_size=2, max_size=5), cut=st.integers(0, 400))
def test_several_requests_in_one_breath_do_no_harm(several, cut, server):
    sent = b"".join(several)
    holds_out(server, answers_to(server, sent[: max(1, len(sent) - cut)]))
