"""Changing a codebook file so that its comments, its order and its quotation marks stay (ruamel.yaml).

Each function is given the text of the file and gives the new text, with what becomes of the codes that were there: nothing is
written here, and nothing is known of codings.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kodetre.codebook.load import endless_in, from_text
from kodetre.codebook.repeats import once, repeats_renamed, twins
from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import CannotEdit, UnknownCode
from kodetre.i18n.message import msg

_LISTED = re.compile(r"^( *)[^\s#][^\n]*:[ ]*\n(?:[ ]*(?:#[^\n]*)?\n)*( *)-[ ]", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_](?:[\w.()/«»–-]|,? )*[\w.)»]")
"""Texts that need no quotation marks, whatever reads them."""
_NOT_TEXT = frozenset("yes no on off true false null y n".split())
_WIDE = 1_000_000
"""Longer than any line, so that none is folded anew."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A codebook file after a change, what it says, and which codes have another key now (old, new).

    `gone` are the keys that no code has any more and that nothing took the place of.
    """

    source: str
    codebook: Codebook
    renamed: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()


def add(
    codebook: Codebook, file: str, key: str, label: str, dimension: str = "", fields: Mapping[str, object] | None = None
) -> Edited:
    """A new code, as the last under the code that its key names (`okonomi.gaver` under okonomi), or at the top of a
    dimension: the only one, or the one named.

    Raises CannotEdit when the key is taken or no dimension is named, UnknownCode when there is no such code above.
    """
    if codebook.find(key) is not None:
        raise CannotEdit(key, msg("is a code already"), next_step=msg("choose another key"))
    root = _load(codebook.source)
    parent, _, last = key.rpartition(".")
    if not parent:
        known = [one.key for one in codebook.dimensions]
        if dimension not in known and (dimension or len(known) != 1):
            raise CannotEdit(
                dimension or key,
                msg("is no dimension") if dimension else msg("needs a dimension to stand in"),
                next_step=msg("name one with --dimension: {known}", known=", ".join(known)),
            )
        listed = _codes_of(root["dimensions"][dimension or known[0]])
    else:
        listed = _codes_of(_node(codebook, root, parent))
    listed[last] = _new({"label": label, **(fields or {})})
    edited = _done(root, codebook, file)
    _ends(edited.codebook, key)
    return edited


def rename(codebook: Codebook, file: str, key: str, new: str = "", label: str = "") -> Edited:
    """A code with another last part of its key, another label, or both; the codes under it follow.

    Raises UnknownCode, CannotEdit when the new key is taken.
    """
    root = _load(codebook.source)
    siblings, last = _place(codebook, root, key)
    if label:
        siblings[last]["label"] = label
    renamed: list[tuple[str, str]] = []
    if new and new != last:
        if "." in new:
            raise CannotEdit(
                new, msg("holds a dot; a code is renamed in its place"), next_step=msg("to move it: codebook move")
            )
        _rekey(siblings, last, new)
        for one in twins(codebook, key):
            twin = ".".join([*one.split(".")[:-1], new])
            _free(codebook, twin)
            renamed += _moved(codebook, one, twin)
    return _done(root, codebook, file, renamed)


def move(codebook: Codebook, file: str, key: str, under: str = "", dimension: str = "") -> Edited:
    """A code with all under it in another place: under another code, or at the top of a dimension (its own, or the one named).

    Raises UnknownCode, CannotEdit when it would stand under itself or its key is taken there.
    """
    root = _load(codebook.source)
    once(codebook, key)
    code = codebook.find(key)
    siblings, last = _place(codebook, root, key)
    assert code is not None
    if under and stands_under(under, key):
        raise CannotEdit(key, msg("cannot stand under {under}, which stands under it", under=under))
    if not under and dimension and codebook.dimension(dimension) is None:
        known = ", ".join(one.key for one in codebook.dimensions)
        raise CannotEdit(dimension, msg("is no dimension"), next_step=msg("there are: {known}", known=known))
    target = f"{under}.{last}" if under else last
    if target == key and (not dimension or dimension == code.dimension):
        raise CannotEdit(key, msg("stands there already"))
    if target != key:
        _free(codebook, target)
    value = siblings.pop(last)
    listed = _codes_of(_node(codebook, root, under) if under else root["dimensions"][dimension or code.dimension])
    listed[last] = value
    _prune(codebook, root, key)
    return _done(root, codebook, file, _moved(codebook, key, target))


def merge(codebook: Codebook, file: str, key: str, into: str) -> Edited:
    """A code taken up into another, which gets its keywords, what it is not, and its examples.

    Raises UnknownCode, CannotEdit when other codes stand under it.
    """
    if key == into:
        raise CannotEdit(key, msg("is the same code"))
    root = _load(codebook.source)
    once(codebook, key)
    _childless(codebook, key)
    siblings, last = _place(codebook, root, key)
    target = _node(codebook, root, into)
    without_kin = _without_kin(codebook, key) - _without_kin(codebook, into)
    for name in ("keywords", "but_not", "examples"):
        for entry in _listed(siblings[last].get(name)):
            if entry in _listed(target.get(name)):
                without_kin.discard(str(entry))  # it stays as the code has it that stays
            else:
                _append(target, name, entry)
    for keyword in sorted(without_kin):
        _append(target, "no_kin", keyword)
    siblings.pop(last)
    _prune(codebook, root, key)
    return _done(root, codebook, file, [(key, into)])


def split(codebook: Codebook, file: str, key: str, parts: Sequence[tuple[str, Sequence[str]]]) -> Edited:
    """A code with new codes under it, each by its last part and the keywords of the code that go down with it.

    Raises UnknownCode, CannotEdit for a part that is there or a keyword that the code has not.
    """
    root = _load(codebook.source)
    once(codebook, key)
    node = _node(codebook, root, key)
    for name, keywords in parts:
        _free(codebook, f"{key}.{name}")
        own = _listed(node.get("keywords"))
        for keyword in keywords:
            if keyword not in own:
                raise CannotEdit(
                    keyword,
                    msg("is no keyword of {key}", key=key),
                    next_step=msg("see: kodetre codebook show {key}", key=key),
                )
            node["keywords"].remove(keyword) if isinstance(node["keywords"], list) else node.pop("keywords")
        if "keywords" in node and not node["keywords"]:
            node.pop("keywords")
        no_kin = [keyword for keyword in keywords if keyword in _without_kin(codebook, key)]
        for keyword in set(_listed(node.get("no_kin"))) & set(keywords):
            node["no_kin"].remove(keyword) if len(_listed(node["no_kin"])) > 1 else node.pop("no_kin")
        label = name[:1].upper() + name[1:].replace("_", " ")
        _codes_of(node)[name] = _new({"label": label, "keywords": list(keywords), "no_kin": no_kin})
    return _done(root, codebook, file)


def delete(codebook: Codebook, file: str, key: str, to: str = "") -> Edited:
    """A codebook without a code and all under it; `to` is the code that takes their place. Raises UnknownCode, CannotEdit."""
    if to and (codebook.find(to) is None or stands_under(to, key)):
        raise CannotEdit(
            to, msg("cannot take its place"), next_step=msg("name a code that stays; see: kodetre codebook show")
        )
    root = _load(codebook.source)
    once(codebook, key)
    siblings, last = _place(codebook, root, key)
    siblings.pop(last)
    _prune(codebook, root, key)
    gone = [code.key for code in codebook.codes() if stands_under(code.key, key)]
    return _done(root, codebook, file, [(one, to) for one in gone] if to else [], () if to else gone)


def colour(codebook: Codebook, file: str, key: str, shade: str) -> Edited:
    """A code in another colour, written #rrggbb. Raises UnknownCode, CannotEdit."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", shade):
        raise CannotEdit(shade, msg("is no colour"), next_step=msg("write it as '#0072b2', in quotes"))
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    root = _load(codebook.source)
    _node(codebook, root, key)["colour"] = SingleQuotedScalarString(shade.lower())
    return _done(root, codebook, file)


