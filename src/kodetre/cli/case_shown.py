"""A case as it is shown, and the options that say which one is meant."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli.excerpt import short
from kodetre.i18n.message import joined, msg, term

if TYPE_CHECKING:
    from kodetre.model.cases import AttributeValue, Case, CaseFigure, CaseLink

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The case.")]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="Its kind, where cases of several kinds have the name.")
]
_LONGEST = 60


def told_link(link: "CaseLink") -> str:
    """What belongs to a case, on one line: D4, a stretch by its words, or a speaker in D4."""
    if link.target == "speaker":
        return msg("{speaker} in {document}", speaker=link.speaker, document=link.document)
    if link.target == "span":
        said = f"{link.document} «{short(link.quote, _LONGEST)}»"
        return said if link.span is not None else msg("{excerpt} (adrift)", excerpt=said)
    return link.document


def shown_value(value: "AttributeValue") -> str:
    """A value for people: yes and no in their language."""
    return term(value.written) if value.type == "yes/no" else value.written


def json_value(value: "AttributeValue") -> object:
    """A value for programs: a number, true or false, or a text."""
    match value.type:
        case "whole":
            return int(value.written)
        case "number":
            return float(value.written)
        case "yes/no":
            return value.written == "yes"
    return value.written


def told_figure(figure: "CaseFigure") -> str:
    """A figure on one line: årsverk 2021: 94 årsverk (D3, 57)."""
    place = joined((part for part in figure.place if part), ", ")
    said = joined((part for part in (figure.value, figure.unit) if part), " ")
    return joined((f"{figure.name} {figure.year}: ", said, f" ({place})" if place else ""))


def as_json(case: "Case") -> dict[str, object]:
    """A case for programs."""
    return {
        "id": case.id,
        "kind": case.kind,
        "name": case.name,
        "attributes": {name: json_value(value) for name, value in case.attributes.items()},
        "links": [_link_as_json(link) for link in case.links],
        "figures": [_figure_as_json(figure) for figure in case.figures],
    }


def _link_as_json(link: "CaseLink") -> dict[str, object]:
    return {
        "id": link.id,
        "target": link.target,
        "document": link.document,
        "start": link.span.start if link.span else None,
        "end": link.span.end if link.span else None,
        "quote": link.quote,
        "speaker": link.speaker,
        "coder": link.coder,
    }


def _figure_as_json(figure: "CaseFigure") -> dict[str, object]:
    return {
        "name": figure.name,
        "year": figure.year,
        "value": float(figure.value),
        "unit": figure.unit,
        "document": figure.document,
        "page": figure.page,
        "source": figure.source,
        "topic": figure.topic,
        "coder": figure.coder,
    }
