"""What reports are made from: excerpts, documents, what keywords hit. Pure: somebody else has asked the store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodetre.actors.gather import Actor
from kodetre.agreement.material import Material
from kodetre.codebook.tree import Codebook, stands_under
from kodetre.document.citation import Citer, alphabetical, author_of
from kodetre.document.membership import ProjectCases
from kodetre.document.reading import DocumentReading
from kodetre.i18n.messages import word, word_for
from kodetre.matching.searched import SearchedWord
from kodetre.model.cases import Case
from kodetre.model.coding_columns import CodingColumns
from kodetre.model.codings import Coding, Memo
from kodetre.model.discussions import Discussion
from kodetre.model.documents import DocumentInfo, Span
from kodetre.model.read_pages import KeptSearch
from kodetre.model.sources import SourceLog
from kodetre.model.synthesis import SynthesisData
from kodetre.report.options import Options
from kodetre.report.table import Indented
from kodetre.suggestions.recall import TARGET
from kodetre.suggestions.sampling import SampleEstimate
from kodetre.suggestions.stopping import ShareFound


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
    """A keyword of a code in a document that it hits: in which forms, how often each, and where the hits begin.

    Of a pattern that was asked for, `code` is empty.
    """

    code: str
    keyword: str
    document: str
    forms: tuple[tuple[str, int], ...]
    starts: tuple[int, ...] = ()
    """Where the hits begin (code points), in the order of the text."""

    @property
    def hits(self) -> int:
        """How often, in all forms."""
        return sum(count for _, count in self.forms)


@dataclass(frozen=True, slots=True)
class Answered:
    """A suggestion and what coders said of it: (coder, verdict), the last of each.

    The verdict is accept, reject or defer; what was accepted without anybody reading it is "unread".
    """

    document: str
    code: str
    keywords: tuple[str, ...]
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What a coder has read for a code, of how many units of coding there are, and how much of the code is probably found."""

    code: str
    coder: str
    read: int
    accepted: int
    total: int
    share: ShareFound


@dataclass(frozen=True, slots=True)
class CodersWork:
    """What coders have marked and read of the documents that two of them have read: `left_out` are the others, by id.

    `codes` are those that were asked for, all of them when there are none.
    """

    material: Material
    documents: tuple[str, ...]
    left_out: tuple[str, ...]
    codes: tuple[str, ...] = ()

    def shows(self, code: str) -> bool:
        """Whether a code was asked for, by itself or with one that it stands under."""
        return not self.codes or any(stands_under(code, asked) for asked in self.codes)


def _nobody(options: Options) -> CodersWork | None:
    return None


