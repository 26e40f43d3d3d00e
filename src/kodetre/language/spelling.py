"""Letters that are written in more than one way."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_TABLE = str.maketrans(LIGATURES)


def fold(word: str) -> str:
    """A word in small letters, with the letters that ligatures stand for: *ﬁnansiering* is *finansiering*."""
    small = word.lower()
    return small if small.isascii() else small.translate(_TABLE)


def ligatures_in(letters: str) -> dict[str, str]:
    """The ligatures that may stand for some of these letters, each with what it stands for; the longest first."""
    held = {sign: plain for sign, plain in LIGATURES.items() if plain in letters}
    return dict(sorted(held.items(), key=lambda pair: -len(pair[1])))


def unhyphenated(word: str) -> str:
    """A word without the hyphens inside it: *rus-arbeid* is *rusarbeid*."""
    return word.replace("-", "") if "-" in word else word
