"""Who is named in which document and with which code, and who together. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from kodetre.actors.gather import Actor
from kodetre.actors.kinds import KINDS, UNKNOWN
from kodetre.report.data import ReportData, by_document, notes_of
from kodetre.report.figure import Figure, Network
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_MOST_DRAWN = 24
"""Actors beyond which the network cannot be read."""
Paragraph = tuple[str, int]
"""A document's id and the number of a block in it."""


def paragraphs_of(actor: Actor) -> set[Paragraph]:
    """The paragraphs that name an actor."""
    return {(mention.document, mention.paragraph) for mention in actor.mentions}


def actors(data: ReportData, options: Options) -> list[Table]:
    """Actors by document, and by code those that coded excerpts name; counts are paragraphs."""
    named = data.actors()
    if not named:
        return []
    return [_by_document(data, named), _by_code(data, named)]


def _by_document(data: ReportData, named: Sequence[Actor]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for actor in named:
        paragraphs = paragraphs_of(actor)
        in_document = Counter(id for id, _ in paragraphs)
        counts = [in_document[document.id] for document in data.documents]
        rows.append((actor.name, kind_of(data, actor), len(paragraphs), *counts))
    columns = [Column(f"document:{document.id}", data.source(document), True, True) for document in data.documents]
    notes = (data.say("about_actors"), *data.footer)
    return Table("actors", data.say("actors"), (*_first_columns(data), *columns), tuple(rows), notes=notes)


def _by_code(data: ReportData, named: Sequence[Actor]) -> Table:
    coded = [_coded_paragraphs(data, actor) for actor in named]
    keys: set[str] = set()
    for paragraphs in coded:
        keys |= paragraphs.keys()
    codes = sorted(keys, key=data.code_order())
    rows: list[tuple[Value, ...]] = []
    for actor, paragraphs in zip(named, coded, strict=True):
        if paragraphs:
            total = len(set().union(*paragraphs.values()))
            counts = [len(paragraphs.get(code, ())) for code in codes]
            rows.append((actor.name, kind_of(data, actor), total, *counts))
    columns = [Column(f"code:{code}", data.codebook.label_path(code), True, True) for code in codes]
    title = f"{data.say('actors')}: {data.say('codings')}"
    notes = (data.say("about_actors"), *notes_of(data))
    return Table("actors_codes", title, (*_first_columns(data), *columns), tuple(rows), notes=notes)


def _first_columns(data: ReportData) -> tuple[Column, ...]:
    return (
        Column("actor", data.say("actor")),
        Column("kind", data.say("actor_kind")),
        Column("paragraphs", data.say("actor_paragraphs"), True),
    )


def _coded_paragraphs(data: ReportData, actor: Actor) -> dict[str, set[Paragraph]]:
    """For each code the paragraphs in which an excerpt of it names the actor."""
    excerpts_of = by_document(data.excerpts)
    paragraphs: dict[str, set[Paragraph]] = {}
    for mention in actor.mentions:
        for excerpt in excerpts_of.get(mention.document, ()):
            if excerpt.coding.span.overlaps(mention.span):
                paragraphs.setdefault(excerpt.coding.code, set()).add((mention.document, mention.paragraph))
    return paragraphs


def kind_of(data: ReportData, actor: Actor) -> str:
    """The kind of an actor in the report's language."""
    return data.say(f"actor_{'unknown' if actor.kind == UNKNOWN else actor.kind}")


def network(data: ReportData, options: Options) -> list[Figure]:
    """Actors that are named in the same paragraphs, those named most often where there are too many to read."""
    named = data.actors()
    places = {actor.name: paragraphs_of(actor) for actor in named[:_MOST_DRAWN]}
    shown: list[tuple[str, str, int]] = []
    for one, other in combinations(places, 2):
        if both := len(places[one] & places[other]):
            shown.append((one, other, both))
    joined = _names_in(shown)
    drawn = [actor for actor in named[:_MOST_DRAWN] if actor.name in joined]
    notes = [data.say("figure_actors_note"), data.say("about_actors")]
    if len(named) > _MOST_DRAWN:
        notes.insert(1, data.say("most_named", shown=_MOST_DRAWN, total=len(named)))
    title = data.say("figure_actors")
    columns = (
        Column("one", data.say("from")), Column("other", data.say("to")), Column("both", data.say("actor_paragraphs"), True),
    )  # fmt: skip
    ordered = sorted(shown, key=lambda pair: (-pair[2], pair[0], pair[1]))
    table = Table("figure", title, columns, tuple(ordered), notes=(*notes, *data.footer))
    return [Figure("actors", title, _drawn(drawn, places, shown, " ".join(notes)), table)]


def _names_in(pairs: Sequence[tuple[str, str, int]]) -> set[str]:
    names: set[str] = set()
    for one, other, _ in pairs:
        names |= {one, other}
    return names


def _drawn(
    named: Sequence[Actor], places: Mapping[str, set[Paragraph]], pairs: Sequence[tuple[str, str, int]], note: str
) -> Network:
    kinds = (*KINDS, UNKNOWN)
    ordered = sorted(named, key=lambda actor: (kinds.index(actor.kind), actor.name))
    place_of = {actor.name: place for place, actor in enumerate(ordered)}
    nodes = [(actor.name, len(places[actor.name]), kinds.index(actor.kind)) for actor in ordered]
    edges = [(place_of[one], place_of[other], count) for one, other, count in pairs]
    return Network(tuple(nodes), tuple(edges), note)


KIND = ReportKind(name="actors", tables=actors, figures=network, needs_codings=never, place=85)
