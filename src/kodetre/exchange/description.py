"""What a codebook says of a code, as one text that people read in any program and that comes back whole. Pure.

The definition stands as it is; what else there is follows under a heading each, as

    Municipal money with conditions.

    Use when: the excerpt names a grant.
    Do not use when: it is about fees.
    Examples:
    - Kommunen mottok tilskudd.
    Keywords:
    - tilskudd
    Key: okonomi.tilskudd

in bokmål, nynorsk or English. Lines that belong to what stands above them are indented; a line of the definition that could be
taken for a heading has a backslash before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HEADINGS = {
    "nb": ("Brukes når", "Brukes ikke når", "Eksempler", "Nøkkelord", "Ikke disse formene", "Uten slektninger", "Forventer",
           "Nøkkel", "Dimensjon", "Spørsmål", "Forklarer"),
    "nn": ("Brukast når", "Brukast ikkje når", "Døme", "Nøkkelord", "Ikkje desse formene", "Utan slektningar", "Ventar",
           "Nøkkel", "Dimensjon", "Spørsmål", "Forklarer"),
    "en": ("Use when", "Do not use when", "Examples", "Keywords", "Not these forms", "Without kin", "Expects", "Key", "Dimension",
           "Question", "Explains"),
}  # fmt: skip
_NAMES = (
    "use_when",
    "not_when",
    "examples",
    "keywords",
    "but_not",
    "no_kin",
    "expects",
    "key",
    "dimension",
    "question",
    "explains",
)
_LISTS = frozenset({"examples", "keywords", "but_not", "no_kin", "expects"})
_BY_HEADING: dict[str, str] = {}
for _headings in _HEADINGS.values():
    _BY_HEADING |= {heading.casefold(): name for heading, name in zip(_headings, _NAMES, strict=True)}
_LONGEST_FIRST = sorted(_BY_HEADING, key=len, reverse=True)
_HEADING = re.compile(rf"^({'|'.join(map(re.escape, _LONGEST_FIRST))}):(.*)$", re.IGNORECASE)
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Described:
    """What a description says. `dimension` is set on what is a dimension and no code."""

    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    no_kin: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    key: str = ""
    dimension: str = ""
    question: str = ""
    explains: str = ""


def written(described: Described, language: str = "en") -> str:
    """The text, with headings in nb, nn or en."""
    parts: list[str] = []
    for name, heading in zip(_NAMES, _HEADINGS[language], strict=True):
        value = getattr(described, name)
        if not value:
            continue
        if name in _LISTS:
            parts.append(f"{heading}:")
            parts += [f"- {_indented(entry)}" for entry in value]
        else:
            parts.append(f"{heading}: {_indented(value)}")
    definition = "\n".join(_escaped(line) for line in described.definition.split("\n"))
    return "\n\n".join(part for part in (definition, "\n".join(parts)) if part)


def read(text: str) -> Described:
    """What a text says; one without headings is a definition. White space around it is nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((place for place, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    definition = "\n".join(_plain(line) for line in lines[:first]).strip()
    values: dict[str, list[list[str]]] = {}
    entries: list[list[str]] = []
    for line in lines[first:]:
        heading = _HEADING.match(line)
        if heading is not None:
            name = _BY_HEADING[heading[1].casefold()]
            entries = values.setdefault(name, [])
            if heading[2].strip() or name not in _LISTS:
                entries.append([heading[2].removeprefix(" ")])
        elif line.startswith("- ") and not line.startswith(_INDENT):
            entries.append([line[2:]])
        elif entries:
            entries[-1].append(line.removeprefix(_INDENT))
        elif line.strip():
            entries.append([line])
    joined = {name: _joined(found) for name, found in values.items()}

    def whole(name: str) -> str:
        return "\n".join(joined.get(name, ()))

    def several(name: str) -> tuple[str, ...]:
        return joined.get(name, ())

    return Described(
        definition, whole("use_when"), whole("not_when"), several("examples"), several("keywords"), several("but_not"),
        several("no_kin"), several("expects"), whole("key"), whole("dimension"), whole("question"), whole("explains"),
    )  # fmt: skip


def _joined(entries: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(text for entry in entries if (text := "\n".join(entry).strip()))


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{_INDENT}")


def _escaped(line: str) -> str:
    return f"\\{line}" if _HEADING.match(line) or line.startswith("\\") else line


def _plain(line: str) -> str:
    return line[1:] if line.startswith("\\") else line
