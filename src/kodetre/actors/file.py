"""actors.yaml: what the user has said of names. Read with every mistake at its line; changed so that comments stay."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import KINDS, UNKNOWN
from kodetre.errors import BadActors, CannotEdit
from kodetre.i18n.message import joined, msg
from kodetre.yamlfile import Checker, MappingNode, Node, SequenceNode, parse

ACTORS = "actors.yaml"
_KEYS = ("name", "kind", "variants", "not")
_WIDE = 1_000_000
_OFFSET = 2
_ITEM = re.compile(r"^( *)- name:", re.MULTILINE)
"""How far in the file's own list stands."""


def from_text(text: str, file: str) -> list[KeptActor]:
    """The actors of a file's text. Raises BadActors with every mistake."""
    checker = Checker(file)
    root = parse(text, file, checker.problems)
    actors: list[KeptActor] = []
    if root is not None and (mapping := checker.mapping(root, msg("a file of actors"), ("actors",))) is not None:
        listed = mapping.get("actors")
        if isinstance(listed, SequenceNode):
            actors = _actors(checker, listed.items)
        elif listed is not None:
            checker.note(listed, msg("expected a list of actors, each beginning with '- name: '"))
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadActors(
            file,
            msg("has mistakes\n{problems}", problems=problems),
            next_step=msg("mend them in the file, and try again"),
        )
    return actors


def _actors(checker: Checker, items: Iterable[Node]) -> list[KeptActor]:
    actors: list[KeptActor] = []
    lines: dict[str, int] = {}
    for item in items:
        node = checker.mapping(item, msg("an actor"), _KEYS)
        if node is None:
            continue
        actor = _actor(checker, node)
        for name in (actor.name, *actor.variants):
            if name in lines:
                checker.note(node, msg("'{name}' is named on line {lines} already", name=name, lines=lines[name]))
            lines.setdefault(name, node.line)
        actors.append(actor)
    return actors


def _actor(checker: Checker, node: MappingNode) -> KeptActor:
    return KeptActor(
        name=checker.text(node, "name", required=True),
        kind=checker.choice(node, "kind", (*KINDS, UNKNOWN), UNKNOWN),
        variants=tuple(variant.text for variant in checker.texts(node, "variants")),
        is_name=checker.choice(node, "not", ("true", "false"), "false") == "false",
    )


def changed(text: str, file: str, actor: KeptActor) -> str:
    """The text of the file with what is said of an actor: in its place where it is there, else at the end.

    Names that become its variants lose what was said of themselves. Raises BadActors, CannotEdit.
    """
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    root = _load(text.replace("\r\n", "\n")) or CommentedMap()
    if not root.get("actors"):
        root["actors"] = CommentedSeq()
    listed = root["actors"]
    for place in range(len(listed) - 1, -1, -1):
        if str(listed[place].get("name")) in actor.variants:
            del listed[place]
    entry = next((entry for entry in listed if str(entry.get("name")) == actor.name), None)
    if entry is None:
        entry = CommentedMap(name=actor.name)
        listed.append(entry)
    _put(entry, "kind", actor.kind if actor.kind != UNKNOWN else None)
    _put(entry, "variants", _flow(actor.variants) if actor.variants else None)
    _put(entry, "not", None if actor.is_name else True)
    written = io.StringIO()
    _yaml(text).dump(root, written)
    new = written.getvalue()
    if "\r\n" in text:
        new = new.replace("\n", "\r\n")
    from_text(new, file)
    return new


def _put(entry: Any, name: str, value: object) -> None:  # noqa: ANN401 - ruamel.yaml tells no types of its trees
    if value is None:
        entry.pop(name, None)
    elif entry.get(name) != value:
        entry[name] = value


def _flow(values: Sequence[str]) -> Any:  # noqa: ANN401
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed


def _yaml(text: str) -> Any:  # noqa: ANN401
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.allow_unicode = True
    first = _ITEM.search(text)
    offset = len(first[1]) if first else _OFFSET
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _load(text: str) -> Any:  # noqa: ANN401
    from ruamel.yaml.error import YAMLError

    try:
        return _yaml(text).load(text)
    except YAMLError as error:
        raise CannotEdit(
            ACTORS, msg("has something that cannot be kept as it is"), next_step=msg("change it by hand")
        ) from error
