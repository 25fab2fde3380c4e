"""WordPiece tokens for the encoder (the uncased BERT scheme), in plain Python.

Equality with the reference tokenizer is checked in `training/export.py` on every labelled line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

PAD, UNKNOWN, START, SEPARATOR = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100  # characters; the reference gives up on longer words


class WordPiece:
    """Splits text into ids of a fixed vocabulary and remembers the words it has split before."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self.start = self._ids[START]
        self.separator = self._ids[SEPARATOR]
        self.pad = self._ids[PAD]
        self._seen: dict[str, tuple[int, ...]] = {}

    def ids(self, text: str) -> list[int]:
        """Token ids of one segment, without the special tokens."""
        out: list[int] = []
        for word in _words(text):
            known = self._seen.get(word)
            if known is None:
                known = self._split(word)
                if len(self._seen) < 20_000:  # bounded: a talkative drill room must not grow it
                    self._seen[word] = known
            out.extend(known)
        return out

    def pair(self, before: str, reply: str, longest: int) -> tuple[list[int], list[int]]:
        """(ids, segment numbers) of `[CLS] before [SEP] reply [SEP]`, at most `longest` tokens.

        The end of the prospect's line and the beginning of the reply are what matters, so the
        cut takes the front of the first and the back of the second.
        """
        reply_ids = self.ids(reply)[: longest - 3]
        before_ids = self.ids(before)
        room = max(0, min(longest - 3 - len(reply_ids), longest // 3))
        before_ids = before_ids[-room:] if room else []
        ids = [self.start, *before_ids, self.separator, *reply_ids, self.separator]
        first = len(before_ids) + 2
        return ids, [0] * first + [1] * (len(ids) - first)

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            found = None
            while start < end:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                found = self._ids.get(piece)
                if found is not None:
                    break
                end -= 1
            if found is None:
                return (self._unknown,)
            pieces.append(found)
            start = end
        return tuple(pieces)


def _words(text: str) -> list[str]:
    """Lower-cased words and single punctuation marks, accents removed."""
    if not text.isascii():
        text = _plain(text)
    out: list[str] = []
    word: list[str] = []
    for char in text.lower():
        if char.isalnum():
            word.append(char)
            continue
        if word:
            out.append("".join(word))
            word = []
        if not char.isspace() and char.isprintable():
            out.append(char)
    if word:
        out.append("".join(word))
    return out


def _plain(text: str) -> str:
    """Accents stripped, ideographs set apart, other control characters dropped."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(char)
        if kind == "Mn" or (kind.startswith("C") and char not in "\t\n\r"):
            continue
        kept.append(f" {char} " if 0x4E00 <= ord(char) <= 0x9FFF else char)
    return "".join(kept)
