"""What a bokmål word is likely to be in nynorsk: by sound and ending, and a table of words that go their own way.

The rules are the regular correspondences between the two written standards as grammars of nynorsk give them (hv- and kv-,
-het and -heit, monophthong and diphthong, -else and -ing …). A rule only proposes; whether the word is used is for the
corpus to say.
"""

import re
from collections.abc import Iterator
from itertools import chain

_OWN_WAY = {
    "adgang": "tilgjenge", "alminnelig": "ålmenn", "anbefale": "tilrå", "anbefaling": "tilråding", "ansatt": "tilsett",
    "ansettelse": "tilsetjing", "anvende": "bruke", "arbeidsledig": "arbeidslaus", "avgjørelse": "avgjerd",
    "befolkning": "folkesetnad", "begrense": "avgrense", "begrunnelse": "grunngiving", "begynne": "byrje",
    "behandle": "handsame", "behandling": "handsaming", "bekymring": "uro", "beskrive": "skildre",
    "beskrivelse": "skildring", "beslutning": "avgjerd", "bestemmelse": "føresegn", "betingelse": "vilkår",
    "betydning": "tyding", "bevilling": "løyve", "bolig": "bustad", "bruker": "brukar", "deltakelse": "deltaking",
    "egen": "eigen", "eier": "eigar", "enhet": "eining", "erfaring": "røynsle", "etterspørsel": "etterspurnad",
    "forbud": "forbod", "fordel": "føremon", "forebygge": "førebyggje", "forebygging": "førebygging",
    "forhold": "tilhøve", "formål": "føremål", "forskjell": "skilnad", "forslag": "framlegg",
    "forutsetning": "føresetnad", "forvaltning": "forvalting", "fremtid": "framtid", "følge": "følgje",
    "helhet": "heilskap", "helhetlig": "heilskapleg", "hendelse": "hending", "henvisning": "tilvising", "hjem": "heim",
    "innbygger": "innbyggjar", "innhold": "innhald", "ledelse": "leiing", "leder": "leiar", "likhet": "likskap",
    "medvirkning": "medverknad", "mulighet": "høve", "myndighet": "styresmakt", "opplysning": "opplysing",
    "oversikt": "oversyn", "pårørende": "pårørande", "påvirkning": "påverknad", "rettighet": "rett",
    "selvmord": "sjølvmord", "selvstendig": "sjølvstendig", "skole": "skule", "støtte": "stønad", "syk": "sjuk",
    "sykdom": "sjukdom", "sykehus": "sjukehus", "sykepleier": "sjukepleiar", "tilbud": "tilbod", "tilskudd": "tilskot",
    "tjeneste": "teneste", "uke": "veke", "undersøkelse": "undersøking", "vedlikehold": "vedlikehald",
    "veileder": "rettleiar", "veiledning": "rettleiing", "virkemiddel": "verkemiddel", "virkning": "verknad",
    "virksomhet": "verksemd", "åpenhet": "openheit", "årsak": "orsak", "økning": "auke",
}  # fmt: skip
"""Words of administration and care whose nynorsk is not, or not only, what the rules give."""

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^hv", "kv"),
        (r"somhet$", "semd"),
        (r"het$", "heit"),
        (r"lighet$", "legheit"),
        (r"lig$", "leg"),
        (r"else$", "ing"),
        (r"else$", "sle"),
        (r"ning$", "ing"),
        (r"er$", "ar"),
        (r"ere$", "era"),
        (r"ende$", "ande"),
        (r"(?<=[bdfgklmnprstv])e(?=[lnrtk](?:[aeiouy]|$))", "ei"),
        (r"(?<=[bdfghklmnprst])ø(?=[rksmt](?:[aeiou]|n?ing|$))", "øy"),
        (r"^tj", "t"),
        (r"tj(?=ene)", "t"),
        (r"frem", "fram"),
        (r"^fore(?=[bslt])", "føre"),
        (r"(?<=[aeiouyæøå])g(?=e(?:r|n|t)?$)", "gj"),
        (r"gg(?=e)", "ggj"),
        (r"k(?=e$)", "kj"),
        (r"åp", "op"),
        (r"sy(?=k)", "sju"),
        (r"selv", "sjølv"),
        (r"skole", "skule"),
        (r"virk", "verk"),
        (r"hjemme", "heime"),
        (r"hjem(?!me)", "heim"),
        (r"eg(?=n)", "eig"),
        (r"vei", "veg"),
        (r"hold", "hald"),
        (r"bud$", "bod"),
        (r"skudd", "skot"),
        (r"^uke", "veke"),
    )
)
_MOST_RULES = 3


def nynorsk(word: str) -> Iterator[str]:
    """What a bokmål word in small letters may be in nynorsk, the likeliest first; never the word itself.

    The table first, also for the last part of a compound; then what up to three rules together give.
    """
    given: dict[str, None] = {}
    for known in sorted(_OWN_WAY, key=len, reverse=True):
        if word.endswith(known) and len(word) - len(known) != 1:
            given[word[: len(word) - len(known)] + _OWN_WAY[known]] = None
            break
    reached = {word}
    for _ in range(_MOST_RULES):
        further = set(chain.from_iterable(map(_by_one_rule, reached))) - reached
        given.update(dict.fromkeys(sorted(further)))
        reached |= further
    given.pop(word, None)
    yield from given


def _by_one_rule(word: str) -> Iterator[str]:
    """What each rule that applies to a word makes of it."""
    for pattern, into in _RULES:
        changed, times = pattern.subn(into, word, count=1)
        if times:
            yield changed
