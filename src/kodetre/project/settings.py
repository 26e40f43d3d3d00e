"""kodetre.yaml: what it may say, and what it says."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from kodetre.errors import BadSettings, NotPossible
from kodetre.i18n.message import joined, msg
from kodetre.model.documents import METADATA_FIELDS, Strike
from kodetre.model.marks import GROUP_KIND
from kodetre.suggestions.recall import LEAST, MOST, TARGET, is_recall
from kodetre.userfile import read_text
from kodetre.yamlfile import Checker, MappingNode, parse

if TYPE_CHECKING:
    from kodetre.document.citation_template import Template
    from kodetre.model.cases import AttributeType, KindSettings

Language = Literal["nb", "nn", "en"]


LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


SETTINGS, STORE, CORPUS, CODEBOOKS = "kodetre.yaml", "kodetre.db", "corpus", "codebooks"


_KEYS = (
    "name",
    "language",
    "codebook",
    "codebook_outside",
    "coder",
    "group_by",
    "words",
    "reading",
    "keys",
    "blind",
    "learn",
    "recall",
    "criteria",
    "strike",
    "citations",
    "cases",
    "verdicts",
)


_WORDS = ("analyser", "model")


STRIKES: tuple[Strike, ...] = ("mark", "keep", "drop")


ANALYSERS = ("kodetre", "spacy")


@dataclass(frozen=True, slots=True)
class Settings:
    """What kodetre.yaml says. `group_by` is the metadata field that documents are compared by; `model` the spaCy model that
    reads the words, empty when kodetre does. `theme`, `width` (columns of text) and `keys` (action, key) are the coding app's;
    `blind` hides what other coders have coded; `learn` says whether paragraphs without any keyword may be suggested;
    `recall` is how much of a code must be found for reading to stop; `strike` what becomes of words that are struck through.
    """

    name: str
    language: Language = "nb"
    codebook: str = ""
    coder: str = ""
    group_by: str = "group"
    model: str = ""
    theme: str = "dark"
    width: int = 90
    keys: tuple[tuple[str, str], ...] = ()
    blind: bool = False
    learn: bool = True
    recall: float = TARGET
    criteria: tuple[tuple[str, str], ...] = ()
    """What candidates are excluded for: a short name and what it means, for each."""
    strike: Strike = "mark"
    citations: "tuple[tuple[str, Template], ...]" = ()
    """How sources of a type are cited, by the type in small letters."""

    def citation_of(self, type: str) -> "Template | None":
        """How a source of a type is cited; None where kodetre.yaml says nothing of it."""
        return dict(self.citations).get(type.strip().casefold())

    kinds: "tuple[KindSettings, ...]" = ()
    """The kinds of cases that are declared, with the types of their attributes."""

    verdicts: tuple[tuple[str, str], ...] = ()
    """What a cell of the synthesis can be said to show: a short name and what it is called, for each. Without any, those of the
    reports' words.
    """

    @property
    def group_kind(self) -> str:
        """The kind of case that documents are compared by."""
        return next((kind.name for kind in self.kinds if kind.is_group), GROUP_KIND)

    def declared(self, kind: str) -> "dict[str, AttributeType]":
        """The types of a kind's attributes, as far as they are declared."""
        return next((dict(each.attributes) for each in self.kinds if each.name == kind), {})


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises BadSettings with every mistake."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    settings = Settings(path.parent.resolve().name)
    if root is not None and (mapping := checker.mapping(root, "settings", _KEYS)) is not None:
        settings = Settings(
            name=checker.text(mapping, "name", default=settings.name),
            language=cast(Language, checker.choice(mapping, "language", LANGUAGES, "nb")),
            codebook=_codebook(checker, mapping, path.parent),
            coder=checker.text(mapping, "coder"),
            group_by=checker.choice(mapping, "group_by", METADATA_FIELDS, "group"),
            model=_model(checker, mapping),
            keys=_keys(checker, mapping),
            blind=checker.choice(mapping, "blind", ("no", "yes"), "no") == "yes",
            learn=checker.choice(mapping, "learn", ("yes", "no"), "yes") == "yes",
            recall=_recall(checker, mapping),
            criteria=_criteria(checker, mapping),
            citations=_citations(checker, mapping),
            strike=cast(Strike, checker.choice(mapping, "strike", STRIKES, "mark")),
            kinds=_kinds(checker, mapping),
            verdicts=_verdicts(checker, mapping),
            **_reading(checker, mapping),
        )
    elif not checker.problems:
        raise BadSettings(path, msg("is empty"), next_step=msg("write at least: codebook: codebooks/kodebok.yaml"))
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadSettings(
            path,
            msg("has mistakes\n{problems}", problems=problems),
            next_step=msg("mend them in the file, and try again"),
        )
    return settings


