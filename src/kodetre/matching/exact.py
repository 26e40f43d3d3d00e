"""Exact letters in a text."""

import re
from collections.abc import Iterator

from kodetre.language.spelling import LIGATURES, ligatures_in
from kodetre.matching.index import IndexedDocument
from kodetre.matching.nearness import Spans

_SIGNS_OF_ADDRESSES = re.compile(r"[./:@\\\\]")


def exact_spans(document: IndexedDocument, letters: str) -> Spans:
    """Where exactly these letters stand in a document's blocks, with a ligature as the letters it is made of.

    Inside an address they are looked for only when they look like (a part of) one themselves.
    """
    text = document.text
    has_ligatures = any(sign in text for sign in LIGATURES)
    if not has_ligatures and not all(part in text for part in letters.split()):
        return []
    spans = _by_letters(document, _exact(letters, has_ligatures))
    if _SIGNS_OF_ADDRESSES.search(letters):
        return list(spans)
    return [span for span in spans if not _in_address(document, span)]


def _in_address(document: IndexedDocument, span: tuple[int, int]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in document.addresses)


def ranges(document: IndexedDocument) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends."""
    return zip(document.block_start.tolist(), document.block_end.tolist(), strict=True)


def _exact(letters: str, with_ligatures: bool) -> re.Pattern[str]:
    flexible = r"\s+".join(re.escape(part) for part in letters.split())
    if with_ligatures:
        ligatures = ligatures_in(letters)
        if ligatures:
            either = re.compile("|".join(ligatures.values()))
            flexible = either.sub(lambda plain: _alternatives(plain[0], ligatures), flexible)
    left = r"(?<!\w)" if letters.strip()[0].isalnum() else ""
    right = r"(?!\w)" if letters.strip()[-1].isalnum() else ""
    return re.compile(left + flexible + right)


def _alternatives(plain: str, ligatures: dict[str, str]) -> str:
    signs = [sign for sign, letters in ligatures.items() if letters == plain]
    return f"(?:{'|'.join([plain, *signs])})"


def _by_letters(document: IndexedDocument, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    text = document.text
    for start, end in ranges(document):
        for match in expression.finditer(text[start:end]):
            if match.end() > match.start():
                yield start + match.start(), start + match.end()
