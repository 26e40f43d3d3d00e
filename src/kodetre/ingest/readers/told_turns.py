"""Drafts of a transcript, each with who says it."""

from collections.abc import Mapping, Sequence

from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.turns import Lead, whose


def leads_of(drafts: Sequence[Draft]) -> list[Lead]:
    """How each draft begins."""
    return [
        Lead("" if draft.rows is not None else draft.text, draft.text[: draft.bold].strip(), draft.kind == "heading")
        for draft in drafts
    ]


def tell_speakers(drafts: Sequence[Draft], speakers: Mapping[str, str]) -> None:
    """Write into each draft of running text who says it."""
    if not speakers:
        return
    for draft, name in zip(drafts, whose(leads_of(drafts), dict(speakers)), strict=True):
        if draft.kind in ("paragraph", "list_item"):
            draft.speaker = name
