"""The checkup: is this machine ready? Each check tries the thing itself, and says what to do."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

from voicecoach import __version__
from voicecoach.config import KEYS, Config, ConfigError, read_config
from voicecoach.errors import SessionError, SynthesisError, UnavailableError
from voicecoach.home import HOME_VARIABLE, Home
from voicecoach.player.outputs import AUTO, OUTPUTS
from voicecoach.player.port import MONO, Output
from voicecoach.sound.clips import Samples, Sounds
from voicecoach.sound.tones import render
from voicecoach.speech import Utterance
from voicecoach.timeline import Cue, Marker, Phase, Timeline
from voicecoach.tone import TONES
from voicecoach.track.about import About
from voicecoach.track.export import FORMATS, Job, Target, export
from voicecoach.units import SECOND, SPEECH_RATE, Frames, Milliseconds, frames
from voicecoach.voice.catalogue import open_voice
from voicecoach.voice.port import Voice

State = Literal["ok", "warning", "missing"]

LITTLE_SPACE = 200_000_000
"""Bytes: an hour as WAV, and some clips."""

PATIENCE = Milliseconds(15 * SECOND)
"""How long a device may take for the test tone."""

_EMBEDDED, _SYSTEM = "espeak", "system"
_WORD, _WORDS_PER_MINUTE = Utterance("one"), 165
_TONE = TONES["finish"]
_LEAD_IN = Milliseconds(SECOND // 2)
"""Headsets swallow the beginning of what they play."""
_STEP = Milliseconds(100)

_REINSTALL = "install voicecoach again: pip install --force-reinstall voicecoach"
_REPORT = "please report this"
_SYSTEM_ADVICE = "add a voice in the settings of the computer, or do without: 'espeak' is built in"
_MAY_STAND = f"nothing yet; there may stand {', '.join(KEYS)}"
_FOLDER_ADVICE = f"make it a folder you may write to, or set {HOME_VARIABLE} to one"


class Finding(msgspec.Struct, frozen=True):
    """What a check has found.

    Attributes:
        name: what was looked at.
        state: ``missing`` is something needed that does not work; ``warning`` is something
            that one can do without.
        detail: what there is, or what is wrong.
        advice: what to do; empty where nothing need be done.
    """

    name: str
    state: State
    detail: str
    advice: str = ""


Check = Callable[[str], Finding]
"""Looks at one thing, given the name of its finding."""

ListDevices = Callable[[], Sequence[str]]
"""Names the devices that can play."""


def is_ready(findings: Iterable[Finding]) -> bool:
    """Whether all that is needed works."""
    return all(finding.state != "missing" for finding in findings)


def examine(checks: Mapping[str, Check]) -> Iterator[Finding]:
    """Do the checks, by name; one that breaks is itself a finding."""
    for name, check in checks.items():
        try:
            yield check(name)
        except Exception as error:  # noqa: BLE001 - what is broken must not hide what is not
            reason = f"the check failed: {type(error).__name__}: {error}"
            yield Finding(name, "missing", reason, _REPORT)


def checks_of(home: Home, list_devices: ListDevices, *, tone: bool = False) -> dict[str, Check]:
    """Return every check of this machine, in order.

    Args:
        home: the program's folders.
        list_devices: names the devices that can play.
        tone: whether to play one.
    """
    config = usual(home)
    checks: dict[str, Check] = {"program": check_program}
    checks |= _voice_checks(config.voice or _EMBEDDED)
    checks["sound"] = partial(check_sound, usual_output(config), list_devices)
    checks |= {f"tracks: {name}": partial(check_format, name) for name in FORMATS}
    checks["sound files"] = check_decoder
    checks |= _folder_checks(home)
    checks["config"] = partial(check_config, home.config_file)
    if tone:
        checks["test tone"] = partial(check_tone, usual_output(config))
    return checks


def output_checks() -> dict[str, Check]:
    """Return a check of every output there is."""
    return {name: partial(check_output, output()) for name, output in OUTPUTS.items()}


def usual(home: Home) -> Config:
    """Return what the listener always wants; nothing where that cannot be read."""
    with suppress(ConfigError):  # the check of the file tells of it
        return read_config(home.config_file)
    return Config()


def usual_output(config: Config) -> Output:
    """Return the output that a session has where none is asked for; opens nothing."""
    name = config.output or AUTO
    return OUTPUTS["miniaudio" if name == AUTO else name]()


def _voice_checks(wanted: str) -> dict[str, Check]:
    names = dict.fromkeys((_EMBEDDED, wanted, _SYSTEM))
    checks = {name: check_voice if name in {_EMBEDDED, wanted} else check_system for name in names}
    return {f"voice: {name}": partial(check, open_voice(name)) for name, check in checks.items()}


def _folder_checks(home: Home) -> dict[str, Check]:
    folders = {
        "config": (home.config, "what you always want stands there"),
        "cache": (home.cache, "without it sessions start slower"),
        "scripts": (home.scripts, "your own scripts"),
        "state": (home.state, "without it a session cannot be resumed"),
        "data": (home.data, "your diary"),
    }
    return {
        f"folder: {name}": partial(check_folder, folder, purpose)
        for name, (folder, purpose) in folders.items()
    }


def check_program(name: str) -> Finding:
    """Tell which program this is, for those who are asked for help."""
    import platform  # noqa: PLC0415 - only the checkup needs it

    python = f"Python {platform.python_version()}"
    return Finding(name, "ok", f"voicecoach {__version__}, {python}, {platform.platform()}")


def check_voice(voice: Voice, name: str) -> Finding:
    """Have a voice say a word; it is needed."""
    try:
        with closing(voice):
            next(iter(voice.record([_WORD], _WORDS_PER_MINUTE)))
    except UnavailableError as error:
        return Finding(name, "missing", error.reason, error.advice)
    except SynthesisError as error:
        return Finding(name, "missing", str(error), _REINSTALL)
    return Finding(name, "ok", f"speaks ({voice.identity})")


def check_system(voice: Voice, name: str) -> Finding:
    """Have the computer's own voice say a word; one can do without it."""
    finding = check_voice(voice, name)
    if finding.state == "ok":
        return finding
    return Finding(name, "warning", finding.detail, _SYSTEM_ADVICE)


