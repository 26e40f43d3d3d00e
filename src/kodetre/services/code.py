"""What a coding session is given beside the store."""

from collections.abc import Callable

from kodetre.codebook import edit
from kodetre.codebook.tree import Codebook
from kodetre.document.citation import Citer, author_of, year_letters
from kodetre.document.location import Locator
from kodetre.matching.patterns import parse
from kodetre.model.codings import StepKind
from kodetre.model.documents import Document, Span
from kodetre.model.suggestions import Hit
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.recode import EditStep, carry_out
from kodetre.session.state import SessionServices
from kodetre.store import Store


def session_services(
    project: Project, store: Store, corpus: Callable[[], Corpus], coder: str, blind: bool
) -> SessionServices:
    """For a session on a project; the corpus is asked for when something is first looked for."""
    language = project.settings.language
    years = year_letters(store.documents.all(), language)

    def search(pattern: str) -> list[Hit]:
        parsed, found = parse(pattern), corpus()
        return [hit for one in found.matcher.index.documents for hit in found.matcher.hits(one, parsed, pattern)]

    def cited(document: Document, span: Span) -> str:
        citer = Citer(Locator.of(document), author_of(document.info, language), years[document.id], language)
        return citer.citation(span)

    def new_code(key: str, label: str) -> Codebook:
        codebook = project.codebook()
        dimension = codebook.dimensions[0].key if "." not in key else ""
        edited = edit.add(codebook, str(project.codebook_path), key, label, dimension)
        carry_out(store, codebook, edited, EditStep(coder, StepKind.CODEBOOK_ADD, key))
        return edited.codebook

    return SessionServices(
        splits={} if project.settings.model == "" else corpus().splits(),
        search=search,
        cite=cited,
        new_code=new_code,
        codebook=project.codebook,
        changes=store.changes,
        blind=blind,
    )
