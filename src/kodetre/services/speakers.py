"""Who speaks in the documents, and who of them is an interviewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import msg
from kodetre.model.speakers import Speaker
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class SpeakersRequest:
    """Whose speakers are meant (all documents', unless one is named by id or file), and who of them asks, or does not after all."""

    document: str = ""
    interviewers: tuple[str, ...] = ()
    informants: tuple[str, ...] = ()
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerList:
    """The speakers that were asked for, and the step in which something was said of them; 0 where nothing is new."""

    speakers: tuple[Speaker, ...]
    step: int = 0


def speakers(project: Project, request: SpeakersRequest) -> SpeakerList:
    """The speakers, after what is said of them has been written down, as one step.

    Without a document an interviewer is marked wherever somebody of that name speaks. Raises UnknownDocument, NothingMatched for
    a name that nobody has, NotPossible when somebody is said to be both.
    """
    both = set(request.interviewers) & set(request.informants)
    if both:
        raise NotPossible(min(both), msg("cannot be an interviewer and none"), next_step=msg("name them once"))
    with project.store() as store:
        wanted = store.documents.find(request.document).id if request.document else ""
        meant = _meant(store.speakers.all(), wanted)
        told = {**dict.fromkeys(request.interviewers, True), **dict.fromkeys(request.informants, False)}
        names = {speaker.name for speaker in meant}
        if told and (unknown := [name for name in told if name not in names]):
            raise NothingMatched(
                unknown[0],
                msg("speaks in none of these documents"),
                next_step=msg("there are: {names}", names=", ".join(sorted(names)) or "–"),
            )
        asks = {
            (speaker.document, speaker.name): told[speaker.name]
            for speaker in meant
            if speaker.name in told and told[speaker.name] != speaker.asks
        }
        step = store.speakers.mark(asks, project.coder(request.coder)) if asks else 0
        return SpeakerList(tuple(_meant(store.speakers.all(), wanted)), step)


def _meant(every: Sequence[Speaker], document: str) -> list[Speaker]:
    return [speaker for speaker in every if not document or speaker.document == document]
