"""Stock words in Spanish.

The listener is addressed as ``tú``. The sides are feminine, as in "la pierna izquierda",
"la rodilla izquierda", "la cadera izquierda"; where the word is masculine, go by the leg:
"el pie de la pierna $side".
"""

from voicecoach.script.phrases.measures import Measures, Noun
from voicecoach.script.phrases.stock import PageWords, Phrases

_ONES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]


def number(count: int) -> str:
    """Write a count in words: ``veintiuno``."""
    if count < len(_ONES):
        return _ONES[count]
    if count < 100:  # noqa: PLR2004 - where hundreds begin
        tens, ones = divmod(count, 10)
        return _TENS[tens - 3] + (f" y {_ONES[ones]}" if ones else "")
    if count == 100:  # noqa: PLR2004 - "cien", but "ciento uno"
        return "cien"
    if count < 1000:  # noqa: PLR2004 - where thousands begin
        head, rest = divmod(count, 100)
        return _HUNDREDS[head - 1] + (f" {number(rest)}" if rest else "")
    head, rest = divmod(count, 1000)
    words = "mil" if head == 1 else f"{_masculine(head)} mil"
    return f"{words} {number(rest)}" if rest else words


def counted(count: int) -> str:
    """Write a number as it stands before a feminine word: ``una`` vez, ``veintiuna`` veces."""
    words = number(count).replace("cientos", "cientas").replace("quinientos", "quinientas")
    return words.removesuffix("o") + "a" if words.endswith("uno") else words


def _masculine(count: int) -> str:
    words = number(count)
    if words.endswith("veintiuno"):
        return words.removesuffix("uno") + "ún"
    return words.removesuffix("o") if words.endswith("uno") else words


_MEASURES = Measures(
    number=number,
    counted=counted,
    hour=Noun("hora", "horas", counted),
    minute=Noun("minuto", "minutos", _masculine),
    second=Noun("segundo", "segundos", _masculine),
    units={
        "cm": Noun("centímetro", "centímetros", _masculine),
        "m": Noun("metro", "metros", _masculine),
        "kg": Noun("kilo", "kilos", _masculine),
        "g": Noun("gramo", "gramos", _masculine),
        "lb": Noun("libra", "libras", counted),
        "in": Noun("pulgada", "pulgadas", counted),
        "°": Noun("grado", "grados", _masculine),
        "%": Noun("por ciento", "por ciento", number),
    },
    nothing="cero segundos",
    point=" coma ",
    mark=",",
    joint=" y ",
)

PHRASES = Phrases(
    language="es",
    safety="Esto no es un consejo médico. Si el dolor se vuelve agudo, para.",
    squeeze="Aprieta",
    relax="Relaja",
    switch="Cambia de lado.",
    sides={"left": "izquierda", "right": "derecha"},
    halfway="Vas por la mitad.",
    last="La última.",
    remaining="{} más.",
    nth_set="Serie {} de {}.",
    upcoming="A continuación: {}.",
    finished="Muy bien hecho.",
    paused="En pausa.",
    stopped="Lo dejamos aquí. Hasta la próxima.",
    nth_dose="Ha sido la dosis {} de {} de hoy.",
    nth_today="Ha sido la sesión número {} de hoy.",
    ask_pain="¿Cuánto te ha dolido, de cero a diez? Pulsa una tecla.",
    labels={
        "instruction": "Escucha",
        "ready": "Prepárate",
        "hold": "Mantén",
        "rest": "Descansa",
        "move": "Muévete",
        "switch": "Cambia",
        "wait": "Espera",
        "finish": "Terminado",
    },
    page=PageWords(
        play="Reproducir",
        pause="Pausar",
        back="Atrás",
        on="Adelante",
        chapters="Capítulos",
        save="Guardar",
        unplayable="Esta página no funciona aquí. Ábrela en otro navegador.",
    ),
    measures=_MEASURES,
)
