"""The screen on a terminal, driven by keys over a session that nobody hears."""

import asyncio
import html
import re

import msgspec
import pytest

from tests.player_kit import ms, training
from voicecoach.player.fake_controls import FakeControls
from voicecoach.player.screen.app import PlayerApp
from voicecoach.player.screen.style import COLOURS

TIMELINE, _ = training()
HOLD, REST = 4100, 7200
SIZES = [(80, 24), (40, 15), (40, 11), (120, 40), (200, 60)]
ESSENTIAL = ["#banner", "#number", "#rounds", "#following", "#caption", "#course", "#done", "#left"]
WORDS = re.compile(r"<text[^>]*>([^<]*)</text>")


def drive(scenario, *, position=HOLD, size=(80, 24), timeline=TIMELINE, **state):
    """Run a scenario with an app and its controls, which are in the state given."""
    controls = FakeControls(timeline, ms(position))
    for name, value in state.items():
        setattr(controls, name, value)

    async def run():
        app = PlayerApp(controls, timeline)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scenario(app, pilot, controls)

    asyncio.run(run())


def shown(**options):
    """Return what the terminal shows, as runs of text joined by blanks."""
    found = []

    async def scenario(app, _pilot, _controls):
        found.append(words(app))

    drive(scenario, **options)
    return found[0]


def words(app):
    runs = WORDS.findall(app.export_screenshot())
    return html.unescape(" ".join(runs)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("space", "pause_or_go_on"),
        ("left", "phase_back"),
        ("right", "phase_on"),
        ("up", "louder"),
        ("down", "quieter"),
        ("r", "repeat"),
        ("R", "repeat"),
        ("m", "mute"),
        ("n", "section_on"),
        ("q", "stop"),
        ("Q", "stop"),
        ("ctrl+c", "stop"),
        ("ctrl+q", "stop"),
    ],
)
def test_each_key_does_one_thing(key, call):
    async def scenario(_app, pilot, controls):
        await pilot.press(key)
        assert controls.calls == [call]

    drive(scenario)


@pytest.mark.parametrize("key", ["x", "escape", "tab", "ctrl+p", "enter"])
def test_other_keys_do_nothing(key):
    async def scenario(app, pilot, controls):
        await pilot.press(key)
        assert (controls.calls, app.return_code) == ([], None)

    drive(scenario)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_hold_shows_its_count_and_all_there_is_to_know(width):
    async def scenario(app, _pilot, _controls):
        text = words(app)
        assert app.query_one("#banner").text == "Squeeze"
        assert app.query_one("#number").text == "2"
        assert app.query_one("#rounds").text == "1 of 2, set 1 of 3"
        assert app.query_one("#following").text == "next: RELAX in 2 s"
        for part in ("Training", "0:04", "0:06 left", "Squeeze", "volume 80 %"):
            assert part in text
        for key in ("space", "← →", "↑ ↓", "r", "m", "n", "q"):
            assert key in text.split() or key in text

    drive(scenario, size=(width, 24))


def test_where_nothing_is_counted_the_seconds_left_are_large():
    async def scenario(app, _pilot, _controls):
        assert app.query_one("#number").text == "2"
        assert app.query_one("#banner").text == "Relax"
        assert "next: DONE in 2 s" in words(app)

    drive(scenario, position=REST)


def test_more_than_a_minute_is_shown_as_a_clock():
    phases = (
        msgspec.structs.replace(TIMELINE.phases[2], start_ms=ms(0), end_ms=ms(125_000)),
        msgspec.structs.replace(TIMELINE.phases[3], start_ms=ms(125_000), end_ms=ms(126_000)),
    )
    timeline = msgspec.structs.replace(TIMELINE, phases=phases, cues=(), duration_ms=ms(126_000))

    async def scenario(app, _pilot, _controls):
        assert app.query_one("#number").text == "2:01"
        assert "next: DONE in 2:01" in words(app)

    drive(scenario, position=4100, timeline=timeline)


@pytest.mark.parametrize(
    ("mode", "banner", "hint"),
    [
        ("paused", "Paused", "press space to go on with SQUEEZE"),
        ("waiting", "Waiting", "press space to go on; next: RELAX"),
        ("lost", "Sound lost", "press space to try again"),
    ],
)
def test_why_nothing_goes_on_is_large_and_what_to_press_is_told(mode, banner, hint):
    async def scenario(app, _pilot, _controls):
        text = words(app)
        assert app.query_one("#banner").text == banner
        assert app.query_one("#following").text == hint
        assert "Squeeze, 1 of 2, set 1 of 3" in text
        assert "go on" in text
        assert COLOURS[mode] in app.export_screenshot()

    drive(scenario, mode=mode)


def test_a_wait_says_in_large_letters_what_to_press():
    async def scenario(app, _pilot, _controls):
        assert app.query_one("#number").text == "press space"

    drive(scenario, mode="waiting")


def test_a_message_is_shown_while_there_is_one():
    async def scenario(app, pilot, controls):
        message = app.query_one("#message")
        assert message.display
        assert "The headset is gone." in words(app)
        controls.message = ""
        app.look()
        await pilot.pause()
        assert not message.display

    drive(scenario, message="The headset is gone.")


