"""A session on a small project, and random actions in it."""

import random
from pathlib import Path

from kodetre.codebook.load import from_text
from kodetre.errors import KodetreError
from kodetre.model.documents import Block, Page, ReadFile, Reading
from kodetre.services.corpus import open_corpus
from kodetre.session.actions import ACTIONS, Action
from kodetre.session.session import Session
from kodetre.store import Store

PARAGRAPHS = (
    "Innhold og tilskudd",
    "Kommunen fikk tilskudd i 2022. Det gikk til to årsverk i rustjenesten.",
    "Årsverkene er lønnet av tilskudd. Planen gjelder ut året.",
    "Ingen ting her.",
    "Tilskuddsordningen opphører. Da mister vi fire årsverk.",
)
BOOK = from_text(
    "dimensions:\n  k:\n    label: K\n    codes:\n"
    "      penger:\n        label: Penger\n        keywords: [tilskudd]\n        but_not: [tilskuddsordningen]\n"
    "      folk:\n        label: Folk\n        keywords: [årsverk]\n        codes:\n"
    "          faste:\n            label: Faste\n"
    "      annet:\n        label: Annet\n",
    "b.yaml",
)


def new(folder: Path) -> Store:
    blocks, text = [], ""
    for place, paragraph in enumerate(PARAGRAPHS):
        kind = "heading" if place == 0 else "paragraph"
        blocks.append(Block(kind, 1 if place == 0 else 0, len(text), len(text) + len(paragraph), 1, 1))  # type: ignore[arg-type]
        text += paragraph + "\n\n"
    text = text.rstrip()
    reading = Reading(text, (Page(1, "1", 0, len(text)),), tuple(blocks))
    store = Store(folder / "kodetre.db", create=True)
    store.documents.add(ReadFile(reading, "a" * 64, "plan.pdf"), "Kari")
    return store


def session_on(store: Store, coder: str = "Kari") -> Session:
    corpus = open_corpus(store, BOOK)
    suggestions = sorted(corpus.suggestions(BOOK), key=lambda s: s.span.start)
    return Session(suggestions, corpus.documents, BOOK, coder, store)


ARGUMENTS = {
    "recode": ["penger", "folk.faste", "annet,penger", "finnes ikke"], "add": ["annet", "folk", "penger,annet"],
    "last": ["1", "2", "9"], "span": ["s", "p", "1-2", "", "tilskudd … årsverk"], "select": ["tilskudd", "to … fire", "x"],
    "coding": ["", "1", "2", "30"], "merge": ["", "1", "2"], "memo": ["en tanke", "en til", ""],
    "memo_document": ["om planen", ""], "memo_code": ["om koden"], "go": ["1", "D1", "Innhold", "99"], "find": ["tilskudd", "ø"],
    "new": ["penger.gaver Gaver"], "in_vivo": [""],
}  # fmt: skip
DONE = [kind.name for kind in ACTIONS if kind.name not in ("help", "quit", "undo", "redo")]


def state(store: Store) -> tuple[object, ...]:
    """Everything that a person has made and that is live."""
    return (
        [(c.id, c.span, c.code, c.coder, c.origin, c.memo, c.created, c.found) for c in store.codings.live()],
        [(d.document, d.span, d.code, d.verdict, d.coder) for d in store.codings.decisions()],
        sorted((m.target, m.subject, m.text, m.coder) for m in store.codings.memos()),
    )


def known(session: Session) -> list[tuple[object, ...]]:
    """What the session believes is coded."""
    return sorted((c.id, c.span, c.code, c.coder, c.memo, c.found) for c in session.codings_mirror.live())


def there(store: Store) -> list[tuple[object, ...]]:
    return sorted((c.id, c.span, c.code, c.coder, c.memo, c.found) for c in store.codings.live())


def act(session: Session, name: str, chance: random.Random) -> None:
    try:
        session.do(Action(name, chance.choice(ARGUMENTS.get(name, [""]))))
    except KodetreError:
        return
