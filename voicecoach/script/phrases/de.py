"""Stock words in German.

The listener is addressed as ``Sie``; a command is an infinitive. The sides are the weak
forms, as in "das linke Bein" and "die linke Hüfte"; the other endings are added to them:
"auf dem ${side}n Bein", "Ihr ${side}s Bein".
"""

from voicecoach.script.phrases.measures import Measures, Noun
from voicecoach.script.phrases.stock import PageWords, Phrases

_ONES = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def number(count: int) -> str:
    """Write a count in words: ``einundzwanzig``."""
    if count < len(_ONES):
        return _ONES[count]
    if count < 100:  # noqa: PLR2004 - where hundreds begin
        tens, ones = divmod(count, 10)
        return (f"{counted(ones)}und" if ones else "") + _TENS[tens - 2]
    size, name = (1000, "tausend") if count >= 1000 else (100, "hundert")  # noqa: PLR2004 - as above
    head, rest = divmod(count, size)
    words = ("" if head == 1 else counted(head)) + name
    # "hundert", but "tausendeinhundert".
    one = "ein" if rest // 100 == 1 else ""
    return words + (f"{one}{number(rest)}" if rest else "")


def counted(count: int) -> str:
    """Write a number as it stands before a masculine or neuter word, and before ``mal``."""
    return "ein" if count == 1 else number(count)


def _feminine(count: int) -> str:
    return "eine" if count == 1 else number(count)


_MEASURES = Measures(
    number=number,
    counted=counted,
    hour=Noun("Stunde", "Stunden", _feminine),
    minute=Noun("Minute", "Minuten", _feminine),
    second=Noun("Sekunde", "Sekunden", _feminine),
    units={
        "cm": Noun("Zentimeter", "Zentimeter", counted),
        "m": Noun("Meter", "Meter", counted),
        "kg": Noun("Kilogramm", "Kilogramm", counted),
        "g": Noun("Gramm", "Gramm", counted),
        "lb": Noun("Pfund", "Pfund", counted),
        "in": Noun("Zoll", "Zoll", counted),
        "°": Noun("Grad", "Grad", counted),
        "%": Noun("Prozent", "Prozent", counted),
    },
    nothing="null Sekunden",
    point=" Komma ",
    mark=",",
)

PHRASES = Phrases(
    language="de",
    safety="Dies ersetzt keinen ärztlichen Rat. Wird der Schmerz stechend, hören Sie auf.",
    squeeze="Anspannen",
    relax="Locker lassen",
    switch="Seite wechseln.",
    sides={"left": "linke", "right": "rechte"},
    halfway="Die Hälfte ist geschafft.",
    last="Ein letztes Mal.",
    remaining="Noch {}.",
    nth_set="Satz {} von {}.",
    upcoming="Als Nächstes: {}.",
    finished="Gut gemacht.",
    paused="Pause.",
    stopped="Aufgehört. Bis zum nächsten Mal.",
    nth_dose="Das war heute Dosis {} von {}.",
    nth_today="Das war heute Nummer {}.",
    ask_pain="Wie stark war der Schmerz, von null bis zehn? Drücken Sie eine Taste.",
    labels={
        "instruction": "Zuhören",
        "ready": "Bereit machen",
        "hold": "Halten",
        "rest": "Pause",
        "move": "Bewegen",
        "switch": "Wechseln",
        "wait": "Warten",
        "finish": "Fertig",
    },
    page=PageWords(
        play="Abspielen",
        pause="Anhalten",
        back="Zurück",
        on="Weiter",
        chapters="Kapitel",
        save="Speichern",
        unplayable="Diese Seite läuft hier nicht. Öffnen Sie sie in einem anderen Browser.",
    ),
    measures=_MEASURES,
)
