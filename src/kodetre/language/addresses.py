"""Where a text holds addresses and not words: web and e-mail addresses, DOIs and names of files.

Words inside them are nobody's words: *rus* in *www.lindvik.no/rusplan.pdf* says nothing of drugs.
"""

import re
from collections.abc import Iterable, Iterator

_TAIL = r"[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]}'’]"
"""The rest of an address, without the signs that end a sentence or a parenthesis."""
_CONTINUED = r"(?:(?<=[-/_=&?%])\n(?=[a-z0-9]\S*[-/_=%.&][\w/])" + _TAIL + r")*"
"""An address that the line's end has broken, where what follows looks like an address too."""
_TLD = "no|com|org|net|eu|edu|gov|info|dk|uk"
_DOMAIN = rf"(?:[\w-]+\.)+(?:{_TLD})\b(?![.-]\w)"
_TYPES = (
    "pdf docx? docm xlsx? xlsm pptx? odt ods odp rtf txt csv tsv html? xml json ya?ml md jpe?g png gif tiff? svg bmp zip gz 7z "
    "mp3 mp4 avi mov wav msg eml sav qdpx"
).replace(" ", "|")
_SCHEMES = frozenset({"http", "https", "ftp", "ftps", "file"})
_ADDRESS = re.compile(
    rf"""(?:https?|ftps?|file|mailto):/{{0,3}}{_TAIL}{_CONTINUED}
      | \bwww\.{_TAIL}{_CONTINUED}
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | \b(?:doi:)?10\.\d{{4,9}}/{_TAIL}
      | (?<![\w@.-]){_DOMAIN}(?:[/?\#]{_TAIL}{_CONTINUED}|[/:](?!\w))?
      | (?<!\w)(?:[A-Za-z]:\\|\\\\)?(?:[\w.-]+[\\/])*[\w.-]*[\w-]\.(?:{_TYPES})\b(?![.-]\w)""",
    re.VERBOSE,
)
_SIGN = re.compile(rf"@|www\.|10\.\d{{4}}|\.(?:{_TLD}|{_TYPES})(?![^\W\d_])|(?:https?|ftps?|file)$")
_SPACE = re.compile(r"\s|\Z")


def may_be_address(form: str) -> bool:
    """Whether a word, as `tokens` divides a text, can stand in an address: every address holds such a word."""
    return ("." in form or "@" in form or form in _SCHEMES) and _SIGN.search(form) is not None


def addresses(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The `(start, end)` of every address, DOI and file name that reaches over one of some places of a text (code points, in
    order): those of the words that `may_be_address`.
    """
    after = 0
    for at in places:
        if at < after:
            continue
        start, stop = _beginning(text, at, after), _end(text, at)
        while start < stop and (within := _ADDRESS.search(text, start, stop)) is not None:
            match = _ADDRESS.match(text, within.start()) or within  # it may go on in the next line
            yield match.span()
            start = after = match.end()


def _beginning(text: str, at: int, least: int) -> int:
    """Where the run of letters without a space begins that an offset stands in."""
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _end(text: str, at: int) -> int:
    """Where that run ends."""
    space = _SPACE.search(text, at)
    return space.start() if space is not None else len(text)