def add_keywords(codebook: Codebook, file: str, key: str, keywords: Sequence[str]) -> Edited:
    """A code with more keywords, after those that it has.

    Raises UnknownCode; CannotEdit for a keyword that the code has already or that never ends; CodebookError for a bad pattern.
    """
    root = _load(codebook.source)
    node = _node(codebook, root, key)
    for keyword in keywords:
        if keyword in _listed(node.get("keywords")):
            raise CannotEdit(
                keyword,
                msg("is a keyword of {key} already", key=key),
                next_step=msg("see: kodetre codebook show {key}", key=key),
            )
        _append(node, "keywords", keyword)
    edited = _done(root, codebook, file)
    _ends(edited.codebook, key)
    return edited


@dataclass(frozen=True, slots=True)
class Grafted:
    """A dimension that a codebook gets, or codes for one that it has: codes by their whole key, parents first, each with its fields
    (label, definition, keywords …).
    """

    dimension: str
    fields: Mapping[str, str]
    codes: tuple[tuple[str, Mapping[str, object]], ...]


def graft(codebook: Codebook, file: str, dimensions: Iterable[Grafted], without: Iterable[str] = ()) -> Edited:
    """Many new codes at once, each the last under the code above it; and without some dimensions.

    Raises CannotEdit for a key that is taken, CodebookError for what is no codebook then.
    """
    root = _load(codebook.source)
    gone = [code.key for code in codebook.codes() if code.dimension in set(without)]
    for key in without:
        root["dimensions"].pop(key, None)
    for dimension in dimensions:
        if dimension.dimension not in root["dimensions"]:
            root["dimensions"][dimension.dimension] = _quoted(dimension.fields)
        top = root["dimensions"][dimension.dimension]
        for key, fields in dimension.codes:
            if key not in gone:
                _free(codebook, key)
                if (parent := codebook.find(key.rpartition(".")[0])) is not None:
                    once(codebook, parent.key)
            node = top
            *above, last = key.split(".")
            for part in above:
                node = _codes_of(node)[part]
            _codes_of(node)[last] = _quoted(fields)
    return _done(root, codebook, file, gone=gone)


