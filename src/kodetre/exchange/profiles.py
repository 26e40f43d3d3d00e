"""What each program wants of a REFI-QDA project that the standard leaves open. Pure."""

from dataclasses import dataclass
from typing import Literal

ProfileName = Literal["spec", "nvivo", "maxqda", "atlasti", "qualcoder"]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a project is written: dimensions as codes at the top or as sets; memos as notes or as descriptions of what they are on;
    offsets in code points or in UTF-16 units; and whether a box on a page has the GUID of the text in it.
    """

    name: ProfileName
    sets: bool = False
    descriptions: bool = False
    utf16: bool = False
    one_identity: bool = False


PROFILES: dict[str, Profile] = {
    "spec": Profile("spec"),
    "nvivo": Profile("nvivo", utf16=True),
    "maxqda": Profile("maxqda"),
    "atlasti": Profile("atlasti", sets=True, descriptions=True, one_identity=True),
    "qualcoder": Profile("qualcoder", descriptions=True),
}
"""NVivo counts UTF-16 units (measured in its exports); ATLAS.ti has groups of codes in place of a tree's tops, comments as
descriptions and gives a quotation and its box one GUID; QualCoder drops notes and reads descriptions.
"""
