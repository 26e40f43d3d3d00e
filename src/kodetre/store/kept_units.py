"""The units of coding of a large corpus, kept beside the words of its documents and named like them by what they were made from."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np

from kodetre.codebook.tree import Unit
from kodetre.language.analysis import splitter
from kodetre.model.documents import Document
from kodetre.store.arrays import as_bytes, read_arrays, write_arrays
from kodetre.store.kept_index import KeptIndex, code_of
from kodetre.suggestions.keywords import coding_units
from kodetre.suggestions.units import CodingUnits, CorpusUnits, UnitArrays

_PACKAGES = ("document", "suggestions")
"""Whose code decides what is a unit of coding."""


def kept_units(index: KeptIndex, documents: Mapping[str, Document], unit: Unit) -> CorpusUnits:
    """The units of coding of the documents of an index that is kept; those of each segment are worked out once."""
    code = code_of(_PACKAGES)
    parts = [
        _part(path.with_name(f"{path.stem}-{unit}.units"), f"{key} {code}", ids, documents, unit)
        for path, key, ids in index.kept
    ]
    return CorpusUnits(index.ids, UnitArrays.joined(parts))


def kept_blank_pages(index: KeptIndex, documents: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    """The labels of the pages that gave no text, by document, of those that have any; looked for once in each segment."""
    blank: dict[str, tuple[str, ...]] = {}
    for path, key, ids in index.kept:
        file = path.with_name(f"{path.stem}-blank.units")
        kept = read_arrays(file, key)
        if kept is not None:
            own = json.loads(kept.text("labels"))
        else:
            own = {id: labels for id in ids if (labels := blank_pages(documents[id]))}
            with suppress(OSError):
                write_arrays(file, key, {"labels": as_bytes(json.dumps(own))})
        blank |= {id: tuple(labels) for id, labels in own.items()}
    return blank


def blank_pages(document: Document) -> list[str]:
    """The labels of the pages of a document that gave no text; none of what has no pages of its own."""
    if not document.info.paged:
        return []
    text = document.text
    return [page.label for page in document.reading.pages if not text[page.start : page.end].strip()]


def _part(path: Path, key: str, ids: Sequence[str], documents: Mapping[str, Document], unit: Unit) -> UnitArrays:
    """The units of the documents of a segment."""
    names = [field.name for field in fields(UnitArrays)]
    kept = read_arrays(path, key)
    if kept is not None and set(kept) == set(names):
        return UnitArrays(**{name: kept[name].view(np.uint32) for name in names})
    units: list[CodingUnits] = []
    lengths: list[int] = []
    for id in ids:  # one text at a time
        document = documents[id]
        units.append(coding_units(document, unit, splitter(document.text)))
        lengths.append(len(document.text))
    arrays = UnitArrays.of(units, lengths)
    with suppress(OSError):
        write_arrays(path, key, {name: getattr(arrays, name) for name in names})
    return arrays
