"""`kodetre report pdf D1`: a copy of a PDF with its codings as highlights."""

from pathlib import Path

from kodetre.cli import talk
from kodetre.cli.outputs import OutputFile, Outputs
from kodetre.i18n.message import by_number, msg
from kodetre.services.highlights import HighlightRequest, highlight


def write(request: HighlightRequest, target: Path | None, outputs: Outputs) -> None:
    """Write the copy, and say how many codings are in it. Raises OutputFailed, OutputRefused, OutputExists, and what
    `highlight` raises.
    """
    if target is not None and not target.is_dir():
        outputs.check([target])
    copy = highlight(request)
    place = target or Path(copy.name)
    if place.is_dir():
        place /= copy.name
    outputs.write([OutputFile(place, copy.data)])
    lost = (
        by_number(copy.without_place, "; {number} has no place on a page", "; {number} have no place on a page")
        if copy.without_place
        else ""
    )
    highlights = by_number(copy.highlights, "{number} coding as a highlight", "{number} codings as highlights")
    talk.say(msg("Wrote {place}: {highlights}{lost}.", place=place, highlights=highlights, lost=lost))
