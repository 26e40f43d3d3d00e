"""What a reference manager's export says of its works: CSL-JSON, RIS and BibTeX, as Zotero writes them, with their files."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kodetre.document.metadata_values import BadValue, checked, checked_together
from kodetre.errors import BadLibrary
from kodetre.i18n.message import msg
from kodetre.model.documents import CSL_TYPES
from kodetre.userfile import LARGEST_TABLE, read_text

ENDINGS = (".json", ".ris", ".bib")
_DEEPEST = 100
"""Braces or brackets in one another; people write five."""
_FROM_RIS = {
    "RPRT": "report", "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book", "EBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "THES": "thesis", "ELEC": "webpage", "BLOG": "post-weblog",
    "STAT": "legislation", "LAW": "legislation", "BILL": "bill", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "DATA": "dataset", "UNPB": "manuscript", "GOVDOC": "report", "GEN": "document", "HEAR": "hearing", "CASE": "legal_case",
}  # fmt: skip
_FROM_BIBTEX = {
    "techreport": "report", "report": "report", "article": "article-journal", "book": "book", "incollection": "chapter",
    "inbook": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "online": "webpage",
    "electronic": "webpage", "inproceedings": "paper-conference", "conference": "paper-conference", "dataset": "dataset",
    "unpublished": "manuscript", "legislation": "legislation", "booklet": "pamphlet", "misc": "document",
}  # fmt: skip
_BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FILE_PART = re.compile(r"(?<!\\);")


@dataclass(frozen=True, slots=True)
class LibraryWork:
    """A work of an export: its name there, its metadata, the files that it names as they are written, and what of it could not be
    taken.
    """

    name: str
    fields: Mapping[str, str]
    files: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_library(path: Path) -> list[LibraryWork]:
    """The works of an export, in its order.

    Raises BadLibrary for what is none, MissingFile, NotAFile, TooLarge or BadEncoding when it cannot be read.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise BadLibrary(
            path, msg("is no library"), next_step=msg("export it as CSL-JSON (.json), RIS (.ris) or BibTeX (.bib)")
        )
    text = read_text(path, LARGEST_TABLE)
    match ending:
        case ".json":
            return _from_json(path, text)
        case ".ris":
            return _from_ris(path, text)
        case _:
            return _from_bibtex(path, text)


def _work(name: str, raw: Mapping[str, str], files: Iterable[str]) -> LibraryWork:
    """A work with the values that can be what their field is for; what cannot is a remark."""
    fields: dict[str, str] = {}
    remarks: list[str] = []
    for field, value in raw.items():
        try:
            if plain := checked(field, value):
                fields[field] = plain
        except BadValue as error:
            remarks.append(msg("{field} left out: {what}", field=field, what=error.what))
    if "issued" in fields:
        fields["year"] = fields["issued"][:4]
    return LibraryWork(
        " ".join(name.split()), checked_together(fields), tuple(file for file in files if file.strip()), tuple(remarks)
    )


def _from_json(path: Path, text: str) -> list[LibraryWork]:
    _check_depth(path, text, "[{", "]}")
    try:
        root = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise BadLibrary(
            f"{path}:{line}", msg("is no JSON: {error}", error=error), next_step=msg("export the library anew")
        ) from error
    items = root.get("items") if isinstance(root, dict) else root
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BadLibrary(
            path, msg("is no list of works"), next_step=msg("export it from the reference manager as CSL-JSON")
        )
    return [_from_csl(item) for item in items]


def _from_csl(item: Mapping[str, object]) -> LibraryWork:
    kind = _text(item.get("type"))
    raw = {
        "title": _text(item.get("title")), "type": kind if kind in CSL_TYPES else "", "genre": _text(item.get("genre")),
        "author": "; ".join(_csl_names(item.get("author"))), "issued": _csl_date(item.get("issued")),
        "accessed": _csl_date(item.get("accessed")), "publisher": _text(item.get("publisher")), "url": _text(item.get("URL")),
        "doi": _text(item.get("DOI")), "container": _text(item.get("container-title")), "volume": _text(item.get("volume")),
        "issue": _text(item.get("issue")), "page": _text(item.get("page")), "reference": _text(item.get("number")),
    }  # fmt: skip
    attachments = item.get("attachments")
    named = attachments if isinstance(attachments, list) else [item.get("file")]
    files: list[str] = []
    for attachment in named:
        if isinstance(attachment, dict):
            files.append(_text(attachment.get("path")) or _text(attachment.get("localPath")))
        else:
            files += _file_field(_text(attachment))
    return _work(_text(item.get("id")) or raw["title"], raw, files)


