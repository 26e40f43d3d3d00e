"""What reports are made from: excerpts, documents, what keywords hit. Pure: somebody else has asked the store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.document.citation import Citer, alphabetical, author_of
from kodetre.i18n.messages import word
from kodetre.model.codings import Coding, Memo
from kodetre.model.documents import DocumentInfo


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coding with its document, and whom to ask where it stands."""

    coding: Coding
    document: DocumentInfo
    citer: Citer = field(repr=False)

    @property
    def page(self) -> str:
        """The printed pages: 57, 57–58; empty where there are none."""
        return self.citer.locator.page_label(self.coding.span)

    @property
    def citation(self) -> str:
        """(Drammen kommune, 2022b, s. 57)."""
        return self.citer.citation(self.coding.span)


@dataclass(frozen=True, slots=True)
class Searched:
    """A keyword of a code in a document that it hits: in which forms, how often, and the spans."""

    code: str
    keyword: str
    document: str
    forms: tuple[tuple[str, int], ...]
    starts: tuple[int, ...] = ()
    """Where the hits begin, in the order of the text."""

    @property
    def hits(self) -> int:
        """How often, in all forms."""
        return sum(count for _, count in self.forms)


@dataclass(frozen=True, slots=True)
class Answered:
    """A suggestion and what coders said of it: the last verdict of each."""

    document: str
    code: str
    keywords: tuple[str, ...]
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report is made from: all documents, the codings that the filters let through, and the codebook."""

    language: str
    codebook: Codebook
    documents: tuple[DocumentInfo, ...]
    years: dict[str, str]
    groups: dict[str, str]
    excerpts: tuple[Excerpt, ...]
    footer: tuple[str, ...] = ()
    memos: tuple[Memo, ...] = ()
    searched: tuple[Searched, ...] = ()
    suggestions: tuple[Answered, ...] = ()
    unread: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each document the labels of the pages that gave no text."""
    words: Mapping[str, Sequence[int]] = field(default_factory=dict, repr=False)
    """For each document where its words begin (code points); read when asked for."""

    def say(self, name: str, **values: object) -> str:
        """A word in the report's language."""
        return word(self.language, name, **values)

    @property
    def group_names(self) -> list[str]:
        """The groups of the documents in the order they are first met, those without one last."""
        met = dict.fromkeys(self.groups[d.id] for d in self.documents)
        return [name for name in met if name] + ([""] if "" in met else [])

    def code_order(self) -> Callable[[str], tuple[int, str]]:
        """A key that sorts codes as the codebook has them, those that left it last."""
        order = {code.key: place for place, code in enumerate(self.codebook.codes())}
        return lambda code: (order.get(code, len(order)), code)

    def source(self, document: DocumentInfo) -> str:
        """How a document is cited in the text: Drammen kommune 2022b."""
        return f"{author_of(document, self.language)} {self.years[document.id]}"

    def in_order(self, documents: Iterable[DocumentInfo]) -> list[DocumentInfo]:
        """Documents as a reference list has them: by author, year and title, æ, ø, å last."""
        return sorted(
            documents,
            key=lambda d: (alphabetical(author_of(d, self.language)), self.years[d.id], alphabetical(d.metadata.title)),
        )


def grouped(excerpts: Iterable[Excerpt], of: Callable[[Excerpt], str]) -> dict[str, list[Excerpt]]:
    """Excerpts by what each of them is of, each group in the order in which they came."""
    groups: dict[str, list[Excerpt]] = {}
    for one in excerpts:
        groups.setdefault(of(one), []).append(one)
    return groups


def by_code(excerpts: Iterable[Excerpt]) -> Callable[[str], list[Excerpt]]:
    """Gives the excerpts of a code and of those under it, without going through all of them for each code."""
    groups = grouped(excerpts, lambda one: one.coding.code)
    return lambda code: [one for key, found in groups.items() if stands_under(key, code) for one in found]


def trees(data: ReportData) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each dimension's label with its codes (key, indented label); codes that left the codebook come last."""
    trees = [
        (dimension.label, [(code.key, "\u2003" * code.depth + code.label) for code in dimension.codes])
        for dimension in data.codebook.dimensions
    ]
    known = {code.key for code in data.codebook.codes()}
    gone = sorted({one.coding.code for one in data.excerpts} - known)
    return [*trees, *([("?", [(key, key) for key in gone])] if gone else [])]


def notes_of(data: ReportData) -> tuple[str, ...]:
    """What a reader of counts must know, and what the report was made from."""
    unread = sum(1 for one in data.excerpts if one.coding.origin == "keyword")
    said = (data.say("unread", count=unread, total=len(data.excerpts)),) if unread else ()
    return (*said, *data.footer)
