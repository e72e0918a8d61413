"""The stock words: right in each language, and short enough for the voice that says them."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import MemoryCache
from voicecoach.compose import Speaker
from voicecoach.errors import UnknownNameError
from voicecoach.script.phrases import LANGUAGES, phrases_for
from voicecoach.speech import Utterance
from voicecoach.timeline import PhaseKind
from voicecoach.units import HOUR, MINUTE, SECOND, SPEECH_RATE
from voicecoach.voice.espeak import EspeakVoice

BEAT_MS = 950
"""A count longer than this runs into the next one."""

START_MS = 700
ANNOUNCEMENT_MS = 2000

NUMBERS = {
    "de": {
        0: "null", 1: "eins", 16: "sechzehn", 17: "siebzehn", 20: "zwanzig", 21: "einundzwanzig",
        30: "dreißig", 66: "sechsundsechzig", 100: "hundert", 101: "hunderteins",
        121: "hunderteinundzwanzig", 200: "zweihundert", 999: "neunhundertneunundneunzig",
        1001: "tausendeins", 1100: "tausendeinhundert", 21000: "einundzwanzigtausend",
        86400: "sechsundachtzigtausendvierhundert",
    },
    "en": {
        0: "zero", 13: "thirteen", 20: "twenty", 21: "twenty-one", 40: "forty",
        100: "one hundred", 101: "one hundred one", 999: "nine hundred ninety-nine",
        86400: "eighty-six thousand four hundred",
    },
    "es": {
        0: "cero", 1: "uno", 16: "dieciséis", 20: "veinte", 21: "veintiuno", 22: "veintidós",
        26: "veintiséis", 30: "treinta", 31: "treinta y uno", 100: "cien", 101: "ciento uno",
        200: "doscientos", 500: "quinientos", 700: "setecientos", 900: "novecientos",
        999: "novecientos noventa y nueve", 1000: "mil", 1100: "mil cien", 21000: "veintiún mil",
        31001: "treinta y un mil uno", 86400: "ochenta y seis mil cuatrocientos",
    },
    "fr": {
        0: "zéro", 17: "dix-sept", 21: "vingt et un", 22: "vingt-deux", 61: "soixante et un",
        70: "soixante-dix", 71: "soixante et onze", 77: "soixante-dix-sept",
        80: "quatre-vingts", 81: "quatre-vingt-un", 91: "quatre-vingt-onze", 100: "cent",
        101: "cent un", 200: "deux cents", 201: "deux cent un", 280: "deux cent quatre-vingts",
        1000: "mille", 3000: "trois mille", 80000: "quatre-vingt mille",
        86400: "quatre-vingt-six mille quatre cents",
    },
    "zh": {
        0: "零", 2: "二", 10: "十", 11: "十一", 12: "十二", 20: "二十", 22: "二十二", 100: "一百",
        101: "一百零一", 102: "一百零二", 110: "一百一十", 112: "一百一十二", 200: "二百",
        1001: "一千零一", 1010: "一千零一十", 1100: "一千一百", 2000: "两千", 10010: "一万零一十",
        20000: "两万", 86400: "八万六千四百",
    },
}  # fmt: skip

COUNTED = {
    "de": {1: "ein", 2: "zwei", 21: "einundzwanzig"},
    "en": {1: "one", 21: "twenty-one"},
    "es": {1: "una", 21: "veintiuna", 31: "treinta y una", 200: "doscientas", 500: "quinientas"},
    "fr": {
        1: "une",
        2: "deux",
        21: "vingt et une",
        81: "quatre-vingt-une",
        91: "quatre-vingt-onze",
    },
    "zh": {1: "一", 2: "两", 12: "十二", 22: "二十二"},
}

DURATIONS = {
    "de": {
        0: "null Sekunden",
        1000: "eine Sekunde",
        2500: "zwei Komma fünf Sekunden",
        61_000: "eine Minute eine Sekunde",
        150_000: "zwei Minuten dreißig Sekunden",
        3_600_000: "eine Stunde",
    },
    "en": {
        0: "no time",
        1000: "one second",
        2500: "two point five seconds",
        1250: "one point two five seconds",
        61_000: "one minute one second",
        90_000: "one minute thirty seconds",
        7_320_000: "two hours two minutes",
    },
    "es": {
        0: "cero segundos",
        1000: "un segundo",
        2500: "dos coma cinco segundos",
        21_000: "veintiún segundos",
        90_000: "un minuto y treinta segundos",
        3_661_000: "una hora un minuto y un segundo",
        75_600_000: "veintiuna horas",
    },
    "fr": {
        0: "zéro seconde",
        1000: "une seconde",
        1500: "un virgule cinq seconde",
        2500: "deux virgule cinq secondes",
        21_000: "vingt et une secondes",
        90_000: "une minute trente secondes",
        7_200_000: "deux heures",
    },
    "zh": {
        0: "零秒",
        1000: "一秒",
        2000: "两秒",
        2500: "二点五秒",
        12_000: "十二秒",
        150_000: "两分钟三十秒",
        7_200_000: "两小时",
    },
}

QUANTITIES = {
    "de": {(1000, "kg"): "ein Kilogramm", (2500, "kg"): "2,5 Kilogramm", (50_000, "%"): "50 Prozent"},
    "en": {(1000, "kg"): "1 kilogram", (2500, "kg"): "2.5 kilograms", (5000, "cm"): "5 centimetres"},
    "es": {
        (1000, "kg"): "un kilo", (1000, "lb"): "una libra", (1500, "kg"): "1,5 kilos",
        (21_000, "cm"): "veintiún centímetros", (50_000, "%"): "50 por ciento",
    },
    "fr": {
        (1000, "kg"): "1 kilo", (1000, "lb"): "une livre", (1500, "kg"): "1,5 kilo",
        (2500, "kg"): "2,5 kilos", (5000, "cm"): "5 centimètres",
    },
    "zh": {
        (1000, "kg"): "1公斤", (2000, "kg"): "两公斤", (2500, "kg"): "2.5公斤",
        (45_000, "°"): "45度", (50_000, "%"): "百分之50",
    },
}  # fmt: skip

SENTENCES = {
    "de": ("Noch zwei Minuten.", "Noch eine Minute.", "Satz zwei von drei.", "Als Nächstes: X."),
    "en": ("Two minutes left.", "One minute left.", "Set two of three.", "Next: X."),
    "es": ("Dos minutos más.", "Un minuto más.", "Serie dos de tres.", "A continuación: X."),
    "fr": ("Encore deux minutes.", "Encore une minute.", "Série deux sur trois.", "Ensuite : X."),
    "zh": ("还剩两分钟。", "还剩一分钟。", "第二组，共三组。", "接下来：X。"),
}

LENGTHS = (*range(10, 60, 10), *range(60, 601, 30))
"""Seconds that are left where that is usually said."""


def rows(table):
    return [(language, *row) for language, words in table.items() for row in words.items()]


@pytest.fixture(scope="module")
def milliseconds_of():
    voice = EspeakVoice()
    speaker = Speaker(voice, MemoryCache())

    def measure(language, *texts):
        clips = speaker.clips([Utterance(text, language) for text in texts])
        return {spoken.text: len(clip) // SPEECH_RATE for spoken, clip in clips.items()}

    yield measure
    voice.close()


@pytest.mark.parametrize("table", [NUMBERS, COUNTED, DURATIONS, QUANTITIES, SENTENCES])
def test_every_language_is_in_every_table(table):
    assert sorted(table) == sorted(LANGUAGES)


@pytest.mark.parametrize(("language", "count", "words"), rows(NUMBERS))
def test_numbers_in_words(language, count, words):
    assert phrases_for(language).number(count) == words


@pytest.mark.parametrize(("language", "count", "words"), rows(COUNTED))
def test_numbers_before_what_they_count(language, count, words):
    assert phrases_for(language).counted(count) == words


@pytest.mark.parametrize(("language", "time", "words"), rows(DURATIONS))
def test_lengths_in_words(language, time, words):
    assert phrases_for(language).duration(time) == words


@pytest.mark.parametrize(("language", "amount", "words"), rows(QUANTITIES))
def test_amounts_in_words(language, amount, words):
    assert phrases_for(language).quantity(*amount) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_unit_stays_as_it_is_written(language):
    assert phrases_for(language).quantity(3000, "x").replace(" ", "") == "3x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_with_numbers(language):
    stock = phrases_for(language)
    two, one = stock.time_left(2 * MINUTE), stock.time_left(MINUTE)
    assert (two, one, stock.set_of(2, 3), stock.next_up("X")) == SENTENCES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_counts_sound_alike(language):
    number = phrases_for(language).number
    words = [number(count) for count in range(1, 601)]
    assert all(words)
    assert len(set(words)) == len(words)


@given(
    language=st.sampled_from(LANGUAGES), count=st.integers(1, 86400), other=st.integers(1, 86400)
)
def test_every_count_has_words_of_its_own(language, count, other):
    number = phrases_for(language).number
    assert number(count).strip() == number(count) != ""
    assert (number(count) == number(other)) == (count == other)


@given(language=st.sampled_from(LANGUAGES), time=st.integers(0, 24 * HOUR))
def test_every_length_has_words_without_figures(language, time):
    words = phrases_for(language).duration(time)
    assert words
    assert words.split(" ") == words.split()
    assert not any(character.isdigit() for character in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_phase_has_a_label_of_its_own(language):
    labels = phrases_for(language).labels
    assert set(labels) == set(get_args(PhaseKind))
    assert all(labels.values())
    assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sides_have_different_words(language):
    sides = phrases_for(language).sides
    assert set(sides) == {"left", "right"}
    assert sides["left"] != sides["right"]


def test_a_region_has_the_words_of_its_language():
    assert phrases_for("de-AT") is phrases_for("de")
    assert phrases_for("zh_Hans_CN") is phrases_for("zh")


@pytest.mark.parametrize("language", ["it", "x", "", "../en", "stock", "measures"])
def test_a_language_without_stock_words_says_how_to_add_them(language):
    with pytest.raises(UnknownNameError) as caught:
        phrases_for(language)
    message = str(caught.value)
    assert f"no set of stock words for the language '{language}'" in message
    assert "there are: de, en, es, fr, zh" in message
    assert "docs/languages.md" in message
    assert "voicecoach/script/phrases" in message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_to_ten_are_shorter_than_a_beat(language, milliseconds_of):
    words = [phrases_for(language).number(count) for count in range(1, 11)]
    lengths = milliseconds_of(language, *words)
    assert len(lengths) == 10
    assert min(lengths.values()) > 100
    assert max(lengths.values()) < BEAT_MS


@pytest.mark.parametrize("language", LANGUAGES)
def test_stock_words_fit_into_a_rest(language, milliseconds_of):
    stock = phrases_for(language)
    starts = milliseconds_of(language, stock.squeeze, stock.relax)
    assert max(starts.values()) < START_MS
    announcements = [stock.halfway, stock.last, stock.set_of(2, 3), stock.time_left(2 * MINUTE)]
    lengths = milliseconds_of(language, *announcements)
    assert max(lengths.values()) < ANNOUNCEMENT_MS, lengths


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_embedded_voice_speaks_all_there_is(language, milliseconds_of):
    stock = phrases_for(language)
    texts = {stock.safety, stock.switch, stock.finished, stock.next_up("1"), *stock.sides.values()}
    texts |= {stock.time_left(seconds * SECOND) for seconds in LENGTHS}
    texts |= {stock.quantity(2500, unit) for unit in ("cm", "m", "kg", "g", "lb", "in", "°", "%")}
    lengths = milliseconds_of(language, *texts)
    assert lengths.keys() == texts
    assert all(100 < length < 8000 for length in lengths.values())
