"""``voicecoach share`` as a user starts it."""

import http.client
import os
import pty
import re
import signal
import subprocess
from urllib.parse import urlsplit

import pytest

SHARE = ("share", "step", "--set", "reps=1", "--address", "127.0.0.1")


def fetch(url):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.fixture
def sharing(program, tmp_path):
    """Start the program; its temporary files go into `tmp_path`."""
    started = []

    def start(*arguments, **streams):
        process = subprocess.Popen(
            program.command(*arguments),
            cwd=program.folder,
            env=program.environment | {"TMPDIR": str(tmp_path)},
            stdout=streams.get("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_what_is_shared_is_there_until_it_is_ended(end, sharing, tmp_path):
    process = sharing(*SHARE, "--for", "2min")
    url = process.stdout.readline().strip()
    status, front = fetch(url)
    assert (status, b"Step training" in front) == (200, True)
    key = urlsplit(url).path
    assert len(key) == len("/") + 16
    for name, begin in (("step-reps1.mp3", b"ID3"), ("step-reps1.html", b"<!doctype html>")):
        status, content = fetch(f"{url}/{name}")
        assert (status, content.startswith(begin)) == (200, True)
        assert f"{key[1:]}/{name}".encode() in front
    process.send_signal(end)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    port = urlsplit(url).port
    assert f"Listening on 127.0.0.1, port {port}, and nowhere else, for 2min; Ctrl-C stops." in err
    assert err.endswith("stopped sharing\n")
    assert list(tmp_path.glob("voicecoach-*")) == []


def test_each_run_has_a_path_of_its_own(sharing):
    urls = [sharing(*SHARE).stdout.readline().strip() for _ in range(2)]
    assert len({urlsplit(url).path for url in urls}) == 2


def test_a_terminal_shows_the_code(sharing):
    ours, theirs = pty.openpty()
    process = sharing(*SHARE, stdout=theirs)
    os.close(theirs)
    shown = b""
    while not (address := re.search(rb"http://\S+(?=\r\n)", shown)):
        shown += os.read(ours, 4096)
    assert "▀".encode() in shown
    assert process.stderr.readline() == "Scan the code with a phone in the same network.\n"
    assert fetch(address[0].decode())[0] == 200  # from here on it can be ended
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    os.close(ours)
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["share"], "Missing argument"),
        (["share", "nope"], "there is no script 'nope'"),
        (["share", "step", "--for", "soon"], "--for 'soon' is not a duration"),
        (
            ["share", "step", "--address", "home"],
            "--address 'home' is not an address like 192.168.1.20",
        ),
        (["share", "step", "--address", "0.0.0.0"], "stands for several"),
        (["share", "step", "--address", "203.0.113.1"], "it is not an address of this computer"),
        (["share", "step", "--port", "70000"], "--port"),
        (["share", "step", "step", "--address", "127.0.0.1"], "two tracks would be named 'step'"),
    ],
)
def test_a_mistake_is_one_clear_message_and_exit_code_2(arguments, message, program):
    result = program.run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err
