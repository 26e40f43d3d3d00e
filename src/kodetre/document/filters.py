"""Which documents, groups, codes, coders and origins are meant, and what is said when there is no such one. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import NothingMatched, NotPossible, UnknownDocument
from kodetre.i18n.message import msg
from kodetre.i18n.messages import word
from kodetre.i18n.slips import did_you_mean, listed, nearest, what_there_is
from kodetre.model.document_list import DocumentList, field_of, ids_of
from kodetre.model.documents import DocumentInfo, Span
from kodetre.model.marks import ORIGINS

if TYPE_CHECKING:
    from kodetre.document.code_query import CodedPlaces, CodeQuery
    from kodetre.document.membership import ProjectCases
    from kodetre.document.where import Condition
    from kodetre.model.cases import Case
    from kodetre.model.codings import Coding


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asks for; an empty field lets everything through. A code stands for those under it too."""

    code: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    """Names of actors: only what names one of them."""
    where: tuple[str, ...] = ()
    """Conditions on cases, all of which what is wanted fulfils, see `document.where`."""
    code_as: tuple[str, ...] = ()
    """Where codes are joined by AND, OR and NOT, how: `code` has every code that a coding can be of then. Set by `select`."""

    def _named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The fields that hold names, in the order in which they are told."""
        subject = (("code", self.code_as or self.code), ("group", self.group), ("document", self.document))
        return (*subject, ("coder", self.coder), ("actor", self.actor), ("condition", self.where))

    def lets_code(self, key: str) -> bool:
        """Whether a code is wanted."""
        return not self.code or any(stands_under(key, wanted) for wanted in self.code)

    def lets(self, coding: "Coding", group: str) -> bool:
        """Whether a coding in a document of this group is wanted."""
        return (
            self.lets_code(coding.code)
            and (not self.group or group in self.group)
            and (not self.document or coding.document in self.document)
            and (not self.coder or coding.coder in self.coder)
            and (not self.origin or coding.origin in self.origin)
        )

    def format(self, language: str) -> str:
        """The filters in words, empty when there are none."""
        named = self._named()
        parts = [f"{word(language, name).lower()} {', '.join(values)}" for name, values in named if values]
        if self.origin:
            parts.append(f"{word(language, 'origin').lower()} {', '.join(word(language, o) for o in self.origin)}")
        return "; ".join(parts)

    def described(self) -> str:
        """The filters as they were asked for, for a message: group Drammen kommune; document D1, D2."""
        named = self._named()
        parts: list[str] = []
        for name, values in (*named, ("origin", self.origin)):
            if values:
                parts.append(f"{name} {', '.join(value or 'none' for value in values)}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a project has to choose from: its documents, grouped by a metadata field, and its codes and coders.

    `codes` are those of codings, which the codebook need not have any more.
    """

    codebook: Codebook
    documents: Sequence[DocumentInfo]
    group_by: str
    codes: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    cases: "ProjectCases | None" = None
    """The cases of the project; None where nothing is asked of them."""
    group_kind: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What filters come to in a project: the documents that they let through, and the filters with every document as its
    id and every code as its key.
    """

    filters: Filters
    documents: Sequence[DocumentInfo]
    groups: Mapping[str, str]
    """The group of every document of the project, by id."""
    named: Mapping[str, Sequence[Span]] | None = None
    """Where the wanted actors are named, by document; None where nobody is asked for."""
    condition: "Condition | None" = None
    """What the cases that things belong to have to fulfil; None where nothing is asked of them."""
    group_kind: str = ""
    """The kind of case that the groups are."""
    query: "CodeQuery | None" = None
    """How the wanted codes are joined; None where each is wanted by itself."""
    places: "CodedPlaces | None" = None
    """Where codes stand, for a query: in the codings that the other filters let through."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the documents."""
        return frozenset(ids_of(self.documents))

    @property
    def lets_everything(self) -> bool:
        """Whether nothing is asked for: every coding is in the selection."""
        asked = self.named, self.condition, self.query, self.places
        return self.filters == Filters() and all(each is None for each in asked)

    def lets(self, coding: "Coding") -> bool:
        """Whether a coding is in the selection."""
        return (
            self.filters.lets(coding, self.groups.get(coding.document, ""))
            and self.lets_span(coding.document, coding.span)
            and self.lets_code_at(coding.code, coding.document, coding.span)
        )

    def lets_span(self, document: str, span: Span) -> bool:
        """Whether a stretch of a document names one of the wanted actors, and belongs to cases that fulfil the condition; so does
        every one where nothing of this is asked for.
        """
        names = self.named is None or any(span.overlaps(name) for name in self.named.get(document, ()))
        return names and (self.condition is None or self.condition.holds(document, span))

    def lets_case(self, case: "Case") -> bool:
        """Whether a case fulfils the condition, and is one of the groups that are asked for where it is of their kind."""
        in_group = not self.filters.group or case.kind != self.group_kind or case.name in self.filters.group
        return in_group and (self.condition is None or self.condition.lets_case(case))

    def lets_code_at(self, code: str, document: str, span: Span) -> bool:
        """Whether a code is wanted at some words of a document, coded or suggested."""
        if self.query is None or self.places is None:
            return self.filters.lets_code(code)
        return self.places.means(self.query, code, document, span)

    def within(self, further: str = "") -> str:
        """Where something was looked for, to stand after what was not found: "in the documents", or what was selected, with
        what else was asked of it.
        """
        asked = "; ".join(part for part in (self.filters.described(), further) if part)
        return msg("in the selection ({asked})", asked=asked) if asked else msg("in the documents")


