"""What kinds of actors there are, and which of them a name tells by its own words. Pure."""

import re

from kodetre.actors.register import AGENCIES, COUNTIES, COUNTRIES, agency_of, is_ambiguous, is_municipality

KINDS = ("organisation", "municipality", "agency", "person", "place", "other")
UNKNOWN = "?"
"""The kind of a name that does not tell it and that nobody has been asked about."""
_SURE_ENDS = (
    "direktoratet|tilsynet|departementet|ombodet|ombudet|tingretten|lagmannsretten|jordskifteretten|statsforvalteren"
    "|statsforvaltaren|vegvesenet|kartverket|kystverket|legemiddelverket|skatteetaten|tolletaten"
)
"""How names end that are nothing else."""
_AGENCY_ENDS = f"{_SURE_ENDS}|etaten|politiet|vesenet"
_BODY_ENDS = (
    "foreningen|foreininga|forbundet|organisasjonen|universitetet|stiftelsen|stiftinga"
    "|høgskolen|høgskulen|høyskolen|instituttet"
)
_AGENCY_HEADS = "direktoratet|departementet|politiet|statsforvalteren|statsforvaltaren|fylkesmannen"
_BODY_HEADS = (
    "stiftelsen|stiftinga|foreningen|foreininga|universitetet|senter|senteret|forbundet|institutt|kompetansesenter"
)
ORGANISATION_WORD = re.compile(rf"\w{{2,}}(?:{_AGENCY_ENDS}|{_BODY_ENDS})s?", re.IGNORECASE)
"""A word that ends as names of agencies and organisations do, also in the genitive."""
SURE_WORD = re.compile(rf"\w{{2,}}(?:{_SURE_ENDS})s?|(?:statsforvalter|statsforvaltar|fylkesmann)ens?", re.IGNORECASE)
"""A word that is a name wherever it stands."""
HEAD = re.compile(rf"(?:{_AGENCY_HEADS}|{_BODY_HEADS}|statens|norsk|norges|nasjonalt)", re.IGNORECASE)
"""A word that begins names that go on in small letters: Direktoratet for byggkvalitet."""
_KINDS = (
    ("municipality", re.compile(r".*\b(?:fylkes)?kommune", re.IGNORECASE)),
    ("organisation", re.compile(r".*\s(?:AS|ASA|SA|BA|ANS|KF|IKS|HF|RHF|BI)")),
    ("agency", re.compile(rf"(?:{_AGENCY_HEADS})(?:\s.*)?|(?:.*\s)?\w{{2,}}(?:{_AGENCY_ENDS})", re.IGNORECASE)),
    ("organisation", re.compile(rf"(?:{_BODY_HEADS})\s.*|(?:.*\s)?\w{{2,}}(?:{_BODY_ENDS})", re.IGNORECASE)),
)


def proposed_kind(name: str) -> str:
    """The kind that the last or first word of a name says, or the register of municipalities and agencies, else UNKNOWN.

    A municipality or county that is named without *kommune* is a place: what it is beside that, its company tells.
    """
    if name in AGENCIES or agency_of(name):
        return "agency"
    if (is_municipality(name) and not is_ambiguous(name)) or name in COUNTIES | COUNTRIES:
        return "place"
    for kind, pattern in _KINDS:
        if pattern.fullmatch(name):
            return kind
    return UNKNOWN
