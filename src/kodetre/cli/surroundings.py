"""What a coding session is given beside the store."""

from collections.abc import Callable

from kodetre.codebook import edit
from kodetre.codebook.tree import Codebook
from kodetre.coding.desk import Surroundings
from kodetre.corpus import Corpus
from kodetre.matching.patterns import parse
from kodetre.model import Document, Hit, Span
from kodetre.project import Project
from kodetre.recoding import carry_out
from kodetre.report.citation import author_of, year_letters
from kodetre.report.where import Where
from kodetre.store import Store


def surroundings(project: Project, store: Store, corpus: Callable[[], Corpus], coder: str, blind: bool) -> Surroundings:
    """For a session on a project; the corpus is asked for when something is first looked for."""
    language = project.settings.language
    years = year_letters(store.documents.all(), language)

    def search(pattern: str) -> list[Hit]:
        parsed, found = parse(pattern), corpus()
        return [hit for one in found.matcher.index.documents for hit in found.matcher.hits(one, parsed, pattern)]

    def cited(document: Document, span: Span) -> str:
        where = Where(lambda: document, author_of(document.info, language), years[document.id], language)
        return where.citation(span)

    def new_code(key: str, label: str) -> Codebook:
        codebook = project.codebook()
        dimension = codebook.dimensions[0].key if "." not in key else ""
        edited = edit.add(codebook, str(project.codebook_path), key, label, dimension)
        carry_out(store, codebook, edited, coder, "codebook add", key)
        return edited.codebook

    return Surroundings(
        splits={} if project.settings.model == "" else corpus().splits(),
        search=search,
        cite=cited,
        new_code=new_code,
        codebook=project.codebook,
        changes=store.changes,
        blind=blind,
    )
