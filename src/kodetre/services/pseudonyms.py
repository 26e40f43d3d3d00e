"""Pseudonyms: the key of a project, names that are added to it, and the store without them."""

import csv
import io
import re
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodetre.actors.file import ACTORS
from kodetre.csvfile import BadCsv, first_line, rows
from kodetre.errors import BadKey, KodetreError, NotPossible, OutputFailed
from kodetre.i18n.message import by_number, msg
from kodetre.ingest.find import find as find_files
from kodetre.ingest.pool import read_all
from kodetre.model.documents import Reading
from kodetre.model.pseudonyms import Key, NameCandidate
from kodetre.project.keys import check_place, key_of, path_of, read_key, remember, write_key, write_private
from kodetre.project.project import Project
from kodetre.project.settings import SETTINGS
from kodetre.pseudonyms.candidates import candidates
from kodetre.pseudonyms.names import Names
from kodetre.session.naming import Naming
from kodetre.store import Store
from kodetre.store.kept_index import wipe
from kodetre.store.pseudonyms import check_apart
from kodetre.store.store import index_folder
from kodetre.userfile import read_text

_PSEUDONYM = re.compile(r"[^\W_](?:[\w.()-]| (?! )){0,39}")
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class PseudonymState:
    """The key of a project: where it is, whether it is there, how many names it has, the pseudonyms, and documents with any."""

    id: str
    path: Path
    there: bool
    names: int
    pseudonyms: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """How many names were added to the key, how many replaced in the store, in how many documents; the step, 0 for none."""

    added: int = 0
    replaced: int = 0
    documents: int = 0
    step: int = 0


def state(project: Project) -> PseudonymState:
    """What there is. Raises NotPossible for a project without a key, BadKey."""
    with project.store() as store:
        id = id_of(store)
        documents = tuple(info.id for info in store.documents.all() if info.pseudonyms)
    path = path_of(id)
    key = key_of(id) if path.is_file() else Key(id)
    return PseudonymState(id, path, path.is_file(), len(key.names), key.pseudonyms, documents)


def begin_key(project: Project, place: Path | None, coder: str | None) -> Path:
    """Make the project's key, at a place outside of it (among the user's settings unless one is given), or say where it is on this
    machine. A file that is a key already is taken as it is, so that several projects may have one. The path.

    Raises BadKey, NotPossible when the project has another key, OutputFailed.
    """
    with project.store() as store:
        id = store.pseudonyms.key()
        if id and place is None:
            raise NotPossible("", msg("this project has a key already"), next_step=msg("see: kodetre pseudonyms"))
        known = read_key(place) if place is not None and place.exists() else None
        if id and (known is None or known.id != id):
            raise BadKey(place, msg("is not the key of this project"), next_step=msg("name the right file"))
        key = known or Key(str(uuid.uuid4()))
        path = check_place(place if place is not None else path_of(key.id), project.root)
        if known is None:
            write_key(path, key)
        remember(key.id, path)
        if not id:
            _check_coders(project, store, Names(key.forms()), coder)
            store.pseudonyms.set_key(key.id, project.coder(coder))
        _wipe_index(store)
    return path


def add_names(project: Project, pairs: Sequence[tuple[str, str]], coder: str | None) -> Applied:
    """Add names with their pseudonyms to the key, and replace them in the store at once.

    Raises NotPossible for what can be no name or no pseudonym, MissingKey, BadKey, OutputFailed.
    """
    with project.store() as store:
        id = id_of(store)
        key = key_of(id)
        new = [(_clean(name), _clean(pseudonym)) for name, pseudonym in pairs]
        _save(project, store, coder)(key.with_names(new))
    return replace(apply(project, coder), added=len(new))


def apply(project: Project, coder: str | None) -> Applied:
    """Put pseudonyms in the place of the key's names everywhere in the store. Raises NotPossible, MissingKey, BadKey, StoreBusy."""
    with project.store() as store:
        names = Names(key_of(id_of(store)).forms())
        _check_files(project, names)
        check_apart(store.pseudonyms.told_apart(), names)
        _wipe_index(store)
        count, documents, step = store.pseudonyms.apply(names, project.coder(coder), _detail)
    return Applied(0, count, documents, step.number if step is not None else 0)


def _wipe_index(store: Store) -> None:
    """See that no name stays in the index of a large corpus; a project with a key has none. Raises OutputFailed."""
    try:
        wipe(store.path)
    except OSError as error:
        reason = error.strerror or str(error)
        what = msg("may have names in it and cannot be removed ({reason})", reason=reason)
        raise OutputFailed(index_folder(store.path), what, next_step=msg("remove it, and try again")) from error


