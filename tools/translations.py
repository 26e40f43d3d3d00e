"""The catalogues of what commands, errors and the app say: `make catalogue` after a sentence is new or changed.

usage: python tools/translations.py [--check]                       write src/kodetre/i18n/locale anew, or say whether it is whole
       python tools/translations.py --missing nb                    what has no translation yet, as JSON
       python tools/translations.py --take nb FILE.json             take translations in: {"English": "norsk", "noun": ["1", "2"]}

What is to be translated is found in the source: the patterns of `msg` and `translatable`, the nouns of `counted`, the words of
`i18n.terms`, and the help of every command. The `.po` files are gettext's; `.mo` is what kodetre reads.
"""

import ast
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kodetre"
LOCALE = SOURCE / "i18n" / "locale"
TRANSLATED = ("nb", "nn")
TYPERS = (
    "[default: {}]", "[required]", "Arguments", "Options", "Commands", "(dynamic)", "(deprecated) ",
)  # fmt: skip
"""What typer itself says around our help."""

Entry = str | tuple[str, str]
"""What is translated: a pattern, or a noun in the singular and plural."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; 1 where a catalogue is not whole."""
    match arguments:
        case ["--missing", language]:
            print(json.dumps(missing(language), ensure_ascii=False, indent=1))
            return 0
        case ["--take", language, file]:
            take(language, json.loads(Path(file).read_text("utf-8")))
            return 0
        case ["--check"]:
            problems = [problem for language in TRANSLATED for problem in mistakes(language)]
            print("\n".join(problems) or f"{len(entries())} sentences in {', '.join(TRANSLATED)}")
            return 1 if problems else 0
        case []:
            for language in TRANSLATED:
                write(language, read(language))
            return 0
    print(__doc__, file=sys.stderr)
    return 2


def entries() -> list[Entry]:
    """All that is to be translated, in the order of the source."""
    every: dict[Entry, None] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        every.update(dict.fromkeys(_in_source(ast.parse(path.read_text("utf-8")))))
    every.update(dict.fromkeys(_helps()))
    every.update(dict.fromkeys(TYPERS))
    nouns = {entry[0] for entry in every if isinstance(entry, tuple)}
    return [entry for entry in every if _has_words(entry) and entry not in nouns]


def _in_source(tree: ast.AST) -> Iterator[Entry]:
    from kodetre.i18n.plurals import plural

    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        arguments = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if node.func.id in ("msg", "translatable") and arguments:
            yield arguments[0]
        elif node.func.id == "by_number":
            yield from arguments[:2]
        elif node.func.id == "counted" and len(node.args) > 1:
            for noun in _constants(node.args[1]):
                yield noun, plural(noun)


def _constants(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _helps() -> Iterator[str]:
    """The help of every command and of all its parameters, as typer has it."""
    import typer.main

    from kodetre.cli.language import HELP, USAGE
    from kodetre.cli.main import app
    from kodetre.i18n.interface import speak
    from kodetre.i18n.terms import TERMS

    speak("en")
    yield from (HELP, USAGE, *TERMS)
    waiting: list[Any] = [typer.main.get_command(app)]
    while waiting:
        command = waiting.pop(0)
        yield from filter(None, (command.help, getattr(command, "epilog", None)))
        yield from (parameter.help for parameter in command.params if getattr(parameter, "help", None))
        waiting += getattr(command, "commands", {}).values()


def _has_words(entry: Entry) -> bool:
    return isinstance(entry, tuple) or bool(re.search(r"[^\W\d_]{2}", re.sub(r"\{[^{}]*\}", "", entry)))


def read(language: str) -> dict[Entry, Any]:
    """The translations that there are, by what they translate."""
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {
        (message.id[0], message.id[1]) if isinstance(message.id, list | tuple) else message.id: message.string
        for message in catalogue
        if message.id
    }


def write(language: str, translations: dict[Entry, Any]) -> None:
    """Write a catalogue anew with what the source says today; what nobody says any more is left out."""
    catalogue = Catalog(locale=language, project="kodetre", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# What kodetre's commands, errors and app say, in {language}."
    for entry in entries():
        catalogue.add(entry, translations.get(entry) or (("", "") if isinstance(entry, tuple) else ""))
    text, binary = BytesIO(), BytesIO()
    write_po(text, catalogue, width=120, omit_header=True)
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    (LOCALE / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    (LOCALE / f"{language}.po").write_bytes(head.encode() + text.getvalue())
    write_mo(binary, _without_dates(language))
    (LOCALE / language / "LC_MESSAGES" / "kodetre.mo").write_bytes(binary.getvalue())


def _without_dates(language: str) -> Catalog:
    """A catalogue as it is written, read again: nothing in it depends on when it was written."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalogue


def missing(language: str) -> list[Entry]:
    """What has no translation."""
    translations = read(language)
    return [entry for entry in entries() if not _whole(translations.get(entry))]


def _whole(translation: object) -> bool:
    if isinstance(translation, str):
        return bool(translation)
    return isinstance(translation, list | tuple) and len(translation) == 2 and all(translation)


def take(language: str, given: dict[str, Any]) -> None:
    """Take translations in. Raises ValueError for one that has other values than what it translates."""
    from kodetre.i18n.plurals import plural

    translations = read(language)
    for english, said in given.items():
        key: Entry = (english, plural(english)) if isinstance(said, list) else english
        if wrong := _wrong(key, said):
            raise ValueError(wrong)
        translations[key] = tuple(said) if isinstance(said, list) else said
    write(language, translations)


def mistakes(language: str) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    translations = read(language)
    for entry in missing(language):
        yield f"{language}: not translated: {entry!r}"
    for entry, said in translations.items():
        if said and (wrong := _wrong(entry, said)):
            yield f"{language}: {wrong}"
    today = set(entries())
    if gone := [entry for entry in translations if entry not in today]:
        yield f"{language}: nobody says any more: {gone[0]!r} and {len(gone) - 1} others; make catalogue"
    binary = LOCALE / language / "LC_MESSAGES" / "kodetre.mo"
    fresh = BytesIO()
    write_mo(fresh, _without_dates(language))
    if not binary.exists() or binary.read_bytes() != fresh.getvalue():
        yield f"{language}: the .mo file is older than the .po file; make catalogue"


def _wrong(entry: Entry, said: Any) -> str:  # noqa: ANN401 - a sentence, or two forms of a noun
    if isinstance(entry, tuple):
        return ""
    try:
        strange = _fields(said) - _fields(entry)
    except ValueError as error:
        return f"{said!r}: {error}"
    return f"{said!r} has values that {entry!r} has not: {', '.join(sorted(strange))}" if strange else ""


def _fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in _parsed(pattern) if name is not None}


def _parsed(pattern: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    return string.Formatter().parse(pattern)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
