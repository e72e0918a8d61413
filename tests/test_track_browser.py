"""The decoders of a browser hear tracks where FFmpeg hears them."""

import queue
import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest

from tests.test_track_mp3 import session
from tests.track_kit import offset, write_track
from voicecoach.sound.mixer import mix
from voicecoach.units import Frames, KiloHertz

RATE = KiloHertz(24)
CLOSE_MS = 5
AAC_FRAME = 1024

PAGE = f"""<!doctype html><title>Decoding</title><script>
const send = (what) => fetch("/pcm", {{method: "POST", body: what}});
fetch("/track").then((answer) => answer.arrayBuffer())
  .then((bytes) => new OfflineAudioContext(1, 1, {RATE * 1000}).decodeAudioData(bytes))
  .then((sound) => send(sound.getChannelData(0)), (error) => send(String(error)));
</script>"""


class Handler(BaseHTTPRequestHandler):
    """Gives the page and the track; is given what the browser hears in it."""

    def do_GET(self):
        content = self.server.track if self.path == "/track" else PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        self.server.heard.put(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed")
    return found


def decoded(chromium, path, profile):
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.track, server.heard = path.read_bytes(), queue.Queue()
        Thread(target=server.serve_forever, daemon=True).start()
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
        command += ["--remote-debugging-port=0", f"--user-data-dir={profile}"]
        command += [f"http://127.0.0.1:{server.server_port}/"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as browser:
            try:
                return np.frombuffer(server.heard.get(timeout=60), "<f4")
            finally:
                browser.terminate()
                server.shutdown()


@pytest.mark.parametrize("name", ["m4a", "mp3", "opus", "flac"])
def test_a_browser_hears_a_track_where_its_wav_lies(name, chromium, tmp_path):
    timeline, sounds = session(RATE)
    heard = decoded(chromium, write_track(tmp_path / f"t.{name}", timeline, sounds), tmp_path / "c")
    expected = mix(timeline, sounds, Frames(0), Frames(timeline.duration_ms * RATE))
    assert 0 <= len(heard) - len(expected) < AAC_FRAME
    head, tail = slice(0, 1500 * RATE), slice(len(expected) - 1500 * RATE, len(expected))
    assert abs(offset(expected[head], heard[head])) <= CLOSE_MS * RATE
    assert abs(offset(expected[tail], heard[tail])) <= CLOSE_MS * RATE
