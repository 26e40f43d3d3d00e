"""Changes of the codebook together with what has been coded by it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.codebook.change import CodebookEdit
from kodetre.codebook.edit import Edited
from kodetre.codebook.tree import Codebook
from kodetre.errors import CannotEdit
from kodetre.model.codings import Coding, StepKind
from kodetre.services.corpus import Corpus
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class EditStep:
    """The step of the journal that a change is: whose, what it is, and single codings that are given another code (id, code)."""

    coder: str
    kind: StepKind
    detail: str
    recoded: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: how many codings of which code get which (old, new, codings)."""

    recoded: tuple[tuple[str, str, int], ...]

    @property
    def codings(self) -> int:
        """How many codings get another code."""
        return sum(count for _, _, count in self.recoded)


def effect_of(store: Store, edited: Edited, recoded: Sequence[tuple[str, str]] = ()) -> Effect:
    """What a change would do. Raises CannotEdit when codings would be left without a code."""
    codings = store.codings.kept()
    used = Counter(coding.code for coding in codings)
    lost = [(key, used[key]) for key in edited.gone if used[key]]
    if lost:
        said = ", ".join(f"{key} ({count})" for key, count in lost)
        raise CannotEdit(
            edited.gone[0], f"has codings that would be left without a code: {said}",
            next_step="say which code they get: --to CODE",
        )  # fmt: skip
    found = [(old, new, used[old]) for old, new in edited.renamed]
    by_id = {coding.id: coding.code for coding in codings}
    single = Counter((by_id[id], new) for id, new in recoded)
    return Effect((*found, *((old, new, count) for (old, new), count in single.items())))


def carry_out(store: Store, before: Codebook, edited: Edited, step: EditStep) -> Effect:
    """Change the codebook's file and the codings, as one step of the journal.

    Raises CannotEdit, CodebookChanged, OutputFailed.
    """
    effect = effect_of(store, edited, step.recoded)
    edit = CodebookEdit(step.kind, step.detail, before, edited.codebook, tuple(edited.renamed), step.recoded)
    store.journal.edit_codebook(edit, step.coder)
    return effect


def parted(
    corpus: Corpus, codebook: Codebook, codings: Sequence[Coding], key: str, parts: Sequence[tuple[str, Sequence[str]]]
) -> list[tuple[str, str]]:
    """Which codings of a code go down to which part of it (coding id, new code): those whose excerpt holds keywords that one
    part has got, and of no other part and none that stay.
    """
    code = codebook.find(key)
    assert code is not None
    part_of = {keyword: f"{key}.{name}" for name, keywords in parts for keyword in keywords}
    own = [coding for coding in codings if coding.code == key]
    found: list[tuple[str, str]] = []
    for indexed in corpus.matcher.index.documents:
        here = [coding for coding in own if coding.document == indexed.id]
        hits = [
            (hit.span, part_of.get(keyword.written, key))
            for keyword in (code.keywords if here else ())
            for hit in corpus.matcher.hits(indexed, keyword.pattern, keyword.written)
        ]
        for coding in here:
            kinds = {part for span, part in hits if coding.span.covers(span)}
            if len(kinds) == 1 and key not in kinds:
                found.append((coding.id, kinds.pop()))
    return found
