"""`kodetre report pdf D1`: a copy of a PDF with its codings as highlights."""

from pathlib import Path

from kodetre.cli import talk
from kodetre.cli.outputs import OutputFile, Outputs
from kodetre.i18n.interface import spoken
from kodetre.i18n.message import msg
from kodetre.i18n.messages import word_for
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
    lost = msg("; {lost}", lost=word_for(spoken(), "without_place", copy.without_place)) if copy.without_place else ""
    talk.say(
        msg(
            "Wrote {place}: {highlights}{lost}.",
            place=place,
            highlights=word_for(spoken(), "highlights", copy.highlights),
            lost=lost,
        )
    )