def _text(value: object) -> str:
    """A text or a number as text; a first one of several; empty for everything else."""
    if isinstance(value, list) and value:
        value = value[0]
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _csl_names(value: object) -> list[str]:
    names = []
    for name in value if isinstance(value, list) else []:
        if not isinstance(name, dict):
            continue
        particle, family, given = (_text(name.get(key)) for key in ("non-dropping-particle", "family", "given"))
        whole = f"{particle} {family}".strip()
        names.append(_text(name.get("literal")) or (f"{whole}, {given}" if given else whole))
    return [_in_list(name) for name in names if name]


def _in_list(name: str) -> str:
    """A name as authors are listed: a semicolon parts them."""
    return name.replace(";", ",")


def _csl_date(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [_text(part) for part in parts[0][:3]]
        return "-".join(number.zfill(2) for number in numbers if number)
    return _text(value.get("raw")) or _text(value.get("literal"))


def _from_ris(path: Path, text: str) -> list[LibraryWork]:
    import rispy

    if not re.search(r"^TY  ?- ", text, re.MULTILINE):
        raise BadLibrary(path, msg("holds no works in RIS"), next_step=msg("export the library anew, as RIS"))
    try:
        entries = rispy.loads(text, skip_unknown_tags=True)
    except (rispy.parser.ParseError, OSError, ValueError, KeyError, IndexError) as error:
        raise BadLibrary(
            path, msg("is no RIS: {error}", error=error), next_step=msg("export the library anew")
        ) from error
    return [_from_ris_entry(entry) for entry in entries]


def _from_ris_entry(entry: Mapping[str, object]) -> LibraryWork:
    def first(*names: str) -> str:
        return next((value for name in names if (value := _text(entry.get(name)))), "")

    pages = [page for page in (first("start_page"), first("end_page")) if page]
    authors = next((names for key in ("authors", "first_authors") if isinstance(names := entry.get(key), list)), [])
    raw = {
        "title": first("title", "primary_title"), "type": _FROM_RIS.get(first("type_of_reference"), "document"),
        "genre": first("type_of_work"), "author": "; ".join(_in_list(str(name)) for name in authors),
        "issued": _slashed(first("date", "publication_year", "year")), "accessed": _slashed(first("access_date")),
        "publisher": first("publisher"), "url": first("urls", "url"), "doi": first("doi"),
        "container": first("secondary_title", "journal_name", "alternate_title3", "alternate_title2"), "volume": first("volume"),
        "issue": first("number"), "page": "-".join(pages),
    }  # fmt: skip
    files: list[str] = []
    for key in ("file_attachments1", "file_attachments2"):
        value = entry.get(key)
        listed = value if isinstance(value, list) else [value]
        files += [_text(file) for file in listed]
    return _work(first("id") or raw["title"], raw, files)


def _slashed(value: str) -> str:
    """2021-12-14 for RIS's 2021/12/14/ and 2021///."""
    parts = [part.strip() for part in re.split(r"[/-]", value)[:3]]
    return "-".join(part.zfill(2) for part in parts if part)


def _from_bibtex(path: Path, text: str) -> list[LibraryWork]:
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    _check_depth(path, text, "{", "}")
    try:
        entries = parse_string(text, "bibtex").entries
    except (PybtexError, ValueError, KeyError, IndexError) as error:
        number = getattr(error, "lineno", None)
        line = f":{number}" if isinstance(number, int) else ""
        raise BadLibrary(
            f"{path}{line}", msg("is no BibTeX: {error}", error=error), next_step=msg("export the library anew")
        ) from error
    works = []
    for key, entry in entries.items():
        names = ["; ".join(_bibtex_name(str(person)) for person in entry.persons.get("author", ()))]
        works.append(_from_bibtex_entry(key, entry.type, dict(entry.fields.items()), names[0]))
    return works


def _from_bibtex_entry(key: str, kind: str, fields: Mapping[str, str], authors: str) -> LibraryWork:
    values = {name.lower(): value for name, value in fields.items()}

    def first(*names: str) -> str:
        return next((value for name in names if (value := _plain(values.get(name, "")))), "")

    year = first("date") or first("year")
    month = values.get("month", "").strip("{} ").lower()[:3]
    if re.fullmatch(r"\d{4}", year) and month in _BIBTEX_MONTHS:
        year = f"{year}-{_BIBTEX_MONTHS.index(month) + 1:02}"
    csl = _FROM_BIBTEX.get(kind.lower(), "document")
    raw = {
        "title": first("title"), "type": "webpage" if kind.lower() == "misc" and first("url") else csl, "genre": first("type"),
        "author": authors, "issued": year, "accessed": first("urldate"),
        "publisher": first("institution", "publisher", "school", "organization"), "url": values.get("url", "").replace("\\_", "_"),
        "doi": values.get("doi", "").replace("\\_", "_"), "container": first("journal", "journaltitle", "booktitle"),
        "volume": first("volume"), "issue": first("number", "issue") if csl.startswith("article") else "",
        "page": first("pages").replace("--", "-"), "reference": "" if csl.startswith("article") else first("number"),
    }  # fmt: skip
    return _work(key, raw, _file_field(values.get("file", "")))


def _bibtex_name(name: str) -> str:
    return _in_list(_plain(name))


def _plain(value: str) -> str:
    """A value without LaTeX's signs for letters and without braces."""
    from latexcodec.codec import UnicodeLatexIncrementalDecoder

    try:
        decoded = str(UnicodeLatexIncrementalDecoder("strict").decode(value, final=True))
    except ValueError:
        decoded = value
    return " ".join(decoded.replace("{", "").replace("}", "").split())


def _file_field(value: str) -> list[str]:
    """The paths of a `file` field: one, or several with a semicolon, alone or as Zotero's Title:path:application/pdf."""
    paths = []
    for part in _FILE_PART.split(value):
        pieces = [
            piece.replace("\\:", ":").replace("\\;", ";").replace("\\\\", "\\") for piece in re.split(r"(?<!\\):", part)
        ]
        drive = len(pieces) >= 4 and len(pieces[1]) == 1
        if len(pieces) >= 3:
            paths.append(":".join(pieces[1:3]) if drive else pieces[1])
        else:
            paths.append(part)
    return paths


def _check_depth(path: Path, text: str, opening: str, closing: str) -> None:
    """Refuse what is nested deeper than anything people write. Raises BadLibrary."""
    depth = 0
    for place, sign in enumerate(text):
        if sign in opening:
            depth += 1
            if depth > _DEEPEST:
                line = text.count("\n", 0, place) + 1
                what = msg("is nested too deeply: {deepest} levels are the most", deepest=_DEEPEST)
                raise BadLibrary(f"{path}:{line}", what, next_step=msg("export the library anew"))
        elif sign in closing:
            depth = max(0, depth - 1)


def file_of(named: str, export: Path) -> Path:
    """Where a file that an export names is: from the export's folder, whatever system wrote it."""
    plain = named.strip().removeprefix("file://").removeprefix("internal-pdf://").replace("\\", "/")
    return export.parent / plain


def file_by_title(title: str, export: Path) -> Path | None:
    """The one document in the export's `files` folder whose name has the title, as Zotero names them; None when it is not one."""
    wanted = _letters(title)[:40]
    folder = export.parent / "files"
    if len(wanted) < 8 or not folder.is_dir():
        return None
    fitting = [path for path in sorted(folder.rglob("*")) if path.is_file() and wanted in _letters(path.stem)]
    return fitting[0] if len(fitting) == 1 else None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
