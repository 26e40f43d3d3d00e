"""Changes of the codebook together with what has been coded by it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.codebook.change import CodebookEdit
from kodetre.codebook.edit import Edited
from kodetre.codebook.tree import Codebook
from kodetre.errors import CannotEdit
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding, Mark, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.services.corpus import Corpus
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class EditStep:
    """The step of the journal that a change is: whose, what it is, single codings that are given another code (id, code), and how
    far the journal was when these were worked out.
    """

    coder: str
    kind: StepKind
    detail: str
    recoded: tuple[tuple[str, str], ...] = ()
    seen: Mark | None = None
    codings: tuple[NewCoding, ...] = ()
    """New codings that are made in the same step."""
    read: tuple[tuple[str, int], ...] = ()
    """The documents that these were read from, by id, with their version."""


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
    code_of = {coding.id: coding.code for coding in store.codings.kept()}
    used = Counter(code_of.values())
    left = [f"{key} ({used[key]})" for key in edited.gone if used[key]]
    if left:
        what = msg("has codings that would be left without a code: {left}", left=", ".join(left))
        raise CannotEdit(edited.gone[0], what, next_step=msg("say which code they get: --to CODE"))
    whole = tuple((old, new, used[old]) for old, new in edited.renamed)
    single = Counter((code_of[id], new) for id, new in recoded)
    return Effect((*whole, *((old, new, count) for (old, new), count in single.items())))


def carry_out(store: Store, before: Codebook, edited: Edited, step: EditStep) -> Effect:
    """Change the codebook's file and the codings, as one step of the journal.

    Raises CannotEdit, CodebookChanged, OutputFailed.
    """
    effect = effect_of(store, edited, step.recoded)
    edit = CodebookEdit(
        step.kind,
        step.detail,
        before,
        edited.codebook,
        renamed=tuple(edited.renamed),
        recoded=step.recoded,
        codings=step.codings,
        read=step.read,
        seen=step.seen,
    )
    store.journal.edit_codebook(edit, step.coder)
    return effect


def parted(
    corpus: Corpus, codebook: Codebook, codings: Sequence[Coding], key: str, parts: Sequence[tuple[str, Sequence[str]]]
) -> list[tuple[str, str]]:
    """Which codings of a code go down to which part of it (coding id, new code): those whose excerpt holds keywords that one
    part has got, and of no other part and none that stay. Raises NoParts, SlowKeyword.
    """
    code = codebook.find(key)
    assert code is not None
    part_of: dict[str, str] = {}
    for name, keywords in parts:
        part_of.update(dict.fromkeys(keywords, f"{key}.{name}"))
    codings_of: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.code == key:
            codings_of.setdefault(coding.document, []).append(coding)
    going_down: list[tuple[str, str]] = []
    for indexed in corpus.matcher.index.documents:
        if indexed.id not in codings_of:
            continue
        hits: list[tuple[Span, str]] = []
        for keyword in code.keywords:
            target = part_of.get(keyword.written, key)
            hits += [(hit.span, target) for hit in keyword.hits(corpus.matcher, indexed)]
        for coding in codings_of[indexed.id]:
            targets = {target for span, target in hits if coding.span.covers(span)}
            if len(targets) == 1 and key not in targets:
                going_down.append((coding.id, targets.pop()))
    return going_down
