"""Who is named in documents: names from the text, from its lists and from a model, with what the user has said of them. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodetre.actors.company import municipalities_in
from kodetre.actors.evidence import written_in
from kodetre.actors.joining import joined
from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import UNKNOWN, proposed_kind
from kodetre.actors.lists import abbreviations_of, listed_names
from kodetre.actors.names import Mention, acronyms_in, names_in
from kodetre.actors.register import known_names
from kodetre.model.documents import Document, Span


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


Entities = Mapping[str, Sequence[Span]]
"""What a model of a language takes for names, by document."""


def gather(
    documents: Sequence[Document], kept: Iterable[KeptActor] = (), entities: Entities | None = None
) -> list[Actor]:
    """The actors that documents name, those named most often first; no-names are left out."""
    said = {actor.name: actor for actor in kept}
    own_lists = {document.id: _listed(document) for document in documents}
    written = written_in(documents, _known(said.values(), own_lists.values()))
    mentions: list[Mention] = []
    long_of: dict[str, str] = {}
    municipalities: set[str] = set()
    for document in documents:
        listed = own_lists[document.id]
        model = _of_a_model(document, (entities or {}).get(document.id, ()))
        own = without_overlap(listed.mentions, names_in(document, written), model)
        long_of.update(acronyms_in(document, own))
        long_of.update(listed.long_of)
        municipalities |= municipalities_in(document, own)
        mentions += own
    main_of = joined(Counter(mention.name for mention in mentions), long_of, said)
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_name.setdefault(main_of[mention.name], []).append(mention)
    actors = [
        _actor(name, own, said.get(name), municipalities)
        for name, own in by_name.items()
        if name not in said or said[name].is_name
    ]
    return sorted(actors, key=lambda actor: (-len(actor.mentions), actor.name))


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a document's own lists give."""

    mentions: tuple[Mention, ...]
    long_of: Mapping[str, str]


def _listed(document: Document) -> _Listed:
    mentions = list(listed_names(document))
    long_of: dict[str, str] = {}
    for short, long in abbreviations_of(document):
        long_of[short.name] = long.name
        if proposed_kind(long.name) != UNKNOWN:
            mentions += [short, long]
    return _Listed(tuple(mentions), long_of)


def _known(kept: Iterable[KeptActor], listed: Iterable[_Listed]) -> set[str]:
    """What is a name whatever the documents tell of its words."""
    names = set(known_names())
    for actor in kept:
        names.update((actor.name, *actor.variants))
    for own in listed:
        names.update(mention.name for mention in own.mentions)
    return names


def _of_a_model(document: Document, spans: Iterable[Span]) -> Iterator[Mention]:
    """Names that a model found, of what stands in the body."""
    bodies = [(number, block) for number, block in enumerate(document.reading.blocks) if block.part == "body"]
    starts = [block.start for _, block in bodies]
    for span in spans:
        number, block = bodies[bisect_right(starts, span.start) - 1] if starts else (0, None)
        if block is not None and block.kind != "heading" and block.start <= span.start and span.end <= block.end:
            yield Mention(" ".join(span.of(document.text).split()), document.id, span, number)


def without_overlap(*sources: Iterable[Mention]) -> list[Mention]:
    """Mentions in the order of the text; where two share a letter, that of the earlier source."""
    kept: list[Mention] = []
    for source in sources:
        starts = [mention.span.start for mention in kept]
        new: list[Mention] = []
        for mention in source:
            place = bisect_right(starts, mention.span.start)
            beside = kept[max(0, place - 1) : place + 1]
            if not any(mention.span.overlaps(other.span) for other in beside):
                new.append(mention)
        kept = sorted([*kept, *new], key=lambda mention: mention.span.start)
    return kept


def _actor(name: str, mentions: Sequence[Mention], said: KeptActor | None, municipalities: Container[str]) -> Actor:
    variants = dict.fromkeys(mention.name for mention in mentions if mention.name != name)
    asked = said is not None and said.kind != UNKNOWN
    if said is not None and asked:
        kind = said.kind
    elif any(written in municipalities for written in (name, *variants)):
        kind = "municipality"
    else:
        kind = proposed_kind(name)
    return Actor(name, kind, asked, tuple(sorted(variants)), tuple(mentions))
