"""spaCy (https://spacy.io) as an analyser: the lemmas, sentences and parts of speech of a model that the user has installed.

spaCy is imported when a text is analysed and not before: what it said of a text is kept, and most commands ask only that.
"""

import hashlib
import importlib.metadata
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kodetre.errors import MissingAnalyser
from kodetre.language.analysis import PARTS, Analysis, Numbers

_NAMES = frozenset({"PER", "PERSON", "ORG", "LOC", "GPE", "GPE_LOC", "GPE_ORG", "FAC"})
"""Labels of names of people, organisations and places, of Norwegian models and others."""
_NO_NAMES = (
    "tagger",
    "morphologizer",
    "parser",
    "senter",
    "sentencizer",
    "lemmatizer",
    "trainable_lemmatizer",
    "attribute_ruler",
)
"""What a model does that finding names has no use for."""
_PART = {name: number for number, name in enumerate(PARTS)}


class Spacy:
    """An installed spaCy model, by the name of its package or by its folder.

    Raises MissingAnalyser when spaCy or the model is not there.
    """

    def __init__(self, model: str, root: Path) -> None:
        self.name = model
        if importlib.util.find_spec("spacy") is None:
            raise MissingAnalyser(
                "kodetre.yaml",
                f"asks for spaCy with the model {model}, and spaCy is not installed",
                next_step=f"install both: {_python()} -m pip install 'spacy>=3.8,<4' && {_download(model)}",
            )
        self._folder = _folder(model, root)
        self._pipeline: Any = None
        self._naming: Any = None
        self.key = f"spacy {importlib.metadata.version('spacy')} {model} {_fingerprint(self._folder)}"

    def analyse(self, text: str, blocks: Sequence[tuple[int, int]], start: Numbers, end: Numbers) -> Analysis:
        """What the model says of the words of a text.

        A word that spaCy divides takes the lemma of its last part behind the letters of the others, and that one's part
        of speech; of one that spaCy takes for a piece of a longer token, only the part of speech is known.
        """
        lemmas: dict[str, int] = {"": 0}
        lemma = np.zeros(len(start), dtype=np.uint32)
        part = np.zeros(len(start), dtype=np.uint8)
        sentence: list[int] = []
        begins, ends = start.tolist(), end.tolist()
        word = 0
        pieces = self._loaded().pipe(text[first:last] for first, last in blocks)
        for (first, _), piece in zip(blocks, pieces, strict=True):
            if piece.has_annotation("SENT_START"):
                sentence.extend(first + begun.start_char for begun in piece.sents)
            before = ""
            for token in piece:
                at = first + token.idx
                after = at + len(token.text)
                while word < len(begins) and ends[word] <= at:
                    word, before = word + 1, ""
                held = word
                while held < len(begins) and begins[held] < after:
                    part[held] = _PART.get(token.pos_, 0)
                    if begins[held] <= at and after <= ends[held]:
                        its_lemma = before + (token.lemma_ or token.text)
                        lemma[held] = lemmas.setdefault(its_lemma.lower(), len(lemmas)) if token.lemma_ else 0
                        before += token.text
                    held += 1
        return Analysis(tuple(lemmas), lemma, part, np.array(sentence, dtype=np.uint32))

    def names(self, text: str, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where names of people, organisations and places stand in a text; none where the model does not look for names."""
        if self._naming is None:
            self._naming = self._load(_NO_NAMES)
        if "ner" not in self._naming.pipe_names:
            return []
        names: list[tuple[int, int]] = []
        pieces = self._naming.pipe(text[first:last] for first, last in blocks)
        for (first, _), piece in zip(blocks, pieces, strict=True):
            wanted = [entity for entity in piece.ents if entity.label_ in _NAMES]
            names.extend((first + entity.start_char, first + entity.end_char) for entity in wanted)
        return names

    def _loaded(self) -> Any:  # noqa: ANN401 - spaCy is not there to be checked against
        if self._pipeline is None:
            self._pipeline = self._load(("ner",))
        return self._pipeline

    def _load(self, without: Sequence[str]) -> Any:  # noqa: ANN401
        """The model without some of what it does."""
        import spacy

        try:
            pipeline = spacy.load(self._folder, exclude=list(without))
        except (OSError, ValueError, ImportError) as error:
            raise MissingAnalyser(
                str(self._folder),
                f"is no model that this spaCy can load: {' '.join(str(error).split())[:200]}",
                next_step=f"install one that fits: {_download(self.name)}",
            ) from error
        pipeline.max_length = sys.maxsize
        return pipeline


def _folder(model: str, root: Path) -> Path:
    """The folder of a model: one named in kodetre.yaml, seen from the project, or that of a package."""
    if (own := root / model).joinpath("config.cfg").is_file():
        return own
    spec = importlib.util.find_spec(model) if model.isidentifier() else None
    if spec is None or not spec.origin:
        raise MissingAnalyser(
            "kodetre.yaml",
            f"asks for the spaCy model {model}, which is not installed",
            next_step=f"install it: {_download(model)}",
        )
    package = Path(spec.origin).parent
    inner = [config.parent for config in sorted(package.glob("*/config.cfg"))]
    return inner[0] if inner else package


def _fingerprint(folder: Path) -> str:
    """What changes when a model is replaced by another in the same place."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    seen = [(path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


def _python() -> str:
    return sys.executable or "python"


def _download(model: str) -> str:
    return f"{_python()} -m spacy download {model}"