def _quoted(fields: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Fields of a code, lists a line each, and every text in quotation marks that YAML may take for something else."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    quoted = CommentedMap()
    for name, value in fields.items():
        if not value:
            continue
        quoted[name] = CommentedSeq([_scalar(one) for one in value]) if isinstance(value, list) else _scalar(value)
    return quoted


def _scalar(text: str) -> str:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    quoted: str = SingleQuotedScalarString(text) if text.isprintable() else DoubleQuotedScalarString(text)
    return quoted


def _ends(codebook: Codebook, key: str) -> None:
    """Refuse keywords of a code that could be looked for without end. Raises CannotEdit."""
    code = codebook.find(key)
    for keyword in code.keywords if code is not None else ():
        if what := endless_in(keyword.pattern):
            raise CannotEdit(keyword.written, what)


def _yaml(source: str) -> Any:  # noqa: ANN401 - ruamel.yaml tells no types of its trees
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.allow_unicode = True
    found = _LISTED.search(source)
    offset = len(found[2]) - len(found[1]) if found else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _load(source: str) -> Any:  # noqa: ANN401
    from ruamel.yaml.error import YAMLError

    try:
        return _yaml(source).load(source.replace("\r\n", "\n"))  # it keeps half a line end behind comments
    except YAMLError as error:  # it is read by two libraries, and this one takes fewer line ends and letters
        mark = getattr(error, "problem_mark", None)
        where = msg("line {line}", line=mark.line + 1) if mark is not None else ""
        step = msg("save it with ordinary line ends in the editor, or change it by hand")
        raise CannotEdit(
            where, msg("of the codebook has something that cannot be kept as it is"), next_step=step
        ) from error


def _done(
    root: Any,  # noqa: ANN401
    codebook: Codebook,
    file: str,
    renamed: Iterable[tuple[str, str]] = (),
    gone: Iterable[str] = (),
) -> Edited:
    """The new text, read again to see that it is a codebook. Raises CodebookError."""
    renamed, gone = tuple(renamed), tuple(gone)
    _expectations(root, dict(renamed), set(gone))
    repeats_renamed(root, dict(renamed), set(gone))
    written = io.StringIO()
    _yaml(codebook.source).dump(root, written)
    text = written.getvalue()
    if "\r\n" in codebook.source:
        text = text.replace("\n", "\r\n")
    edited = from_text(text, file)
    told = {*dict(renamed), *gone}
    lost = [code.key for code in codebook.codes() if code.key not in told and edited.find(code.key) is None]
    if lost:  # it stands in the file once and is there by an alias of YAML's too
        how = msg("change it in the codebook's file, then: kodetre codebook adopt")
        raise CannotEdit(lost[0], msg("would be changed too, for it is written in the same place"), next_step=how)
    return Edited(text, edited, renamed, gone)


def _expectations(root: Any, renamed: Mapping[str, str], gone: set[str]) -> None:  # noqa: ANN401
    """Codes that expect others, under their new names and without those that are gone."""
    for node in _every(root.get("dimensions", {}).values()):
        expected = node.get("expects")
        if not isinstance(expected, list):
            if isinstance(expected, str) and expected in renamed:
                node["expects"] = renamed[expected]
            continue
        seen: set[str] = set()
        for place in range(len(expected) - 1, -1, -1):
            new = renamed.get(str(expected[place]), str(expected[place]))
            if new in gone:
                del expected[place]
            elif new != expected[place]:
                expected[place] = new
        for place in range(len(expected) - 1, -1, -1):
            if expected[place] in expected[:place] or expected[place] in seen:
                del expected[place]


def _every(nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        codes = (node.get("codes") or {}) if hasattr(node, "get") else {}
        yield from (code for code in codes.values() if hasattr(code, "get"))
        yield from _every(codes.values())
        yield from _every(_listed(node.get("repeat") if hasattr(node, "get") else None))


def _node(codebook: Codebook, root: Any, key: str) -> Any:  # noqa: ANN401
    siblings, last = _place(codebook, root, key)
    return siblings[last]


def _place(codebook: Codebook, root: Any, key: str) -> tuple[Any, str]:  # noqa: ANN401
    """The mapping that a code stands in, and its name there. Raises UnknownCode."""
    code = codebook.find(key)
    if code is None:
        raise UnknownCode(key, msg("is no code of the codebook"), next_step=msg("see: kodetre codebook show"))
    dimension = root["dimensions"][code.dimension]
    listed, rest = dimension["codes"], key
    if code.repeated is not None:
        repeats = dimension["repeat"]
        repeat = repeats[code.repeated.place] if isinstance(repeats, list) else repeats
        listed, rest = repeat["codes"], code.repeated.key
    *above, last = rest.split(".")
    for part in above:
        listed = listed[part]["codes"]
    return listed, last


def _codes_of(node: Any) -> Any:  # noqa: ANN401
    from ruamel.yaml.comments import CommentedMap

    if not node.get("codes"):
        node["codes"] = CommentedMap()
    return node["codes"]


def _prune(codebook: Codebook, root: Any, key: str) -> None:  # noqa: ANN401
    """Take away an empty list of codes under the code above the one that has left."""
    parent = key.rpartition(".")[0]
    if parent and not (above := _node(codebook, root, parent)).get("codes"):
        above.pop("codes")


def _new(fields: Mapping[str, Any]) -> Any:  # noqa: ANN401
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    made = CommentedMap()
    for name, value in fields.items():
        if isinstance(value, list):
            if not value:
                continue
            value = CommentedSeq(value)
            value.fa.set_flow_style()
        made[name] = value
    return made


def _append(node: Any, name: str, entry: Any) -> None:  # noqa: ANN401
    from ruamel.yaml.comments import CommentedSeq

    if not isinstance(node.get(name), list):
        node[name] = CommentedSeq(_listed(node.get(name)))
    node[name].append(entry)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    return list(value) if isinstance(value, list) else [value] if value else []


def _rekey(listed: Any, old: str, new: str) -> None:  # noqa: ANN401
    """Another key in the same place, with the comments that stand at it."""
    place = list(listed).index(old)
    comments = listed.ca.items.pop(old, None)
    value = listed.pop(old)
    listed.insert(place, new, value)
    if comments is not None:
        listed.ca.items[new] = comments


def _moved(codebook: Codebook, key: str, target: str) -> list[tuple[str, str]]:
    if key == target:
        return []
    under: Callable[[str], bool] = lambda one: stands_under(one, key)  # noqa: E731
    return [(code.key, target + code.key[len(key) :]) for code in codebook.codes() if under(code.key)]


def _without_kin(codebook: Codebook, key: str) -> set[str]:
    code = codebook.find(key)
    return set(code.without_kin) if code is not None else set()


def _free(codebook: Codebook, key: str) -> None:
    if codebook.find(key) is not None:
        raise CannotEdit(
            key, msg("is a code already"), next_step=msg("to make one code of two: kodetre codebook merge")
        )


def _childless(codebook: Codebook, key: str) -> None:
    under = [code.key for code in codebook.codes() if code.key != key and stands_under(code.key, key)]
    if under:
        raise CannotEdit(
            key,
            msg("has codes under it and cannot be merged: {under}", under=", ".join(under)),
            next_step=msg("move or merge those first"),
        )
