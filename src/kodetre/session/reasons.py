"""Why something is suggested, as a sentence that fits where it is shown. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence

from kodetre.i18n.message import joined, msg
from kodetre.model.suggestions import Suggestion


def why(suggestion: Suggestion, fits: Callable[[str], bool] = lambda _: True) -> str:
    """Why something is suggested: "kraft ×3, vind, also in the heading".

    What `fits` refuses is made shorter by naming fewer reasons and saying how many there are besides; the first is always named
    in full.
    """
    parts, heading = _parts(suggestion), msg(", also in the heading") if suggestion.above else ""
    for count in range(len(parts), 1, -1):
        sentence = _sentence(parts, count) + heading
        if fits(sentence):
            return sentence
    return _sentence(parts, 1) + heading if parts else ""


def _parts(suggestion: Suggestion) -> list[str]:
    """Each keyword with how often it stands there; where there is none, the reasons as they were given."""
    times = Counter(hit.keyword for hit in suggestion.hits)
    if not times:
        return list(suggestion.reasons)
    keywords = [f"{keyword} ×{count}" if count > 1 else keyword for keyword, count in times.items()]
    return [msg("drawn at random"), *keywords] if suggestion.drawn else keywords


def _sentence(parts: Sequence[str], count: int) -> str:
    more = len(parts) - count
    several = joined(parts[:count], ", ")
    return joined((several, msg(" and {more} more", more=more))) if more else several
