"""Stock words in French.

The listener is addressed as ``vous``. The sides are feminine, as in "la jambe droite", "la
cuisse droite", "la hanche droite"; where the word is masculine, go by the leg: "le genou de
la jambe $side".
"""

from voicecoach.script.phrases.measures import Measures, Noun
from voicecoach.script.phrases.stock import PageWords, Phrases

_ONES = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_FOUR_SCORE = 80


def number(count: int) -> str:
    """Write a count in words: ``vingt et un``."""
    if count < len(_ONES):
        return _ONES[count]
    if count < 100:  # noqa: PLR2004 - where hundreds begin
        return _tens(count)
    if count < 1000:  # noqa: PLR2004 - where thousands begin
        head, rest = divmod(count, 100)
        words = "cent" if head == 1 else f"{number(head)} cent"
        return f"{words} {number(rest)}" if rest else words + ("" if head == 1 else "s")
    head, rest = divmod(count, 1000)
    words = "mille" if head == 1 else f"{_before_mille(head)} mille"
    return f"{words} {number(rest)}" if rest else words


def _before_mille(head: int) -> str:
    """Write eighty and whole hundreds without the s that they end in elsewhere."""
    words = number(head)
    return words[:-1] if words.endswith(("vingts", "cents")) else words


def _tens(count: int) -> str:
    """Write what counts on from sixty to seventy-nine, and from eighty to ninety-nine."""
    if count >= _FOUR_SCORE:
        rest = count - _FOUR_SCORE
        return f"quatre-vingt-{number(rest)}" if rest else "quatre-vingts"
    base = min(count // 10 * 10, 60)
    rest = count - base
    if not rest:
        return _TENS[base]
    return (
        f"{_TENS[base]} et {number(rest)}" if rest in (1, 11) else f"{_TENS[base]}-{number(rest)}"
    )


def counted(count: int) -> str:
    """Write a number as it stands before a feminine word: ``une`` fois."""
    words = number(count)
    return words + "e" if words.endswith("un") else words


_MEASURES = Measures(
    number=number,
    counted=counted,
    hour=Noun("heure", "heures", counted),
    minute=Noun("minute", "minutes", counted),
    second=Noun("seconde", "secondes", counted),
    units={
        "cm": Noun("centimètre", "centimètres", number),
        "m": Noun("mètre", "mètres", number),
        "kg": Noun("kilo", "kilos", number),
        "g": Noun("gramme", "grammes", number),
        "lb": Noun("livre", "livres", counted),
        "in": Noun("pouce", "pouces", number),
        "°": Noun("degré", "degrés", number),
        "%": Noun("pour cent", "pour cent", number),
    },
    nothing="zéro seconde",
    point=" virgule ",
    mark=",",
    singular_below=2000,
)

PHRASES = Phrases(
    language="fr",
    safety="Ceci n'est pas un avis médical. Arrêtez si la douleur devient vive.",
    squeeze="Contractez",
    relax="Relâchez",
    switch="Changez de côté.",
    sides={"left": "gauche", "right": "droite"},
    halfway="Vous êtes à la moitié.",
    last="Une dernière fois.",
    remaining="Encore {}.",
    nth_set="Série {} sur {}.",
    upcoming="Ensuite : {}.",
    finished="C'est fini, bravo.",
    paused="En pause.",
    stopped="On s'arrête là. À la prochaine.",
    nth_dose="C'était la dose {} sur {} d'aujourd'hui.",
    nth_today="C'était la séance numéro {} d'aujourd'hui.",
    ask_pain="Quelle était la douleur, de zéro à dix ? Appuyez sur une touche.",
    labels={
        "instruction": "Écoutez",
        "ready": "Préparez-vous",
        "hold": "Tenez",
        "rest": "Repos",
        "move": "Mouvement",
        "switch": "Changez",
        "wait": "Attendez",
        "finish": "Terminé",
    },
    page=PageWords(
        play="Lire",
        pause="Suspendre",
        back="Retour",
        on="Suivant",
        chapters="Chapitres",
        save="Enregistrer",
        unplayable="Cette page ne fonctionne pas ici. Ouvrez-la dans un autre navigateur.",
    ),
    measures=_MEASURES,
)
