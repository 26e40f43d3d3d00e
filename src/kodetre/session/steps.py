"""What a step was, in words: for whoever takes it back or does it again."""

from kodetre.i18n.message import counted, joined, msg, term
from kodetre.model.codings import Step


def told(step: Step) -> str:
    """A step with all that it changed: "ingest (7 documents)"."""
    several = step.contents is not None and step.contents.documents > 1
    detail = "" if several else step.detail  # which names only the first of them
    parts = [part for part in (detail, *_changed(step)) if part]
    name = term(step.name)
    return msg("{step} ({details})", step=name, details=joined(parts, "; ")) if parts else name


def _changed(step: Step) -> list[str]:
    contents = step.contents
    if contents is None:
        return []
    parts = []
    if contents.documents:
        parts.append(counted(contents.documents, "document"))
    if contents.metadata and not contents.documents:
        parts.append(msg("metadata of {documents}", documents=counted(contents.metadata, "document")))
    if contents.codings:
        parts.append(counted(contents.codings, "coding"))
    if contents.decisions:
        parts.append(counted(contents.decisions, "decision"))
    if contents.memos:
        parts.append(counted(contents.memos, "memo"))
    if contents.cases:
        parts.append(counted(contents.cases, "case"))
    return parts
