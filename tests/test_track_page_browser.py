"""The page for a phone in a real browser: heard, seen, reached by finger, key and lock screen."""

import base64
import re
import statistics
import struct

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.kit import REPOSITORY, bundled, take_of
from tests.page_kit import page_of, short_take
from voicecoach.track.about import About
from voicecoach.track.cover import draw
from voicecoach.view import moments

PHONE = {"width": 390, "height": 844}

LISTEN = """
// Write down when each sound begins and when each number appears.
const context = new AudioContext();
const analyser = new AnalyserNode(context, { fftSize: 256 });
context.createMediaElementSource(document.getElementById("player")).connect(analyser);
analyser.connect(context.destination);
window.heard = [];
window.seen = [];
const samples = new Float32Array(analyser.fftSize);
let quiet_since = 0;
setInterval(() => {
  analyser.getFloatTimeDomainData(samples);
  const now = performance.now();
  if (samples.every((sample) => Math.abs(sample) < 0.01)) return;
  if (now - quiet_since > 150) heard.push(now);
  quiet_since = now;
}, 4);
const number = document.getElementById("number");
new MutationObserver(() => seen.push([number.textContent, performance.now()])).observe(
  number, { childList: true, characterData: true, subtree: true });
"""

MEET = """
// Stand where a phone's lock screen and its screen saver would.
window.handlers = {};
window.locks = 0;
navigator.mediaSession.setActionHandler = (action, handler) => { handlers[action] = handler; };
navigator.wakeLock.request = async () => { locks += 1; return { release: () => { locks -= 1; } }; };
"""

FORGET = """
Object.defineProperty(player, "currentTime", { get: () => 0, set: () => {}, configurable: true });
"""

WIDE = """([number, size]) => {
  document.documentElement.style.fontSize = size;
  write("number", number);
  element("number").style.setProperty("--letters", Math.max(2, number.length));
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth && !one.matches(".unseen"))
    .map((one) => one.outerHTML);
}"""


@pytest.fixture(scope="module")
def take():
    return short_take()


@pytest.fixture(scope="module")
def address(take, tmp_path_factory):
    return page_of(take, tmp_path_factory.mktemp("page")).as_uri()


