"""The units of coding of a large corpus, kept beside the words of its documents and named like them by what they were made from."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np

from kodetre.codebook.tree import Unit
from kodetre.language.analysis import splitter
from kodetre.model.documents import Document
from kodetre.store.arrays import read_arrays, write_arrays
from kodetre.store.kept_index import KeptIndex
from kodetre.suggestions.keywords import coding_units
from kodetre.suggestions.units import CorpusUnits, UnitArrays


def kept_units(index: KeptIndex, documents: Mapping[str, Document], unit: Unit) -> CorpusUnits:
    """The units of coding of the documents of an index that is kept; those of each segment are worked out once."""
    parts = [
        _part(path.with_name(f"{path.stem}-{unit}.units"), key, ids, documents, unit) for path, key, ids in index.kept
    ]
    return CorpusUnits(index.ids, UnitArrays.joined(parts))


def _part(path: Path, key: str, ids: Sequence[str], documents: Mapping[str, Document], unit: Unit) -> UnitArrays:
    """The units of the documents of a segment."""
    names = [field.name for field in fields(UnitArrays)]
    kept = read_arrays(path, key)
    if kept is not None and set(kept) == set(names):
        return UnitArrays(**{name: kept[name].view(np.uint32) for name in names})
    every = [documents[id] for id in ids]
    units = [coding_units(document, unit, splitter(document.text)) for document in every]
    arrays = UnitArrays.of(units, [len(document.text) for document in every])
    with suppress(OSError):
        write_arrays(path, key, {name: getattr(arrays, name) for name in names})
    return arrays
