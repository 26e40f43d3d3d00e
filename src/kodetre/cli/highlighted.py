"""`kodetre report pdf D1`: a copy of a PDF with its codings as highlights."""

from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.document.filters import check_origins
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from kodetre.document.filters import Filters
    from kodetre.project.project import Project


def write(project: "Project", name: str | None, filters: "Filters", target: Path | None) -> None:
    """Write the copy, and say how many codings are in it.

    Raises WrongUse, NothingMatched, UnknownDocument, MissingFile, DamagedFile, OutputFailed.
    """
    from dataclasses import replace

    from kodetre.pdf.annotate import highlighted
    from kodetre.project.originals import pdf_of
    from kodetre.services.gather import gather
    from kodetre.services.highlights import highlights_of
    from kodetre.store.lazy import Shelf

    if name is None:
        raise WrongUse("report pdf", "wants a document", next_step="for example: kodetre report pdf D1")
    check_origins(filters.origin)
    settings = project.settings
    with project.store() as store:
        id = store.documents.find(name).id
        shelf = Shelf(store)
        filters = replace(filters, document=(id,))
        data = gather(store, project.codebook(), settings.language, settings.group_by, filters, shelf)
        document = shelf[id]
        path = pdf_of(project, document)
        found = highlights_of(data, store.documents.boxes(id))
    if not data.excerpts:
        raise NothingMatched(
            id, "has no codings to show", next_step="make some with kodetre code, or loosen the filters"
        )
    usual = f"{path.stem}-{data.say('coded_file')}.pdf"
    place = target or Path(usual)
    if place.is_dir():
        place /= usual
    if place.exists() and place.samefile(path):
        raise WrongUse(str(place), "is the document itself", next_step="name another file with --output")
    out.write_bytes(place, highlighted(path, found))
    missing = len(data.excerpts) - len(found)
    lost = f"; {missing} have no place on a page" if missing else ""
    talk.say(f"Wrote {place}: {len(found)} codings as highlights{lost}.")
