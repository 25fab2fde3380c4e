"""The spoken form of a typed line: what a speech recogniser would have printed.

The heads see every reply twice, as typed and in this form, and their answers are averaged, so that
a reply is heard the same whether it came from the keyboard or from the microphone.
"""

from __future__ import annotations

import re

from simulator.understanding.numerals import cardinal, ordinal, spelled, year

_CURRENCY = {"£": "pounds", "$": "dollars", "€": "euros", "₹": "rupees"}
_TITLES = {
    "mr": "mister",
    "mrs": "missus",
    "dr": "doctor",
    "st": "saint",
    "vs": "versus",
    "etc": "et cetera",
    "no": "no",
    "approx": "approximately",
}
_SYMBOLS = {"%": " percent ", "&": " and ", "@": " at ", "+": " plus ", "#": " number "}
_MONEY = re.compile(r"([£$€₹])\s?(\d[\d,]*)(?:\.(\d{1,2}))?\s?(k|m|bn)?\b", re.I)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\s?(am|pm|a\.m\.|p\.m\.)?", re.I)
_HOUR = re.compile(r"\b(\d{1,2})\s?(am|pm|a\.m\.|p\.m\.)(?=\W|$)", re.I)
_ORDINALS = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b", re.I)
_DECIMAL = re.compile(r"\b(\d[\d,]*)\.(\d+)\b")
_TELEPHONE = re.compile(r"\+?\d(?:[ -]?\d){6,}")
_NUMBER = re.compile(r"\d[\d,]*\d|\d")
_SCALED = re.compile(r"\b(\d+)(k|m)\b", re.I)
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
_TITLE = re.compile(r"\b(Mr|Mrs|Dr|St|vs|etc|approx)\b\.?")
_KEEP = re.compile(r"[^a-z' ]+")
_SCALE_WORDS = {"k": "thousand", "m": "million", "bn": "billion"}
# acronyms that are said as a word; spelling them out would make nonsense of the line
_SAID_AS_WORD_WORDS = """
    SAAS SPIN BANT NASA GIF PIN RAM SIM LED ASAP OK NO SO TO IN IT
"""
_SAID_AS_WORD = frozenset(_SAID_AS_WORD_WORDS.split())


def _number_words(match: re.Match[str]) -> str:
    raw = match.group(0)
    digits = raw.replace(",", "")
    if len(digits) > 9 or (digits[0] == "0" and len(digits) > 1):
        return f" {spelled(digits)} "
    number = int(digits)
    if "," not in raw and 1900 <= number <= 2099:
        return f" {year(number)} "
    return f" {cardinal(number)} "


def _money_words(match: re.Match[str]) -> str:
    sign, whole, cents, scale = match.groups()
    words = cardinal(int(whole.replace(",", "")[:12]))
    if scale:
        part = f" point {spelled(cents)}" if cents else ""
        return f" {words}{part} {_SCALE_WORDS[scale.lower()]} {_CURRENCY[sign]} "
    tail = f" {cardinal(int(cents))}" if cents and int(cents) else ""
    return f" {words} {_CURRENCY[sign]}{tail} "


def _clock_words(match: re.Match[str]) -> str:
    hour, minute, half = match.groups()
    if int(hour) > 24 or int(minute) > 59:
        return f" {cardinal(int(hour))} point {spelled(minute)} "
    minutes = int(minute)
    said = "" if minutes == 0 else (" oh " if minutes < 10 else " ") + cardinal(minutes)
    return f" {cardinal(int(hour))}{said}{_half(half)} "


def _half(half: str | None) -> str:
    return f" {half[0].lower()} m" if half else ""


def _spell_acronym(match: re.Match[str]) -> str:
    word = match.group(0)
    return word if word in _SAID_AS_WORD else " ".join(word)


def spoken_form(text: str) -> str:
    """Lower-case words only: no punctuation, no digits, symbols said; spoken lines stay as is."""
    text = text.replace("’", "'").replace("‘", "'")
    if any(char.isupper() for char in text) and not text.isupper():
        text = _ACRONYM.sub(_spell_acronym, text)
        text = _TITLE.sub(lambda m: _TITLES[m.group(1).lower()], text)
    if any(char.isdigit() for char in text):
        text = _MONEY.sub(_money_words, text)
        text = _TELEPHONE.sub(lambda m: f" {spelled(m.group(0))} ", text)
        text = _CLOCK.sub(_clock_words, text)
        text = _HOUR.sub(lambda m: f"{cardinal(int(m.group(1)))}{_half(m.group(2))}", text)
        text = _ORDINALS.sub(lambda m: f" {ordinal(int(m.group(1)))} ", text)
        text = _DECIMAL.sub(
            lambda m: (
                f" {cardinal(int(m.group(1).replace(',', '')[:12]))} point {spelled(m.group(2))} "
            ),
            text,
        )
        text = _SCALED.sub(
            lambda m: f" {cardinal(int(m.group(1)))} {_SCALE_WORDS[m.group(2).lower()]} ", text
        )
        text = _NUMBER.sub(_number_words, text)
    for symbol, words in _SYMBOLS.items():
        text = text.replace(symbol, words)
    text = _KEEP.sub(" ", _plain_letters(text.lower()))
    return " ".join(word.strip("'") for word in text.split() if word.strip("'"))


_ACCENTS = str.maketrans("áàâäãåéèêëíìîïóòôöõøúùûüñçšžý", "aaaaaaeeeeiiiioooooouuuuncszy")


def _plain_letters(text: str) -> str:
    return text.translate(_ACCENTS).replace("ß", "ss").replace("æ", "ae").replace("œ", "oe")