def _detail(count: int) -> str:
    return str(by_number(count, "{number} name was replaced", "{number} names were replaced"))


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The names and pseudonyms of a CSV file: two columns, name and pseudonym. Raises BadKey, MissingFile."""
    return pairs_of(read_text(path), str(path))


def pairs_of(text: str, where: str) -> list[tuple[str, str]]:
    """The names and pseudonyms of a text that is CSV, see `read_pairs`. Raises BadKey."""
    first = first_line(text)
    separator = next((sign for sign in ";\t" if sign in first), ",")
    try:
        listed = list(rows(text, separator))
    except BadCsv as error:
        raise BadKey(f"{where}:{error.line}", error.what, next_step=error.next_step) from error
    pairs = []
    for number, row in listed:
        cells = [cell.strip() for cell in row]
        if number == 1 and [cell.casefold() for cell in cells[:2]] in (["name", "pseudonym"], ["navn", "pseudonym"]):
            continue
        if len(cells) < 2 or not all(cells[:2]):
            if any(cells):
                what = msg("is no name with a pseudonym")
                raise BadKey(f"{where}:{number}", what, next_step=msg("write two columns: name, pseudonym"))
            continue
        pairs.append((cells[0], cells[1]))
    return pairs


def open_naming(
    project: Project, paths: Sequence[Path], coder: str | None, on_progress: Callable[[str], None]
) -> Naming:
    """A session over what may be names: in files that are not taken in yet, or, without any, in all documents and cases.

    Raises NotPossible, MissingKey, BadKey, and what a file cannot be read for.
    """
    with project.store() as store:
        key = key_of(id_of(store))
        if paths:
            readings, people, told = _read(project, paths, on_progress), {}, []
        else:
            people, told = _people(project, store), _told(store)
            readings = [(info.id, store.documents.get(info.id).reading) for info in store.documents.all()]
        save = _save(project, store, coder)
    return Naming(candidates(readings, key, people, told), key, save)


def _people(project: Project, store: Store) -> dict[str, str]:
    """Who is known by name beside the texts, with where: those that cases are of, other than what documents are compared by, and
    speakers.
    """
    people: dict[str, str] = {}
    for case in store.cases.all((), figures=False):
        if case.kind != project.settings.group_kind:
            people[case.name] = case.kind
        people |= {link.speaker: link.document for link in case.links if link.speaker}
    return people | {speaker.name: speaker.document for speaker in store.speakers.all()}


def _told(store: Store) -> list[tuple[str, str]]:
    """What is said of cases in words, with which case."""
    told: list[tuple[str, str]] = []
    for case in store.cases.all(figures=False):
        told += [(case.name, value.written) for value in case.attributes.values() if value.type == "text"]
    return told


def write_candidates(project: Project, path: Path, waiting: Sequence[NameCandidate]) -> None:
    """Write words that may be names to a CSV that nobody else may read, for decision. Raises BadKey for a place in the project,
    OutputFailed.
    """
    place = check_place(path, project.root)
    table = io.StringIO()
    writing = csv.writer(table, lineterminator="\n")
    writing.writerow(("name", "pseudonym", "count", "where", "excerpt"))
    writing.writerows((each.name, "", each.count, " ".join(each.where), each.excerpt) for each in waiting)
    write_private(place, table.getvalue())


def _read(project: Project, paths: Sequence[Path], on_progress: Callable[[str], None]) -> list[tuple[str, Reading]]:
    files = find_files(paths)
    for problem in files.refused:
        raise problem
    readings: list[tuple[str, Reading]] = []
    for result in read_all(files.files, 2):
        on_progress(result.path.name)
        if result.error is not None:
            raise result.error
        if result.reading is not None:
            readings.append((result.path.name, result.reading))
    return readings


def _save(project: Project, store: Store, coder: str | None) -> Callable[[Key], Key]:
    """Keeps a key in its file when all of it can be."""
    coders = {*store.pseudonyms.coders(), project.coder(coder), project.settings.coder}
    told_apart = store.pseudonyms.told_apart()

    def save(key: Key) -> Key:
        names = Names(key.forms())
        for name, pseudonym in key.names:
            _check_pair(name, pseudonym, names)
        _check_nobody(coders, names)
        _check_files(project, names)
        check_apart(told_apart, names)
        write_key(path_of(key.id), key)
        return key

    return save


def _check_pair(name: str, pseudonym: str, names: Names) -> None:
    if sum(map(str.isalpha, name)) < _FEWEST_LETTERS or not name.isprintable():
        raise NotPossible(
            "", msg("a name has at least two letters"), next_step=msg("write it as it stands in the text")
        )
    if not _PSEUDONYM.fullmatch(pseudonym):
        how = msg("write letters, numbers, spaces, hyphens and full stops, for example: Informant 1")
        raise NotPossible(pseudonym, msg("cannot be a pseudonym"), next_step=how)
    if names.any(pseudonym):
        how = msg("choose a pseudonym that is nobody's name")
        raise NotPossible(pseudonym, msg("is a pseudonym and has a name of the key in it"), next_step=how)


def _check_coders(project: Project, store: Store, names: Names, coder: str | None) -> None:
    _check_nobody({*store.pseudonyms.coders(), project.coder(coder), project.settings.coder}, names)


def _check_nobody(coders: set[str], names: Names) -> None:
    """Whether no coder has such a name: whose the codings are would be another's. Raises NotPossible."""
    for coder in sorted(coders):
        if names.any(coder):
            how = msg(
                "write the name in full, with the family name; or code under another name: coder: in kodetre.yaml"
            )
            raise NotPossible(coder, msg("is a coder, and a name of the key is in it"), next_step=how)


def _check_files(project: Project, names: Names) -> None:
    """Whether no file that the store is read with has a name: the codebook, which it keeps a copy of, kodetre.yaml, which says what
    kinds of cases, attributes and verdicts it has, and actors.yaml. Raises NotPossible.
    """
    for path in (project.codebook_path, project.root / SETTINGS, project.root / ACTORS):
        try:
            text = read_text(path)
        except KodetreError:
            continue
        if met := names.met(text):
            line = text[: met[0].start].count("\n") + 1
            how = msg("write the pseudonym there, and try again; nothing was changed")
            raise NotPossible(f"{path}:{line}", msg("has a name of the key"), next_step=how)


def id_of(store: Store) -> str:
    """The id of a project's key. Raises NotPossible for a project without one."""
    id = store.pseudonyms.key()
    if not id:
        raise NotPossible(
            "", msg("this project has no key to pseudonyms"), next_step=msg("make one: kodetre pseudonyms init")
        )
    return id


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
