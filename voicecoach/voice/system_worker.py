"""The worker that speaks through pyttsx3; see `voicecoach.voice.worker` for how it is spoken to.

    python -I system_worker.py NAME FOLDER [LIBRARY DATA]

A request is ``speak<tab>RATE<tab>LANGUAGES<tab>TEXT`` (words a minute; tags the voice may
bear, the best first, separated by spaces), answered with a sound file made in FOLDER, or
``list``, answered with a line ``NAME<tab>LANGUAGES`` for each voice. NAME is part of the
name or id of the voice, or empty. LIBRARY and DATA are an eSpeak NG for pyttsx3 to find.

One request is served, then the process ends: a second engine silences the first, and
several sentences queued write only the last.
"""

import ctypes
import os
import sys
import threading
from pathlib import Path
from typing import Any


class MissingError(Exception):
    """The computer has no such voice, or none at all."""


SEED = 1


def offer(library: str, data: str) -> ctypes.CDLL:
    """Load an eSpeak NG under the name by which pyttsx3 looks for it."""
    # It keeps 160 bytes of a path and knows no encoding: from here the path is a dot.
    os.chdir(Path(data).parent)
    os.environ["ESPEAK_DATA_PATH"] = "."
    return ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)


def start() -> Any:  # noqa: ANN401 - pyttsx3 has no types
    """Start pyttsx3 with the driver of this system.

    Raises:
        MissingError: it has none that works.
    """
    try:
        import pyttsx3  # noqa: PLC0415 - may fail, and then that is the answer

        return pyttsx3.init()
    except Exception as error:  # any driver, any system: all of it means no voice
        reason = f"pyttsx3 does not start ({type(error).__name__}: {error})"
        raise MissingError(reason) from error


def languages(voice: Any) -> list[str]:  # noqa: ANN401 - as above
    """Tags of the languages a voice says it speaks; lower case, with hyphens."""
    return [str(tag).replace("_", "-").lower() for tag in voice.languages or () if tag]


def rank(voice: Any, tags: list[str]) -> int | None:  # noqa: ANN401 - as above
    """How well a voice fits `tags`, 0 the best; None where it speaks another language."""
    spoken = languages(voice)
    if not spoken:
        return len(tags)
    fits = (
        place
        for place, tag in enumerate(tags)
        if any(own == tag or own.startswith(f"{tag}-") for own in spoken)
    )
    return next(fits, None)


def choose(voices: list[Any], usual: str, name: str, tags: list[str]) -> str:
    """Return the id of the voice to speak with.

    Args:
        voices: there are.
        usual: id of the one the computer would use.
        name: part of a name or id; empty for any.
        tags: languages it may bear, the best first.

    Raises:
        MissingError: no voice has that name, or none of them speaks the language.
    """
    if not voices:
        raise MissingError("the computer has no voice at all")
    called = {voice.id: (str(voice.id).lower(), str(voice.name).lower()) for voice in voices}
    named = [voice for voice in voices if any(name in part for part in called[voice.id])]
    if not named:
        known = ", ".join(sorted(str(voice.name) for voice in voices))
        raise MissingError(f"the computer has no voice '{name}'; it has: {known}")
    fitting = [voice for voice in named if rank(voice, tags) is not None]
    if not fitting:
        raise MissingError(f"none of its voices speaks '{tags[-1]}'")
    best = min(
        fitting,
        key=lambda voice: (
            name not in called[voice.id],
            str(voice.id).lower() != usual.lower(),
            rank(voice, tags),
        ),
    )
    return str(best.id)


def speak(engine: Any, voice: str, rate: int, text: str, path: Path) -> bytes:  # noqa: ANN401 - as above
    """Return the sound file of `text`.

    Raises:
        Exception: whatever the driver ran into.
    """
    errors: list[Exception] = []
    finished = threading.Event()
    engine.connect("error", lambda name, exception: errors.append(exception))  # noqa: ARG005 - pyttsx3 calls by name
    engine.connect("finished-utterance", lambda name, completed: finished.set())  # noqa: ARG005 - as above
    engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    engine.save_to_file(text, str(path))
    engine.runAndWait()
    if str(engine) == "espeak" and not errors:
        finished.wait()  # its runAndWait returns before the file is written
    if errors:
        raise errors[0]
    sound = path.read_bytes()
    path.unlink()
    return sound


def serve(request: str, name: str, folder: str, espeak: list[str]) -> bytes:
    """Return what `request` asks for.

    Args:
        request: as received.
        name: part of the name or id of the voice.
        folder: for the sound file.
        espeak: library and data of an eSpeak NG, or nothing.

    Raises:
        MissingError: the computer has no such voice.
        Exception: whatever the driver ran into.
    """
    library = offer(*espeak) if espeak else None
    engine = start()
    if library:
        library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))  # or breath would vary
    voices = list(engine.getProperty("voices"))
    task, *rest = request.split("\t", 3)
    if task == "list":
        return "".join(f"{v.name}\t{' '.join(languages(v))}\n" for v in voices).encode()
    rate, tags, text = rest
    usual = str(engine.getProperty("voice") or "")
    voice = choose(voices, usual, name.lower(), tags.split())
    return speak(engine, voice, int(rate), text, Path(folder, f"{os.getpid()}.wav"))


def main(name: str, folder: str, *espeak: str) -> None:
    """Serve one request from standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # pyttsx3 prints
    request = sys.stdin.buffer.readline().decode().rstrip("\n")
    try:
        status, payload = b"ok", serve(request, name, folder, list(espeak))
    except MissingError as error:
        status, payload = b"missing", str(error).encode()
    except Exception as error:  # noqa: BLE001 - whatever a driver raises is the answer
        status, payload = b"failed", f"{type(error).__name__}: {error}".encode()
    answers.write(b"%s 0 %d\n%s" % (status, len(payload), payload))
    answers.close()
    os._exit(0)  # drivers crash in taking themselves down


if __name__ == "__main__":
    main(*sys.argv[1:])