def check_output(output: Output, name: str) -> Finding:
    """Open an output, as a session does; without sound there are still tracks."""
    try:
        output.open(SPEECH_RATE, MONO)
    except UnavailableError as error:
        return Finding(name, "warning", error.reason, error.advice)
    finally:
        output.stop()
    return Finding(name, "ok", "can be had")


def check_sound(output: Output, list_devices: ListDevices, name: str) -> Finding:
    """Open an output and tell on which devices it can play."""
    finding = check_output(output, name)
    if finding.state != "ok":
        return finding
    try:
        devices = ", ".join(list_devices())
    except UnavailableError:
        devices = ""  # there are outputs that need none
    return Finding(name, "ok", f"{output.name}: {devices or 'the usual device'}")


def check_format(format_name: str, name: str) -> Finding:
    """Write a short track."""
    timeline, sounds = _tone_session()
    try:
        with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
            path = Path(folder) / f"tone.{format_name}"
            job = Job(
                timeline=timeline,
                sounds=sounds,
                about=About(title=timeline.title),
                targets=(Target(path, format_name),),
            )
            for failure in export(job):
                raise failure  # noqa: TRY301 - found as any other failure is
            size = path.stat().st_size
    except Exception as error:  # noqa: BLE001 - an encoder fails in ways of its own
        return Finding(name, "missing", f"cannot be written: {error}", _REINSTALL)
    return Finding(name, "ok", f"a tone was written, {size} bytes")


def check_decoder(name: str) -> Finding:
    """Import what reads music, and what the voices of some computers write."""
    try:
        import av  # noqa: PLC0415 - 100 ms, and it may be broken
    except ImportError as error:
        return Finding(name, "warning", f"PyAV cannot be loaded: {error}", _REINSTALL)
    return Finding(name, "ok", f"read by PyAV {av.__version__}")


def check_folder(
    folder: Path,
    purpose: str,
    name: str,
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
) -> Finding:
    """See whether a folder can be written to, or made; none is made now."""
    try:
        there = next(each for each in (folder, *folder.parents) if each.exists())
        with tempfile.TemporaryFile(dir=there):
            space = free(there)
    except OSError as error:
        reason = f"{folder}: cannot be written: {error.strerror or error}; {purpose}"
        return Finding(name, "warning", reason, _FOLDER_ADVICE)
    detail = f"{folder}: {space // 1_000_000} MB free"
    if space < LITTLE_SPACE:
        return Finding(name, "warning", detail, "free some space")
    return Finding(name, "ok", detail if folder == there else f"{detail}; it is made when needed")


def check_config(path: Path, name: str) -> Finding:
    """Read the config file; there need be none."""
    try:
        config = read_config(path)
    except ConfigError as error:
        return Finding(name, "missing", str(error), "mend the file, or remove it")
    written = ", ".join(f"{key} {value}" for key, value in config.entries().items())
    return Finding(name, "ok", f"{path}: {written or _MAY_STAND}")


def check_tone(output: Output, name: str) -> Finding:
    """Play a tone twice; whether it is heard only the listener knows."""
    tone = render(_TONE, SPEECH_RATE)
    silence = np.zeros(frames(_LEAD_IN, SPEECH_RATE), np.int16)
    try:
        output.open(SPEECH_RATE, MONO)
        output.start(_Clip(np.concatenate([silence, tone, silence, tone])))
        ended = any(output.wait(_STEP) for _ in range(PATIENCE // _STEP))
    except UnavailableError as error:
        return Finding(name, "warning", error.reason, error.advice)
    except SessionError as error:
        return Finding(name, "warning", str(error), "connect it again, or choose another device")
    finally:
        output.stop()
    return _tone_finding(name, output, ended=ended)


def _tone_finding(name: str, output: Output, *, ended: bool) -> Finding:
    if not ended:
        return Finding(name, "warning", "the device takes too long", "choose another device")
    if output.underruns:
        return Finding(name, "warning", f"it had {output.underruns} gaps", "close other programs")
    advice = "if you heard nothing, see to the volume and to which device the computer uses"
    return Finding(name, "ok", f"played twice on {output.name}", advice)


class _Clip:
    """A clip as a source."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples

    def read(self, start: Frames, count: Frames) -> Samples:
        return self._samples[start : start + count]


def _tone_session() -> tuple[Timeline, Sounds]:
    """Return a session that is one tone."""
    start, end = Milliseconds(0), SECOND
    timeline = Timeline(
        title="Test",
        language="en",
        duration_ms=end,
        cues=(Cue(start, _TONE.duration_ms, "tone", _TONE.role, None, None, _TONE.sound),),
        phases=(Phase(start, end, "finish", "Test", "Test"),),
        markers=(Marker(start, "Test"),),
    )
    return timeline, Sounds(SPEECH_RATE, {_TONE.sound: render(_TONE, SPEECH_RATE)})
