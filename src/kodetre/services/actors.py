"""Who is named in a project's documents, and what the user says of them in actors.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodetre import atomic
from kodetre.actors.file import ACTORS, changed, from_text
from kodetre.actors.gather import Actor, gather
from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import UNKNOWN
from kodetre.errors import OutputFailed, UnknownActor
from kodetre.i18n.message import msg
from kodetre.i18n.slips import did_you_mean, nearest
from kodetre.language.analysis import Analyser, NameFinder
from kodetre.model.documents import Document, Span
from kodetre.project.project import Project
from kodetre.store import Store
from kodetre.userfile import read_text


@dataclass(frozen=True, slots=True)
class ActorEdit:
    """What somebody says of an actor: its kind (unchanged without one), another name that is the same, or that it is none."""

    name: str
    kind: str = ""
    join: tuple[str, ...] = ()
    no_name: bool = False


def list_actors(project: Project) -> list[Actor]:
    """Everybody who is named in the documents, those named most often first. Raises BadActors, MissingAnalyser."""
    with project.store() as store:
        return actors_of(project, store)


def actors_of(project: Project, store: Store) -> list[Actor]:
    """The same, of a store that is open."""
    kept = kept_actors(project)
    documents = [store.documents.get(info.id) for info in store.documents.all()]
    return gather(documents, kept, entities_of(project.analyser(), documents))


def entities_of(analyser: Analyser | None, documents: Sequence[Document]) -> dict[str, list[Span]]:
    """What the project's analyser takes for names, by document; nothing where it finds none."""
    if not isinstance(analyser, NameFinder):
        return {}
    entities: dict[str, list[Span]] = {}
    for document in documents:
        blocks = [(block.start, block.end) for block in document.reading.blocks if block.part == "body"]
        entities[document.id] = [Span(*ends) for ends in analyser.names(document.text, blocks)]
    return entities


def kept_actors(project: Project) -> list[KeptActor]:
    """What actors.yaml says; nothing where it is not there. Raises BadActors, MissingFile, BadEncoding."""
    return from_text(_text(_path(project)), str(_path(project)))


def find_actor(actors: list[Actor], name: str) -> Actor:
    """The actor with a name or variant, no matter the case. Raises UnknownActor with the nearest names."""
    wanted = " ".join(name.split()).casefold()
    named: dict[str, Actor] = {}
    for actor in actors:
        for written in (actor.name, *actor.variants):
            named.setdefault(written, actor)
    for written, actor in named.items():
        if written.casefold() == wanted:
            return actor
    near = nearest(name, named)
    step = did_you_mean(near) if near else msg("see who is named: kodetre actors")
    raise UnknownActor(name, msg("is no actor of this project"), next_step=step)


def edit_actor(project: Project, edit: ActorEdit, actors: list[Actor] | None = None) -> KeptActor:
    """Write down what somebody says of an actor; what the file says of it now.

    `actors` are those that were found already, so that the documents are not read again. The file is read and written while
    the store is held, so that what others say at the same moment stays. Raises UnknownActor for a name that neither the
    documents nor the file have, BadActors, CannotEdit, OutputFailed, StoreBusy.
    """
    with project.store() as store:
        known = actors if actors is not None else actors_of(project, store)
        with store.held():
            return _edit(_path(project), edit, known)


def _edit(path: Path, edit: ActorEdit, actors: list[Actor]) -> KeptActor:
    before = _text(path)
    kept = {actor.name: actor for actor in from_text(before, str(path))}
    name = edit.name if edit.name in kept else find_actor(actors, edit.name).name
    variants = list(kept[name].variants) if name in kept else []
    for other in edit.join:
        joined = other if other in kept else find_actor(actors, other).name
        variants += [joined, *(kept[joined].variants if joined in kept else ())]
    old = kept.get(name, KeptActor(name))
    new = replace(
        old,
        kind=edit.kind or old.kind,
        variants=tuple(dict.fromkeys(variant for variant in variants if variant != name)),
        is_name=not edit.no_name and (old.is_name or bool(edit.kind)),
    )
    text = changed(before, str(path), new)
    try:
        atomic.write_bytes(path, text.encode())
    except OSError as error:
        raise OutputFailed(path, (error.strerror or msg("cannot be written")).lower()) from error
    return new


def unasked(actors: list[Actor]) -> list[Actor]:
    """Those whose kind their name does not tell and nobody has said, named most often first."""
    return [actor for actor in actors if actor.kind == UNKNOWN]


def _path(project: Project) -> Path:
    return project.root / ACTORS


def _text(path: Path) -> str:
    return read_text(path) if path.exists() else ""
