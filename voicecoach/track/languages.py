"""Languages by the three letters that ID3 and MP4 ask for (ISO 639-2)."""

_CODES = {
    "ar": "ara", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hu": "hun", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus",
    "sv": "swe", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
UNKNOWN = "und"


def three_letters(tag: str) -> str:
    """Return the code of a BCP 47 tag's language; ``und`` for one that is not listed."""
    return _CODES.get(tag.partition("-")[0].lower(), UNKNOWN)
