"""Sharing over a real socket: what is given, to whom, for how long, and nothing else."""

import errno
import os
import random
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ipaddress import IPv4Address
from itertools import takewhile

import pytest
import segno

from tests.share_kit import HOST, KEY, SPAN, Server, offer_of
from voicecoach.errors import UsageError
from voicecoach.share.address import NetworkError, listen, own_address, read_address, way_out
from voicecoach.share.code import code
from voicecoach.share.server import Limits
from voicecoach.units import SECOND, Milliseconds

TRACK = random.Random(1).randbytes(300_000)
TRACK_PATH = f"/{KEY}/sitting.mp3"
LONG = 64_000_000
"""Bytes of a track that no buffer holds."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    (folder / "secret.txt").write_text("a secret")
    running = Server(offer_of(folder, track=TRACK), offer_of(folder, "übung 2", TRACK))
    yield running
    running.stop()


def test_the_front_page_leads_to_every_file(server):
    status, headers, body = server.request(f"/{KEY}")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    text = body.decode()
    assert "Sitting &lt;b&gt;training&lt;/b&gt;" in text
    assert "11:00" in text
    assert "MP3 · 0.3 MB" in text
    for name in ("sitting.html", "sitting.mp3", "%C3%BCbung%202.html", "%C3%BCbung%202.mp3"):
        assert f'href="{KEY}/{name}"' in text
        assert server.request(f"/{KEY}/{name}")[0] == 200


def test_a_track_is_given_whole(server):
    status, headers, body = server.request(TRACK_PATH)
    assert (status, headers["Content-Type"], headers["Accept-Ranges"]) == (
        200,
        "audio/mpeg",
        "bytes",
    )
    assert body == TRACK


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("0-1", 0, 2),
        ("100-199", 100, 200),
        ("299000-", 299_000, 300_000),
        ("-500", 299_500, 300_000),
        ("0-999999999", 0, 300_000),
    ],
)
def test_a_part_of_a_track_is_given_as_iphones_ask_for_it(asked, start, end, server):
    status, headers, body = server.request(TRACK_PATH, Range=f"bytes={asked}")
    assert (status, headers["Content-Range"]) == (206, f"bytes {start}-{end - 1}/300000")
    assert (headers["Content-Length"], body) == (str(end - start), TRACK[start:end])


def test_several_parts_of_a_track_are_given(server):
    status, headers, body = server.request(TRACK_PATH, Range="bytes=0-9,200-209")
    assert (status, headers["Content-Type"].partition(";")[0]) == (206, "multipart/byteranges")
    assert TRACK[:10] in body
    assert TRACK[200:210] in body


def test_a_part_beyond_the_end_is_refused(server):
    status, headers, _ = server.request(TRACK_PATH, Range="bytes=300000-")
    assert (status, headers["Content-Range"]) == (416, "bytes */300000")


def test_a_part_of_another_version_is_not_mixed_in(server):
    status, _, body = server.request(TRACK_PATH, Range="bytes=0-9", If_Range='"another"')
    assert (status, body) == (200, TRACK)


@pytest.mark.parametrize("path", [f"/{KEY}", TRACK_PATH])
def test_head_tells_the_same_without_the_content(path, server):
    _, whole, body = server.request(path)
    status, headers, nothing = server.request(path, "HEAD")
    assert (status, nothing) == (200, b"")
    assert headers["Content-Length"] == whole["Content-Length"] == str(len(body))


@pytest.mark.parametrize(
    "path",
    [
        "/", "//", "/favicon.ico", "/unguessabl", "/unguessable2", f"/{KEY}/", f"/{KEY}//",
        f"/{KEY}/sitting", f"/{KEY}/SITTING.MP3", f"/{KEY}/secret.txt", f"/{KEY}/sitting.mp3/",
        "/another/sitting.mp3", "/sitting.mp3",
        f"/{KEY}/..", f"/{KEY}/../secret.txt", f"/{KEY}/../../../../etc/passwd",
        f"/{KEY}/%2e%2e/secret.txt", f"/{KEY}/..%2fsecret.txt", f"/{KEY}/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        f"/{KEY}/..%5csecret.txt", f"/{KEY}/..%252fsecret.txt", f"/{KEY}/%2fetc%2fpasswd",
        f"/{KEY}//etc/passwd", f"/{KEY}/./sitting.mp3", f"/{KEY}/sitting.mp3%00", f"/{KEY}/%c0%ae%c0%ae%2fsecret.txt",
        f"/%2e%2e/{KEY}/sitting.mp3", f"/{KEY}/" + "a" * 5000,
    ],
)  # fmt: skip
def test_nothing_else_is_found(path, server):
    status, _, body = server.request(path)
    assert (status, body) == (404, b"Not Found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", [f"/{KEY}", TRACK_PATH])
def test_nothing_can_be_changed(path, method, server):
    assert server.request(path, method)[0] == 405


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.2", "", "[::1]"])
def test_a_page_from_elsewhere_cannot_ask_under_its_own_name(host, server):
    assert server.request(f"/{KEY}", Host=host)[0] == 400


def test_a_request_that_is_none_is_refused(server):
    with server.connect() as connection:
        connection.sendall(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("path", [f"/{KEY}", TRACK_PATH, "/nothing"])
def test_every_answer_tells_browsers_to_keep_to_themselves(path, server):
    _, headers, _ = server.request(path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] is None


def test_many_clients_at_once_are_all_served(server):
    with ThreadPoolExecutor(24) as clients:
        answers = list(clients.map(lambda _: server.request(TRACK_PATH), range(96)))
    assert {status for status, *_ in answers} == {200}
    assert all(body == TRACK for *_, body in answers)


def test_more_clients_than_there_is_room_for_are_told_so(tmp_path):
    server = Server(offer_of(tmp_path, track=TRACK), limits=Limits(connections=3))
    try:
        idle = [server.connect() for _ in range(3)]
        assert server.request(TRACK_PATH)[0] == 503
        for connection in idle:
            connection.close()
    finally:
        server.stop()


def ended(connection):
    """Wait until the other side has ended a connection."""
    try:
        while connection.recv(2**16):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.fixture
def impatient(tmp_path):
    """Serves two at a time, waits half a second for anyone, has a long track."""
    offer = offer_of(tmp_path)
    with offer.track.open("wb") as file:
        file.truncate(LONG)
    running = Server(offer, limits=Limits(connections=3, patience=Milliseconds(500)))
    yield running
    running.stop()


def test_who_does_not_read_makes_room_for_others(impatient):
    with impatient.connect() as slow, impatient.connect() as other:
        for connection in (slow, other):
            connection.sendall(f"GET {TRACK_PATH} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            connection.recv(1)
        answers = (impatient.request(f"/{KEY}")[0] for _ in range(10_000))
        refused = takewhile(lambda status: status != 200, answers)
        assert set(refused) <= {503}
        assert impatient.request(f"/{KEY}")[0] == 200


def test_who_reads_all_the_time_is_not_cut_off(impatient):
    status, _, body = impatient.request(TRACK_PATH)
    assert (status, len(body)) == (200, LONG)


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX".encode()]
)
def test_who_does_not_finish_asking_is_cut_off(begun, impatient):
    with impatient.connect() as slow:
        slow.sendall(begun)
        assert ended(slow)


def test_a_second_request_has_to_become_whole_too(impatient):
    with impatient.connect() as slow:
        slow.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert slow.recv(1000).startswith(b"HTTP/1.1 404")
        slow.sendall(b"GET / HT")
        assert ended(slow)


def test_it_stops_by_itself_when_the_time_is_over(tmp_path):
    server = Server(offer_of(tmp_path, track=TRACK))
    assert server.request(TRACK_PATH)[0] == 200
    assert server.sleep.asked == SPAN / SECOND
    server.stop()
    with pytest.raises(ConnectionRefusedError):
        server.connect()


def test_it_listens_on_one_address_only(server):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", server.port), timeout=20)


@pytest.mark.parametrize("text", ["", "home", "::1", "192.168.1", "192.168.1.256", "localhost"])
def test_an_address_that_is_none_is_told(text):
    with pytest.raises(UsageError, match=r"is not an address like 192\.168\.1\.20"):
        read_address(text)


@pytest.mark.parametrize("text", ["0.0.0.0", "224.0.0.1"])
def test_an_address_that_stands_for_several_is_refused(text):
    with pytest.raises(UsageError, match="stands for several"):
        read_address(text)


def test_an_address_of_another_computer_is_told():
    with pytest.raises(UsageError, match=r"cannot listen on 203\.0\.113\.1.*leave --address out"):
        listen(IPv4Address("203.0.113.1"), 0)


def test_a_port_that_is_taken_is_told(server):
    with pytest.raises(UsageError, match="another program listens on that port; leave --port out"):
        listen(IPv4Address(HOST), server.port)


def nowhere():
    raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))


def test_a_computer_in_no_network_does_not_share():
    with pytest.raises(NetworkError) as caught:
        own_address(nowhere)
    assert str(caught.value) == "this computer is in no network; join the one that the phone is in"


def test_an_address_that_the_internet_reaches_is_not_taken_unasked():
    with pytest.raises(
        NetworkError, match=r"9\.9\.9\.9, .* the whole internet; .*--address 9\.9\.9\.9"
    ):
        own_address(lambda: "9.9.9.9")


def test_the_address_of_this_computer_is_the_one_it_sends_from():
    assert own_address(lambda: "192.168.178.20") == IPv4Address("192.168.178.20")


def test_the_address_found_is_one_of_this_computer():
    with suppress(OSError):  # where there is no network, none is found
        here = way_out()
        listen(IPv4Address(here), 0).close()


def test_a_code_says_the_address_and_fits_a_terminal():
    address = "http://192.168.178.100:54321/0123456789abcdef"
    lines = code(address)
    rows = [
        [character in lit for character in line]
        for line in lines
        for lit in (" ▄", " ▀")  # dark where the upper half, and where the lower half, is not lit
    ]
    drawn = [row[4:-4] for row in rows[4:]]
    dark = [[bool(module) for module in row] for row in segno.make_qr(address, error="l").matrix]
    assert drawn[: len(dark)] == dark
    assert len(lines) <= 23
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 79
    assert set("".join(lines)) <= set(" ▀▄█")


def test_a_body_that_nobody_wants_has_to_become_whole_too(impatient):
    with impatient.connect() as slow:
        head = f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\n"
        slow.sendall(f"{head}x".encode())
        assert ended(slow)