def _codebook(checker: Checker, settings: MappingNode, root: Path) -> str:
    """Where the codebook is; outside of the project's folder only where that is said to be meant."""
    codebook = checker.text(settings, "codebook", required=True)
    outside = checker.choice(settings, "codebook_outside", ("no", "yes"), "no") == "yes"
    folder, place = (os.path.abspath(path) for path in (root, root / codebook))  # noqa: PTH100 - a link keeps its name
    if not outside and not Path(place).is_relative_to(folder):
        checker.note(
            settings.get("codebook") or settings,
            msg(
                "'{codebook}' is outside of the project, and kodetre changes its codebook; if that is meant, "
                "write 'codebook_outside: yes'",
                codebook=codebook,
            ),
        )
    return codebook


def _model(checker: Checker, settings: MappingNode) -> str:
    """The spaCy model under `words`, empty for kodetre's own analyser."""
    node = settings.get("words")
    if node is None or (words := checker.mapping(node, "words", _WORDS)) is None:
        return ""
    analyser = checker.choice(words, "analyser", ANALYSERS, "kodetre")
    model = checker.text(words, "model", default="nb_core_news_sm")
    if analyser == "kodetre" and words.get("model") is not None:
        checker.note(words.get("model") or words, msg("'model' is for spaCy; write 'analyser: spacy' above it"))
    return model if analyser == "spacy" else ""


def _reading(checker: Checker, settings: MappingNode) -> dict[str, Any]:
    """How the coding app looks."""
    node = settings.get("reading")
    if node is None or (reading := checker.mapping(node, "reading", ("theme", "width"))) is None:
        return {}
    width = checker.text(reading, "width", default="90")
    if not (width.isdecimal() and 30 <= int(width) <= 200):
        checker.note(
            reading.get("width") or reading, msg("'width' is '{width}', expected 30 to 200 columns", width=width)
        )
        width = "90"
    return {"theme": checker.choice(reading, "theme", ("dark", "light"), "dark"), "width": int(width)}


def _recall(checker: Checker, settings: MappingNode) -> float:
    """The recall at which reading may stop."""
    written = checker.text(settings, "recall", default=str(TARGET))
    try:
        recall = float(written)
    except ValueError:
        recall = 0.0
    if not is_recall(recall):
        what = msg(
            "'recall' is '{written}', expected {least} to {most}, such as {target}",
            written=written,
            least=LEAST,
            most=MOST,
            target=TARGET,
        )
        checker.note(settings.get("recall") or settings, what)
        return TARGET
    return recall


def _criteria(checker: Checker, settings: MappingNode) -> tuple[tuple[str, str], ...]:
    """What candidates are excluded for."""
    node = settings.get("criteria")
    if node is None or (listed := checker.mapping(node, "criteria")) is None:
        return ()
    return tuple((key.text, checker.text(listed, key.text)) for key, _ in listed.entries)


