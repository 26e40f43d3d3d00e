"""A sample of paragraphs for judging, and what the judgements say of the keywords."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters, no_queries
from kodetre.errors import CannotUndo, NothingMatched, WrongUse
from kodetre.i18n.message import msg
from kodetre.model.codings import Step, StepKind
from kodetre.model.judgements import Answer, Judgement, UnitKey
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.places import locator_of, words_on_spreads
from kodetre.services.selection import SelectedCorpus, open_selected
from kodetre.session.judging import Asked, Judging, JudgingServices
from kodetre.store import Store
from kodetre.suggestions.sampling import (
    FEWEST_OF_A_CODE,
    Frame,
    SampleEstimate,
    SampleUnit,
    answers_of,
    codes_to_sample,
    estimate_of,
    frame_of,
    sample_units,
)


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """How many paragraphs are to be judged in all, for which codes (without any, those at the top), in which documents, by whom."""

    size: int = 0
    filters: Filters = field(default_factory=Filters)
    coder: str | None = None


@contextmanager
def open_sample(
    project: Project, request: SampleRequest, on_progress: Callable[[str], None] = lambda _: None
) -> Iterator[Judging]:
    """A session over the sample; what the coder has answered of it before is answered.

    `on_progress` is told when an analyser reads words first. Raises NothingMatched where there is nothing to draw, WrongUse for a
    sample that is too small for its codes, SlowKeyword, and what `open_selected` raises.
    """
    coder = project.coder(request.coder)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        codes = _codes(selected)
        fewest = len(codes) * (FEWEST_OF_A_CODE if len(codes) > 1 else 1)
        if request.size < fewest:
            what = msg("{size} paragraphs are too few for {count} codes", size=request.size, count=len(codes))
            raise WrongUse(
                "keywords sample",
                what,
                next_step=msg("draw {fewest} or more, or name one: --code {codes}", fewest=fewest, codes=codes[0]),
            )
        asked = _drawn(frames_of(selected.codebook, selected.corpus, codes, selected.selection.ids), request.size)
        if not asked:
            raise NothingMatched(
                "", msg("there are no paragraphs to draw {within}", within=selected.selection.within())
            )
        services = _services(store, selected.codebook, coder)
        on_spreads = words_on_spreads(store, selected.corpus.documents.values())
        yield Judging(
            asked,
            selected.corpus.documents,
            selected.codebook,
            coder,
            services,
            lambda document: locator_of(document, on_spreads),
        )


def estimates(
    project: Project, request: SampleRequest, on_progress: Callable[[str], None] = lambda _: None
) -> list[SampleEstimate]:
    """What the judgements made so far say, by code, for the coder that was asked for, or for each.

    Raises NothingMatched where nothing was judged, SlowKeyword, and what `open_selected` raises.
    """
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        judgements = store.judgements.live()
    filters, known = selected.selection.filters, {code.key for code in selected.codebook.codes()}
    wanted = [
        judgement
        for judgement in judgements
        if (judgement.code in filters.code or not filters.code) and judgement.code in known
    ]
    if request.coder is not None:
        wanted = [judgement for judgement in wanted if judgement.coder == request.coder]
    if not wanted:
        raise NothingMatched(
            "", msg("nothing was judged yet"), next_step=msg("draw a sample: kodetre keywords sample 60 --code CODE")
        )
    return estimates_of(selected.codebook, selected.corpus, wanted, selected.selection.ids)


def estimates_of(
    codebook: Codebook,
    corpus: Corpus,
    judgements: Sequence[Judgement],
    documents: Container[str],
    suggestions: Sequence[Suggestion] | None = None,
) -> list[SampleEstimate]:
    """What judgements say of the keywords in some documents, in the order of the codebook; `suggestions` where they are known."""
    answers = answers_of(judgements)
    judged = {code for code, _ in answers}
    codes = [code.key for code in codebook.codes() if code.key in judged]
    by_code: list[SampleEstimate] = []
    for frame in frames_of(codebook, corpus, codes, documents, suggestions):
        coders = sorted(coder for code, coder in answers if code == frame.code)
        by_code += [estimate_of(frame, coder, answers[frame.code, coder]) for coder in coders]
    return by_code


def frames_of(
    codebook: Codebook,
    corpus: Corpus,
    codes: Sequence[str],
    documents: Container[str],
    suggestions: Sequence[Suggestion] | None = None,
) -> list[Frame]:
    """What is drawn from for each of some codes, in some documents."""
    if not codes:
        return []
    every = corpus.suggestions(codebook) if suggestions is None else suggestions
    of_corpus = corpus.units(codebook.unit)
    units: list[SampleUnit] = []
    for id, document in corpus.documents.items():
        if id in documents:
            units += sample_units(document, of_corpus[id].spans)
    return [frame_of(code, units, every) for code in codes]


def _codes(selected: SelectedCorpus) -> list[str]:
    """The codes that are asked for, or those at the top that have keywords. Raises NotPossible for codes that are joined."""
    no_queries(selected.selection, "keywords sample")
    codes = list(selected.selection.filters.code) or [code.key for code in codes_to_sample(selected.codebook)]
    if not codes:
        raise NothingMatched("", msg("no code has keywords"), next_step=msg("see: kodetre codebook show --keywords"))
    return list(dict.fromkeys(codes))


def _drawn(frames: Sequence[Frame], size: int) -> list[Asked]:
    """The paragraphs of a sample over several codes, one code after the other."""
    each, more = divmod(size, len(frames))
    drawn: list[Asked] = []
    for place, frame in enumerate(frames):
        units = frame.drawn(each + (place < more))
        drawn += [Asked(frame.code, unit.key, unit.span) for unit in units]
    return drawn


def _services(store: Store, codebook: Codebook, coder: str) -> JudgingServices:
    def answers() -> Mapping[tuple[str, UnitKey], Answer]:
        own = [judgement for judgement in store.judgements.live() if judgement.coder == coder]
        return {(judgement.code, judgement.unit): judgement.answer for judgement in own}

    def keep(judgement: Judgement) -> None:
        store.judgements.record(judgement, coder, codebook=codebook)

    def own_steps() -> list[Step]:
        return [step for step in store.journal.steps() if step.coder == coder]

    def undo() -> None:
        _check_undo(own_steps())
        store.journal.undo(coder)

    def redo() -> None:
        _check_redo(own_steps())
        store.journal.redo(coder)

    return JudgingServices(keep, undo, redo, answers)


def _check_undo(steps: Sequence[Step]) -> None:
    """Raise CannotUndo where the step to take back is no judgement."""
    step = next((step for step in reversed(steps) if not step.undone), None)
    if step is None or step.kind is not StepKind.JUDGE:
        before = msg("; before them comes '{step_name}', which stays", step_name=step.name) if step is not None else ""
        what = msg("all your judgements are taken back{before}", before=before)
        raise CannotUndo("", what, next_step=msg("kodetre undo, outside a session, takes that back too"))


def _check_redo(steps: Sequence[Step]) -> None:
    """Raise CannotUndo where a step that may be done again is no judgement."""
    for step in reversed(steps):
        if not step.undone:
            return
        if step.kind is not StepKind.JUDGE:
            raise CannotUndo(
                "",
                msg("'{step_name}' was taken back, which is no judgement", step_name=step.name),
                next_step=msg("kodetre redo"),
            )
