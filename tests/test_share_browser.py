"""From the address in the code to hearing the session, on an iPhone and on an Android phone."""

import struct

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.kit import REPOSITORY, bundled, take_of
from tests.page_kit import page_of, short_take
from tests.share_kit import Server
from tests.track_kit import write_track
from voicecoach.share.site import Offer

PHONES = {
    "iPhone": {
        "viewport": {"width": 390, "height": 664},
        "device_scale_factor": 3,
        "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    },
    "Android": {
        "viewport": {"width": 412, "height": 839},
        "device_scale_factor": 2.625,
        "user_agent": "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 "
        "(KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    },
}


def offer_of(take, folder):
    folder.mkdir()
    timeline = take.timeline
    track = write_track(folder / "session.mp3", timeline, take.sounds)
    return Offer(
        timeline.title, timeline.language, timeline.duration_ms, page_of(take, folder), track
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Server(offer_of(short_take(), tmp_path_factory.mktemp("shared") / "files"))
    yield running
    running.stop()


@pytest.fixture
def phone(browser):
    contexts, complaints = [], []

    def opened(name, **options):
        context = browser.new_context(is_mobile=True, has_touch=True, **PHONES[name], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", PHONES)
def test_the_session_is_heard_after_three_taps(name, phone, server):
    page = phone(name)
    page.goto(server.url)  # the first tap: on what the camera shows of the code
    page.get_by_role("link", name="Play").tap()
    page.get_by_role("button", name="Play").tap()
    page.wait_for_selector("#session.playing")
    started = "new Promise((heard) => { document.getElementById('player').ontimeupdate = (event) => event.target.currentTime > 0.2 && heard(true); })"
    assert page.evaluate(started)


@pytest.mark.parametrize("name", PHONES)
def test_a_track_is_kept_after_two_taps(name, phone, server):
    page = phone(name)
    page.goto(server.url)
    with page.expect_download() as download:
        page.get_by_role("link", name="MP3").tap()
    assert download.value.suggested_filename == "session.mp3"
    assert download.value.path().read_bytes().startswith(b"ID3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(scheme, phone, server):
    page = phone("Android", color_scheme=scheme)
    page.goto(server.url)
    assert Axe().run(page).response["violations"] == []


def test_links_are_reached_by_thumb(phone, server):
    page = phone("iPhone")
    page.goto(server.url)
    for link in page.get_by_role("link").all():
        assert link.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_picture_in_the_documentation_is_of_a_phone(phone, tmp_path, request):
    path = REPOSITORY / "docs" / "share.png"
    if request.config.getoption("--remake-goldens"):
        trainings = [take_of(bundled(name)) for name in ("sitting", "walking")]
        offers = [offer_of(take, tmp_path / take.timeline.title) for take in trainings]
        server, page = Server(*offers), phone("iPhone")
        page.goto(server.url)
        page.screenshot(path=path, scale="css")
        server.stop()
    size = PHONES["iPhone"]["viewport"]
    assert struct.unpack(">II", path.read_bytes()[16:24]) == (size["width"], size["height"])