def _citations(checker: Checker, settings: MappingNode) -> "tuple[tuple[str, Template], ...]":
    """How sources are cited, by type."""
    node = settings.get("citations")
    if node is None or (listed := checker.mapping(node, "citations")) is None:
        return ()
    from kodetre.document.citation_template import BadTemplate, template

    templates: list[tuple[str, Template]] = []
    for key, _ in listed.entries:
        try:
            templates.append((key.text.strip().casefold(), template(checker.text(listed, key.text, required=True))))
        except BadTemplate as error:
            checker.note(listed.get(key.text) or key, joined((error.what, error.next_step), "; "))
    return tuple(templates)


def _verdicts(checker: Checker, settings: MappingNode) -> tuple[tuple[str, str], ...]:
    """What cells of the synthesis can be said to show."""
    node = settings.get("verdicts")
    if node is None or (listed := checker.mapping(node, "verdicts")) is None:
        return ()
    return tuple((key.text, checker.text(listed, key.text)) for key, _ in listed.entries)


def _kinds(checker: Checker, settings: MappingNode) -> "tuple[KindSettings, ...]":
    """The kinds of cases, each with the types of its attributes."""
    node = settings.get("cases")
    if node is None or (listed := checker.mapping(node, "cases")) is None:
        return ()
    from kodetre.document.case_values import checked_kind
    from kodetre.model.cases import KindSettings

    kinds: list[KindSettings] = []
    for key, value in listed.entries:
        if (mapping := checker.mapping(value, key.text, ("group", "attributes"))) is None:
            continue
        try:
            name = checked_kind(key.text)
        except NotPossible as error:
            checker.note(key, error.sentence())
            continue
        is_group = checker.choice(mapping, "group", ("no", "yes"), "no") == "yes"
        if is_group and any(kind.is_group for kind in kinds):
            checker.note(mapping.get("group") or mapping, msg("documents are compared by one kind of case, not by two"))
        kinds.append(KindSettings(name, is_group, _attributes(checker, mapping)))
    return tuple(kinds)


def _attributes(checker: Checker, kind: MappingNode) -> "tuple[tuple[str, AttributeType], ...]":
    """The attributes of a kind, with their types."""
    node = kind.get("attributes")
    if node is None or (listed := checker.mapping(node, "attributes")) is None:
        return ()
    from kodetre.document.case_values import TYPE_WORDS, checked_attribute

    attributes: list[tuple[str, AttributeType]] = []
    for key, _ in listed.entries:
        type = checker.choice(listed, key.text, tuple(TYPE_WORDS), "text")
        try:
            attributes.append((checked_attribute(key.text), TYPE_WORDS[type]))
        except NotPossible as error:
            checker.note(key, error.sentence())
    return tuple(attributes)


def _keys(checker: Checker, settings: MappingNode) -> tuple[tuple[str, str], ...]:
    """Actions of the coding session that have another key."""
    node = settings.get("keys")
    if node is None:
        return ()
    from kodetre.session.actions import ACTIONS

    known = {kind.name: kind.key for kind in ACTIONS}
    if (listed := checker.mapping(node, "keys", tuple(known))) is None:
        return ()
    given = {key.text: checker.text(listed, key.text) for key, _ in listed.entries if key.text in known}
    taken: dict[str, str] = {}
    for name, key in (known | given).items():
        at = listed.get(name) or listed
        if name in given and not _can_be_a_key(key):
            checker.note(at, msg("'{key}' cannot be a key of its own here", key=key))
        elif (other := taken.setdefault(key, name)) != name:
            checker.note(at, msg("'{key}' is the key of '{other}' too", key=key, other=other))
    return tuple(given.items())


def _can_be_a_key(written: str) -> bool:
    """Whether an action can have this key: digits, white space and the code tree's key mean something already."""
    from kodetre.session.actions import CODE_TREE_KEY

    if len(written) == 1:
        return not (written.isdecimal() or written.isspace() or written == CODE_TREE_KEY)
    return bool(written)