def select(filters: Filters, choices: Choices) -> Selection:
    """What is meant by filters in a project.

    Raises NotPossible for an origin that there is not; UnknownDocument, UnknownCode and NothingMatched for a document, code,
    group or coder that the project has not, with what it has; BadCondition for a condition that means nothing in the project;
    NothingMatched when each is there but no document is in all.
    """
    check_origins(filters.origin)
    groups = field_of(choices.documents, choices.group_by)
    query, codes, code_as = _codes(choices, filters.code) if filters.code else (None, (), ())
    wanted = replace(
        filters,
        code=codes,
        code_as=code_as,
        document=tuple(named(choices.documents, name).id for name in filters.document),
    )
    _check("group", filters.group, groups.values())
    _check("coder", filters.coder, choices.coders)
    condition = _condition(filters, choices)
    documents = choices.documents
    if wanted.document or wanted.group or condition is not None:
        meant = [
            (not wanted.document or id in wanted.document)
            and (not wanted.group or groups[id] in wanted.group)
            and (condition is None or condition.holds_somewhere(id))
            for id in ids_of(documents)
        ]
        documents = tuple(documents[place] for place, is_meant in enumerate(meant) if is_meant)
    if choices.documents and not documents:
        what = msg("no document is in the selection ({described})", described=wanted.described())
        raise NothingMatched("", what, next_step=msg("loosen the filters"))
    return Selection(wanted, documents, groups, condition=condition, group_kind=choices.group_kind, query=query)


def _condition(filters: Filters, choices: Choices) -> "Condition | None":
    """What the cases that things belong to have to fulfil."""
    if not filters.where:
        return None
    from kodetre.document.membership import ProjectCases
    from kodetre.document.where import condition_of

    return condition_of(filters.where, choices.cases or ProjectCases())


def _codes(choices: Choices, written: Sequence[str]) -> "tuple[CodeQuery | None, tuple[str, ...], tuple[str, ...]]":
    """What is wanted of codes: the keys, and how they are joined where one of them says so, with that in words; several are joined
    by OR.
    """
    from kodetre.document.code_query import Or, codes_meant, format_query, is_query, parse_query

    if not any(map(is_query, written)):
        return None, tuple(_code(choices, name) for name in written), ()
    query: CodeQuery | None = None
    for text in written:
        own = parse_query(text, lambda name: _code(choices, name))
        query = own if query is None else Or(query, own)
    assert query is not None
    return query, tuple(sorted(codes_meant(query) or ())), (format_query(query),)


def no_queries(selection: "Selection", what: str) -> None:
    """Raise NotPossible where codes are joined and that means nothing to `what`, which takes codes one by one."""
    if selection.query is not None:
        raise NotPossible(
            selection.filters.code_as[0],
            msg("joins codes, which means nothing to {what}", what=what),
            next_step=msg("name them one by one: --code KEY --code KEY"),
        )


def _code(choices: Choices, name: str) -> str:
    """The key of the code that is meant; one that has left the codebook is known while there are codings of it."""
    if any(stands_under(key, name) for key in choices.codes):
        return name
    return find_code(choices.codebook, name).key


def _check(what: str, wanted: Sequence[str], there: Iterable[str]) -> None:
    """Raise NothingMatched for a value that is not there."""
    known = set(there)
    for value in wanted:
        if value not in known:
            raise NothingMatched(
                value, msg("is no {what} of this project", what=what), next_step=what_there_is(value, known)
            )


def named(documents: Sequence[DocumentInfo], name: str) -> DocumentInfo:
    """The one of some documents with this id (D1, d1) or file name. Raises UnknownDocument, see Documents.find."""
    wanted = name.strip()
    if isinstance(documents, DocumentList) and (of_id := documents.by_id(wanted.upper())) is not None:
        return of_id
    same_id = [d for d in documents if d.id.lower() == wanted.lower()]
    same_path = [d for d in documents if d.file == wanted]
    same_name = [d for d in documents if d.file.rsplit("/", 1)[-1] == wanted.rsplit("/", 1)[-1]]
    for matching in (same_id, same_path, same_name):
        if len(matching) == 1:
            return matching[0]
        if len(matching) > 1:
            ids = ", ".join(d.id for d in matching)
            raise UnknownDocument(
                name,
                msg("is the name of {count} documents", count=len(matching)),
                next_step=msg("use an id: {ids}", ids=ids),
            )
    raise UnknownDocument(
        name, msg("is no document of this project"), next_step=_documents_there_are(documents, wanted)
    )


def _documents_there_are(documents: Sequence[DocumentInfo], wanted: str) -> str:
    """The next step for a document that is not there."""
    if not documents:
        return msg("take documents in with: kodetre ingest corpus/")
    id_of = {document.file.rsplit("/", 1)[-1]: document.id for document in documents}
    near = nearest(wanted.rsplit("/", 1)[-1], id_of)
    there_are = msg("there are: {listed}", listed=listed(document.id for document in documents))
    if not near:
        return there_are
    question = did_you_mean(near)
    ids = ", ".join(id_of[name] for name in near)
    return f"{question} ({ids}) {there_are}"


def check_origins(origins: Sequence[str]) -> None:
    """Raise NotPossible for an origin that there is not."""
    for origin in origins:
        if origin not in ORIGINS:
            raise NotPossible(
                origin, msg("is no origin"), next_step=msg("one of: {origins}", origins=", ".join(ORIGINS))
            )