def test_volume_and_silence_of_words_are_shown():
    async def scenario(app, pilot, _controls):
        await pilot.press("down", "m")
        await pilot.pause()
        assert "volume 75 %, words off" in words(app)

    drive(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_essential_is_cut(size):
    async def scenario(app, pilot, controls):
        for controls.mode in ("playing", "paused", "waiting", "lost"):
            app.look()
            await pilot.pause()
            for name in ESSENTIAL:
                region = app.query_one(name).region
                assert region.area, name
                assert app.screen.region.contains_region(region), name
            assert app.query_one("#number").size.height >= 3

    drive(scenario, size=size, message="x" * 50 if size[1] > 11 else "")


@pytest.mark.parametrize("size", SIZES)
def test_a_long_caption_leaves_room_for_the_count(size):
    cue = msgspec.structs.replace(TIMELINE.cues[0], text="Straighten the knee, " * 6)
    timeline = msgspec.structs.replace(TIMELINE, cues=(cue, *TIMELINE.cues[1:]))

    async def scenario(app, _pilot, _controls):
        assert app.screen.region.contains_region(app.query_one("#course").region)
        assert app.query_one("#number").size.height >= 3

    drive(scenario, position=100, size=size, timeline=timeline)


def test_a_larger_terminal_shows_a_larger_count():
    heights = []

    async def scenario(app, pilot, _controls):
        for size in [*SIZES[:2], (80, 30), (100, 40), (200, 60)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            heights.append(drawn_height(app.query_one("#number")))

    drive(scenario)
    assert heights[1] < heights[0] < heights[2] < heights[3] < heights[4]


def drawn_height(widget):
    lines = [widget.render_line(y).text for y in range(widget.size.height)]
    return sum(bool(line.strip()) for line in lines)


def test_time_moves_the_count_and_the_line():
    async def scenario(app, pilot, controls):
        before = words(app)
        controls.advance(ms(1000))
        app.look()
        await pilot.pause()
        assert app.query_one("#number").text == "3"
        assert words(app).count("░") < before.count("░")

    drive(scenario)


def test_words_of_others_are_shown_as_they_are():
    label, said = (
        "[red]Go",
        "[bold]now[/bold] [link='x']y \x1b[31m\x9b31m\x07red $x @click=app.exit",
    )
    phase = msgspec.structs.replace(TIMELINE.phases[1], label=label, section="[b]Sets")
    cue = msgspec.structs.replace(TIMELINE.cues[1], text=said)
    timeline = msgspec.structs.replace(
        TIMELINE,
        title="[u]Title",
        phases=(TIMELINE.phases[0], phase, *TIMELINE.phases[2:]),
        cues=(TIMELINE.cues[0], cue, *TIMELINE.cues[2:]),
    )
    text = shown(position=3200, timeline=timeline, message="[i]gone[/]\r\nfor good")
    for part in (
        "[bold]now[/bold] [link='x']y [31m31mred $x @click=app.exit",
        "[u]Title",
        "[b]Sets",
    ):
        assert part in text
    assert "[i]gone[/]  for good" in text
    assert "[ R E D ] G O" in text


@pytest.mark.parametrize("label", ["挤压", "Étirez l'aine", "сжать", "a" * 100, "👍🏽 go"])
def test_any_name_of_a_phase_can_be_shown(label):
    phase = msgspec.structs.replace(TIMELINE.phases[1], label=label)
    timeline = msgspec.structs.replace(
        TIMELINE, phases=(TIMELINE.phases[0], phase, *TIMELINE.phases[2:])
    )

    async def scenario(app, pilot, _controls):
        banner = app.query_one("#banner")
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for y in range(banner.size.height):
                assert banner.render_line(y).cell_length == size[0]

    drive(scenario, timeline=timeline)


def test_no_colour_where_none_is_wanted(monkeypatch):
    def colours(app):
        return {colour for colour in COLOURS.values() if colour in app.export_screenshot()}

    async def coloured(app, _pilot, _controls):
        assert colours(app) == {COLOURS["hold"]}

    async def plain(app, _pilot, _controls):
        assert not colours(app)

    drive(coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    drive(plain)


def test_it_leaves_when_the_session_has_ended():
    async def scenario(app, pilot, controls):
        controls.advance(TIMELINE.duration_ms)
        app.look()
        await pilot.pause()
        assert app.return_code == 0

    drive(scenario)


def test_stopping_waits_for_the_closing_words_unless_asked_again():
    async def scenario(app, pilot, controls):
        await pilot.press("q")
        await pilot.pause()
        assert app.return_code is None
        assert "Ending. Press q again to leave at once." in words(app)
        await pilot.press("ctrl+c")
        assert (controls.calls, app.return_code) == (["stop"], 0)

    drive(scenario)


@pytest.mark.parametrize(
    ("key", "answer"),
    [("0", 0), ("7", 7), ("t", 10), ("T", 10), ("enter", None), ("escape", None), ("s", None)],
)
def test_one_key_answers_the_question_or_leaves_it_open(key, answer):
    async def scenario(app, pilot, controls):
        await pilot.press(key)
        assert controls.calls == [f"answer {answer}"]
        assert app.return_code == 0

    drive(scenario, mode="asking")


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
def test_who_leaves_while_asked_leaves_at_once(key):
    async def scenario(app, pilot, controls):
        await pilot.press(key)
        assert (controls.calls, app.return_code) == ([], 0)

    drive(scenario, mode="asking")


@pytest.mark.parametrize("key", ["3", "t", "enter", "s"])
def test_before_it_is_asked_nothing_is_answered(key):
    async def scenario(app, pilot, controls):
        await pilot.press(key)
        assert (controls.calls, app.return_code) == ([], None)

    drive(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_the_question_tells_what_was_done_and_what_to_press(size):
    async def scenario(app, _pilot, _controls):
        text = words(app)
        assert app.query_one("#banner").text == "Pain"
        assert app.query_one("#number").text == "0 to 10"
        assert "That was dose two of four today." in text
        assert app.query_one("#following").text == "press 0-9, t for ten; enter: no answer"
        assert "pause" not in text

    drive(scenario, size=size, mode="asking", message="That was dose two of four today.")
