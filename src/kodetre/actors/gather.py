"""Names joined to actors: genitives and acronyms with the name they belong to, and what the user has said of them. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.actors.kinds import ORGANISATION_WORD, UNKNOWN, proposed_kind
from kodetre.actors.names import Mention, acronyms_in, names_in, written_in
from kodetre.model.documents import Document

_GENITIVE = re.compile(r"(?:.*\s)?(?:fylkes)?kommunes", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeptActor:
    """What actors.yaml says of a name."""

    name: str
    kind: str = UNKNOWN
    variants: tuple[str, ...] = ()
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is named: every way in which that is written, where, and of which kind.

    `kind` is what the user said, else what the name tells, else UNKNOWN; `asked` says whether the user has said it.
    """

    name: str
    kind: str
    asked: bool
    variants: tuple[str, ...]
    mentions: tuple[Mention, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that name the actor, in their order."""
        return tuple(dict.fromkeys(mention.document for mention in self.mentions))


def gather(documents: Sequence[Document], kept: Iterable[KeptActor] = ()) -> list[Actor]:
    """The actors that documents name, those named most often first; no-names are left out."""
    written = written_in(documents)
    mentions: list[Mention] = []
    long_of: dict[str, str] = {}
    for document in documents:
        own = list(names_in(document, written))
        long_of.update(acronyms_in(document, own))
        mentions += own
    said = {actor.name: actor for actor in kept}
    main_of = _joined(Counter(mention.name for mention in mentions), long_of, said)
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_name.setdefault(main_of[mention.name], []).append(mention)
    actors = [
        _actor(name, own, said.get(name)) for name, own in by_name.items() if name not in said or said[name].is_name
    ]
    return sorted(actors, key=lambda actor: (-len(actor.mentions), actor.name))


def _actor(name: str, mentions: Sequence[Mention], said: KeptActor | None) -> Actor:
    asked = said is not None and said.kind != UNKNOWN
    kind = said.kind if said is not None and asked else proposed_kind(name)
    variants = dict.fromkeys(mention.name for mention in mentions if mention.name != name)
    return Actor(name, kind, asked, tuple(sorted(variants)), tuple(mentions))


def _joined(names: Mapping[str, int], long_of: Mapping[str, str], said: Mapping[str, KeptActor]) -> dict[str, str]:
    """For each name the one that it is a form of; what the user says comes first."""
    by_hand: dict[str, str] = {}
    for actor in said.values():
        by_hand.update(dict.fromkeys(actor.variants, actor.name))
    main_of: dict[str, str] = {}
    for name in names:
        base = name if name in by_hand or name in said else nominative(name, names)
        base = by_hand.get(base, base)
        if base in long_of and base not in said:
            base = nominative(long_of[base], names)
        main_of[name] = by_hand.get(base, base)
    return main_of


def nominative(name: str, names: Mapping[str, int]) -> str:
    """A name without its genitive -s: where the name without it is there too, or its last word can only be a genitive."""
    base = name.removesuffix("s").removesuffix("’").removesuffix("'")
    if base == name or not base:
        return name
    if base in names or _GENITIVE.fullmatch(name) or ORGANISATION_WORD.fullmatch(base.rpartition(" ")[2]):
        return base
    return name