@pytest.fixture
def phone(browser):
    """Open pages as a phone does that has no network; fails on anything a page complains of."""
    complaints, contexts = [], []

    def opened(address, script="", ready="#player", **options):
        context = browser.new_context(viewport=PHONE, has_touch=True, **options)
        context.set_offline(True)
        context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        contexts.append(context)
        page.wait_for_selector(ready, state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def until(page, condition):
    """Wait until a condition holds; without `eval`, which the page's policy forbids."""
    page.evaluate(f"""() => new Promise((done, fail) => {{
        setTimeout(() => fail(new Error("it never came true")), 10000);
        const look = () => ({condition}) ? done() : setTimeout(look, 10);
        look();
    }})""")


def position(page):
    return page.evaluate("document.getElementById('player').currentTime * 1000")


def is_paused(page):
    return page.evaluate("document.getElementById('player').paused")


def seek(page, milliseconds):
    page.evaluate(
        "time => { document.getElementById('player').currentTime = time / 1000 }", milliseconds
    )
    until(page, "!document.getElementById('player').seeking")
    page.evaluate("show()")


def phase_starts(take, kind):
    return [phase.start_ms for phase in take.timeline.phases if phase.kind == kind]


def test_the_number_follows_the_sound(phone, take, address):
    page = phone(address)
    page.evaluate(LISTEN)
    seek(page, phase_starts(take, "hold")[0] - 400)
    page.tap("#play")
    until(page, "document.getElementById('phase').textContent === 'Relax'")
    heard, seen = page.evaluate("[heard, seen]")
    counts = [time for number, time in seen if number in ("2", "3", "4")][:3]
    ahead = [min((sound - count for sound in heard), key=abs) for count in counts]
    assert len(ahead) == 3
    assert abs(statistics.median(ahead)) <= 100


@pytest.mark.parametrize("kind", ["instruction", "hold", "rest", "finish"])
def test_all_that_is_shown_is_what_the_timeline_says(kind, phone, take, address):
    page = phone(address)
    start = phase_starts(take, kind)[-1]
    shown = next(moment for moment in moments(take.timeline) if moment.position_ms >= start)
    seek(page, shown.position_ms)
    assert page.inner_text("#phase") == shown.phase.label
    assert page.inner_text("#caption") == shown.caption
    number = -(-shown.next_in_ms // 1000) if shown.number is None else shown.number
    assert page.inner_text("#number") == str(number)
    assert page.get_attribute("#session", "data-kind") == kind


def test_the_words_being_spoken_are_shown(phone, address):
    page = phone(address)
    page.tap("#play")
    until(page, "document.getElementById('caption').textContent === 'Sit upright now.'")
    assert position(page) > 0


def test_a_chapter_that_is_tapped_plays(phone, take, address):
    page = phone(address)
    marker = take.timeline.markers[1]
    page.get_by_role("button", name=marker.title).tap()
    until(page, "!document.getElementById('player').paused")
    assert position(page) >= marker.onset_ms
    assert page.inner_text("[aria-current]").startswith(marker.title)


def test_a_browser_that_forgets_where_it_was_sent_is_told_again(phone, take, address):
    page = phone(address)
    page.evaluate(FORGET)
    marker = take.timeline.markers[2]
    page.get_by_role("button", name=marker.title).tap()
    page.evaluate("delete player.currentTime")
    assert position(page) < marker.onset_ms
    page.evaluate("player.dispatchEvent(new Event('loadedmetadata'))")
    assert position(page) >= marker.onset_ms


def test_keys_play_pause_and_step(phone, take, address):
    page = phone(address)
    starts = [phase.start_ms for phase in take.timeline.phases]
    for start in starts[1:3]:
        page.keyboard.press("ArrowRight")
        assert position(page) == start
    assert page.inner_text("#told") == page.inner_text("#phase")
    page.keyboard.press("ArrowLeft")
    assert position(page) == starts[1]
    seek(page, starts[3] + 2500)
    page.keyboard.press("ArrowLeft")
    assert position(page) == starts[3]
    for paused in (False, True):
        page.keyboard.press(" ")
        assert is_paused(page) == paused
    page.focus("#play")
    page.keyboard.press(" ")
    assert not is_paused(page)


def test_the_ends_are_not_passed(phone, take, address):
    page = phone(address)
    page.tap("#back")
    assert position(page) == 0
    for _ in take.timeline.phases:
        page.tap("#on")
    assert position(page) == take.timeline.phases[-1].start_ms


def test_the_largest_button_says_what_it_does(phone, take, address):
    page = phone(address)
    button = page.locator("#play")
    assert button.inner_text() == "Play"
    button.tap()
    until(page, "document.getElementById('does').textContent === 'Pause'")
    seek(page, take.timeline.duration_ms)
    until(page, "document.getElementById('player').ended")
    until(page, "document.getElementById('does').textContent === 'Play'")
    assert page.inner_text("#left") == "0:00 left"


def test_the_lock_screen_plays_pauses_and_steps(phone, take, address):
    page = phone(address, MEET)
    metadata = page.evaluate(
        "[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]"
    )
    assert metadata == ["Knee session", "voicecoach"]
    page.evaluate("handlers.play()")
    until(page, "!document.getElementById('player').paused")
    page.evaluate("handlers.pause()")
    page.evaluate("handlers.seekto({ seekTime: 6.5 })")
    assert position(page) == 6500
    page.evaluate("handlers.seekforward()")
    after = next(phase.start_ms for phase in take.timeline.phases if phase.start_ms > 6500)
    assert position(page) == after
    page.evaluate("handlers.previoustrack()")
    assert position(page) == 0


def test_the_lock_screen_shows_the_cover(phone, take, tmp_path):
    drawn = draw(take.timeline)
    page = phone(page_of(take, tmp_path, about=About(title="Knees", cover=drawn)).as_uri())
    (artwork,) = page.evaluate("navigator.mediaSession.metadata.artwork.map((one) => one.src)")
    assert artwork == "data:image/png;base64," + base64.b64encode(drawn).decode()


def test_the_screen_stays_on_while_it_plays(phone, address):
    page = phone(address, MEET)
    page.tap("#play")
    until(page, "locks === 1")
    page.tap("#play")
    until(page, "locks === 0")


def test_without_wake_lock_and_lock_screen_it_plays(phone, address):
    missing = "for (const name of ['wakeLock', 'mediaSession']) Object.defineProperty(navigator, name, { value: undefined });"
    page = phone(address, missing)
    page.tap("#play")
    until(page, "document.getElementById('player').currentTime > 0.1")


def test_sound_that_cannot_be_played_is_told(phone, tmp_path, take):
    path = page_of(take, tmp_path)
    head, sound, tail = re.split(r'(?<=id="sound">)([^<]+)', path.read_text("utf-8"))
    path.write_text(head + sound[:64] + tail, "utf-8")
    page = phone(path.as_uri(), ready="#trouble:visible")
    assert "another browser" in page.inner_text("#trouble")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(scheme, phone, take, address):
    page = phone(address, color_scheme=scheme)
    seek(page, phase_starts(take, "hold")[0] + 100)
    assert Axe().run(page).response["violations"] == []


def test_what_is_needed_is_on_one_screen_and_reached_by_thumb(phone, address):
    page = phone(address)
    for button in ("#back", "#play", "#on"):
        box = page.locator(button).bounding_box()
        assert box["height"] >= 64
        assert box["width"] >= 64
        assert box["y"] + box["height"] <= PHONE["height"]
    assert page.locator("#number").bounding_box()["height"] > 200


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_is_wider_than_its_place(size, phone, address):
    page = phone(address)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        for number in ("6", "28", "1:28", "1:28:28"):
            assert page.evaluate(WIDE, [number, size]) == []


PICTURES = {"light": ("hold", 6500), "dark": ("rest", 2000)}
"""Of the documentation: a kind of phase, and how far into it."""


@pytest.mark.parametrize("scheme", PICTURES)
def test_the_pictures_in_the_documentation_are_of_a_phone(scheme, phone, tmp_path, request):
    path = REPOSITORY / "docs" / f"page-{scheme}.png"
    if request.config.getoption("--remake-goldens"):
        take, (kind, after) = take_of(bundled("sitting")), PICTURES[scheme]
        shown = next(one for one in take.timeline.phases if one.kind == kind and one.rep == 12)
        page = phone(page_of(take, tmp_path).as_uri(), color_scheme=scheme, device_scale_factor=2)
        seek(page, shown.start_ms + after)
        page.screenshot(path=path, animations="disabled")
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    assert (width, height) == (2 * PHONE["width"], 2 * PHONE["height"])
