"""`kodetre report pdf D1`: a copy of a PDF with its codings as highlights."""

from pathlib import Path

from kodetre.cli import out, talk
from kodetre.errors import WrongUse
from kodetre.i18n.messages import word_for
from kodetre.services.highlights import HighlightRequest, highlight


def write(request: HighlightRequest, target: Path | None) -> None:
    """Write the copy, and say how many codings are in it. Raises OutputFailed, and what `highlight` raises."""
    copy = highlight(request)
    place = target or Path(copy.name)
    if place.is_dir():
        place /= copy.name
    if place.exists() and place.samefile(copy.original):
        raise WrongUse(str(place), "is the document itself", next_step="name another file with --output")
    out.write_bytes(place, copy.data)
    lost = f"; {word_for('en', 'without_place', copy.without_place)}" if copy.without_place else ""
    talk.say(f"Wrote {place}: {word_for('en', 'highlights', copy.highlights)}{lost}.")