def _lets_every(case: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report is made from: the documents, the codings that the filters let through, and the codebook.

    What keywords hit, the suggestions and the blank pages are there for the kinds that need them, see `ReportKind.needs_hits`.
    """

    language: str
    codebook: Codebook
    documents: Sequence[DocumentInfo]
    """Those that the filters of documents and groups let through."""
    years: dict[str, str]
    """The year of every document of the project, with its letter (2022b), by id."""
    groups: dict[str, str]
    """The group of every document of the project, empty where it has none, by id."""
    excerpts: tuple[Excerpt, ...]
    columns: CodingColumns | None = None
    """The codings where they are only counted: there are no excerpts then. Ask `counted` for them."""
    footer: tuple[str, ...] = ()
    looked_for: Mapping[str, tuple[SearchedWord, ...]] = field(default_factory=dict)
    """For each pattern that was asked for what it looks for, word by word."""
    reading: Callable[[], Mapping[str, DocumentReading]] = field(default=dict, repr=False)
    """Who has read which pages of the documents, by id; worked out when asked for, and every text is read for it."""
    may_be_read: bool = True
    """Whether anybody can have read anything: false where nobody has ever signed, or had a page on the screen."""
    kept_searches: tuple[KeptSearch, ...] = ()
    """The searches that were kept."""
    synthesis: Callable[[], SynthesisData] = field(default=SynthesisData, repr=False)
    """What is said of the cells of the analysis, with the cases; read when asked for."""
    coded: frozenset[str] = frozenset()
    """The ids of the documents in which anybody has coded anything, whatever the filters; none where they are only counted."""
    memos: tuple[Memo, ...] = ()
    searched: Iterable[Searched] = ()
    """What each keyword hits in each document, keyword by keyword; looked at one by one, for there may be millions."""
    hits_in: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many hits each code has in each document, by the document's id."""
    suggested_in: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many suggestions there are for each code in each document, by the document's id."""
    suggestions: tuple[Answered, ...] = ()
    """The suggestions that somebody has decided on."""
    estimates: tuple[SampleEstimate, ...] = ()
    """What was judged of the keywords, where they are told of."""
    blank_pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each document the printed labels of the pages that gave no text."""
    words: Mapping[str, Sequence[int]] = field(default_factory=dict, repr=False)
    """For each document where its words begin (code points); read when asked for."""
    readings: Callable[[], Sequence[CodeReading]] = field(default=tuple, repr=False)
    """What was read for each code by each coder who has accepted something; worked out when asked for."""
    sources: SourceLog = field(default_factory=SourceLog)
    """How the documents were found, chosen and appraised."""
    discussions: tuple[Discussion, ...] = ()
    """What coders decided where they had coded otherwise."""
    criteria: Mapping[str, str] = field(default_factory=dict)
    """What candidates are left out for: the short name and what it means."""
    recall: float = TARGET
    """The recall at which reading may stop."""

    compared: Callable[[Options], "CodersWork | None"] = field(default=_nobody, repr=False)
    """What coders have marked and read, laid out to be compared; None where there are fewer than two. Worked out when asked for."""
    actors: Callable[[], Sequence[Actor]] = field(default=tuple, repr=False)
    """Who is named in the documents, those named most often first; looked for when asked for."""

    cases: Callable[[], ProjectCases] = field(default=ProjectCases, repr=False)
    """All cases and who belongs to them; read when asked for."""
    lets_case: Callable[[Case], bool] = field(default=_lets_every, repr=False)
    """Whether a case is among those that the filters let through."""
    known: tuple[DocumentInfo, ...] = ()
    """Every document of the project: what a figure was read in need not be among those that are selected."""
    selected_spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    """Of documents of which a condition on cases lets only stretches through: these, by id."""

    def say(self, name: str, **values: object) -> str:
        """A word in the report's language."""
        return word(self.language, name, **values)

    def say_for(self, name: str, number: int, /, **values: object) -> str:
        """A phrase that depends on a number, in the report's language."""
        return word_for(self.language, name, number, **values)

    @property
    def group_names(self) -> list[str]:
        """The groups of the documents in the order they are first met, those without one last."""
        met = dict.fromkeys(self.groups[document.id] for document in self.documents)
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

        def place(document: DocumentInfo) -> tuple[str, str, str]:
            author = alphabetical(author_of(document, self.language))
            return author, self.years[document.id], alphabetical(document.metadata.title)

        return sorted(documents, key=place)


def grouped(excerpts: Iterable[Excerpt], of: Callable[[Excerpt], str]) -> dict[str, list[Excerpt]]:
    """Excerpts by what each of them is of, each group in the order in which they came."""
    groups: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts:
        groups.setdefault(of(excerpt), []).append(excerpt)
    return groups


def by_document(excerpts: Iterable[Excerpt]) -> dict[str, list[Excerpt]]:
    """Excerpts by the id of their document."""
    return grouped(excerpts, lambda excerpt: excerpt.document.id)


def by_own_code(excerpts: Iterable[Excerpt]) -> dict[str, list[Excerpt]]:
    """Excerpts by the key of their code."""
    return grouped(excerpts, lambda excerpt: excerpt.coding.code)


def by_code(excerpts: Iterable[Excerpt]) -> Callable[[str], list[Excerpt]]:
    """Gives the excerpts of a code and of those under it, without going through all of them for each code."""
    groups = by_own_code(excerpts)

    def under(code: str) -> list[Excerpt]:
        excerpts_under: list[Excerpt] = []
        for key, own in groups.items():
            if stands_under(key, code):
                excerpts_under += own
        return excerpts_under

    return under


def trees(data: ReportData) -> list[tuple[str, list[tuple[str, Indented]]]]:
    """Each dimension's label with its codes (key, indented label); codes that left the codebook come last, under ?."""
    trees = []
    for dimension in data.codebook.dimensions:
        codes = [(code.key, Indented(code.label, code.depth)) for code in dimension.codes]
        trees.append((dimension.label, codes))
    known = {code.key for code in data.codebook.codes()}
    gone = sorted({excerpt.coding.code for excerpt in data.excerpts} - known)
    if gone:
        trees.append(("?", [(key, Indented(key, 0)) for key in gone]))
    return trees


def counted(data: ReportData) -> CodingColumns:
    """The codings that the filters let through, to be counted."""
    return data.columns if data.columns is not None else CodingColumns.of(each.coding for each in data.excerpts)


def notes_of(data: ReportData) -> tuple[str, ...]:
    """What a reader of counts must know, and what the report was made from."""
    if data.columns is not None:
        return _notes(data, int(data.columns.is_unread.sum()), len(data.columns))
    return _notes(data, sum(excerpt.coding.origin == "keyword" for excerpt in data.excerpts), len(data.excerpts))


def _notes(data: ReportData, unread: int, every: int) -> tuple[str, ...]:
    if not unread:
        return data.footer
    return (data.say_for("unread", unread, codings=data.say_for("codings", every)), *data.footer)
