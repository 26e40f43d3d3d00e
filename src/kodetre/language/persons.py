"""What people are called in Norwegian text: names that are words too, and roles that are no names."""

import re

from kodetre.language.lexicon import known

ASKERS = frozenset("i int intervjuer intervjuar interviewer forsker forskar researcher moderator".split())
"""What those who ask are called in a transcript."""
ROLES = ASKERS | frozenset(
    "informant intervjuobjekt respondent deltaker deltakar participant person speaker taler talar ordstyrer ordstyrar "
    "interviewee fokusgruppedeltaker fokusgruppedeltakar medintervjuer".split()
)
NAMES_THAT_ARE_WORDS = frozenset(
    "ask bjørn bo dag even frank fred hans harald hilde jens jo kai kari knut line liv mai odd ola per peter pål roar rune sol siv "
    "stein stig terje tone tor tove trine ulf vår åse berg dal lund vik nils anders anne eva ida ellen else iver mons hansen olsen "
    "larsen johansen andersen pedersen nilsen kristiansen jensen karlsen johnsen eriksen berge hagen".split()
)
"""First and family names that word lists have as ordinary words too."""
INITIALS = 2
"""Letters of a label that may be initials."""
_ACRONYM = 3
"""Letters of a label in capitals that are rather an agency's than a person's."""
_NUMBER = re.compile(r"[\s.]*(?:nr\.?\s*)?\d{1,3}$")


def without_number(label: str) -> str:
    """A label without the number at its end: informant of *Informant 2*, in small letters."""
    return _NUMBER.sub("", label.rstrip(" :")).strip().casefold()


def is_role(label: str) -> bool:
    """Whether a label is a role or initials and says nothing of who it is: I, P2, Informant 3."""
    base = without_number(label)
    return base in ROLES or sum(map(str.isalpha, base)) <= INITIALS


def is_person(label: str) -> bool:
    """Whether a label is a person's: initials, a role, or a name."""
    base = _NUMBER.sub("", label.rstrip(" :")).strip()
    letters = "".join(letter for letter in base if letter.isalpha())
    if base.casefold() in ROLES:
        return True
    if not letters or not base[:1].isupper():
        return False
    if len(letters) <= INITIALS:
        return letters.isupper()
    words = re.sub(r"\([^)]*\)", "", base).replace("-", " ").split()
    if not words or any(not word[:1].isupper() for word in words if word not in ("av", "de", "von")):
        return False
    if words[0].casefold() in NAMES_THAT_ARE_WORDS:
        return True
    if base.isupper() and len(letters) <= _ACRONYM:
        return False
    return not all(known(word.casefold()) for word in words)
