"""Whether a word is a part of a compound.

Outward from the keyword: what stands to its left must divide into known words in their dictionary form, what stands
to its right must be an ending of the keyword or divide into known words, with -s-, -e- or a hyphen as links. So *rus*
is in *russcene* and *rusarbeid* but not in *frustrasjon*, and *arbeid* not in *utarbeide*: a particle such as *ut-*
makes a new verb, not a compound.
"""

import re
from functools import lru_cache
from typing import Literal

from kodetre.language import lexicon
from kodetre.language.families import is_verb
from kodetre.language.inflection import Inflected
from kodetre.language.paradigms import is_adjective, is_noun

FormRole = Literal["inflection", "first", "last", "middle", "family"]
"""How a form holds a word; as "family" it holds another that is derived of the same stem."""

_PARTICLES = frozenset(
    "ut opp be for sam inn av på om til fra frå over under mot med an er ge u van mis und ved etter gjen fore unn tilbake "
    "bort ned opp hen ombe utar for fram frem rede veg vei".split()
)
_LOOSE_PARTICLES = frozenset("etter vei veg ved hoved".split())
"""Particles that also begin compounds: they make another word only where there is such a verb (*veilede*, not *veitransport*)."""
_COMBINING = frozenset(
    "agro astro audio auto avant bio cyber el elektro etno euro foto geo halv hel hoved hovud hydro hyper info infra kardio "
    "ikke ikkje krypto kvasi makro mega mellom mikro mini moms mono multi nano neuro nær narko nav øko poly proto pseudo psyko "
    "radio retro semi sentral små sosio spesial super tele termo tverr ultra under over video "
    "eldre foreldre mindre".split()
)
"""What begins compounds and is no word that stands on its own, or none that the lists have."""
_FOREIGN = frozenset(
    "agro astro audio auto bio etno euro foto geo hydro hyper info infra kardio krypto makro mono nano neuro poly proto pseudo "
    "psyko retro sosio tele termo".split()
)
"""Those of other languages: with a very short word behind them they make foreign words (*automat* is no *mat*)."""
_VERY_SHORT = 3
_SUFFIXES_LIKE_NOUNS = frozenset("dom skap leg sam bar".split())
"""Nouns that look like an ending: they are the last part of a compound where something links them (*straffedom*, *ungdom*)."""
_INFLECTIONS = frozenset("ene ane ens ets ers ars enes anes ers".split())
_LINKED = ("s", "e", "-")
_ADJECTIVES_IN_COMPOUNDS = re.compile(
    r"(?:messig|løs|fri|rik|aktig|vennlig|venleg|pliktig|basert|rettet?|retta|styrt|vis)(?:e|t|te|(?:het|heit)(?:en|a)?s?)?"
)
"""What makes an adjective of a noun before it, and the noun of that: *samarbeidsmessige*, *rusfri*, *målrettethet*."""
_DERIVES = re.compile(r"(.{3,}?)(?:ning|ing|else|elsa|het|heit|sel)(?:en|a|er|ar|ene|ane)?s?")
"""A noun made of a verb or an adjective, which the lists need not have."""
_FOREIGN_ENDING = re.compile(r".{0,2}(?:itet|isme|asjon)(?:en|a|er|ene|ar|ane)?s?")
"""An ending of foreign nouns with too few letters before it to be a word."""
_VERB_TO_NOUN = re.compile(r"(?:else|ning|ing|er|ar)$")
_ACTIONS = {"tak": "ta", "taker": "ta", "gang": "gå", "slag": "slå", "syn": "se", "stand": "stå", "drag": "dra"}
"""Nouns of verbs that look otherwise: with what stands before they are another word if that verb is (*frita, fritak*)."""
_UNKNOWN_LEFT = re.compile(r"[a-zæøå]*[aeiouyæøå][a-zæøå]*")
_LONG_KEYWORD = 6
"""Letters from which a keyword is known by itself, whatever stands before it: a name, or a word that the lists lack."""
_SHORT = frozenset("by is øl år ro bo ny tv id it hiv fn eu eøs mål råd øy sjø kø lov dag uke veg vei nav bil".split())
_ENDINGS = frozenset(
    "het lig leg skap dom isk isme ist ning else sjon inga heit ende ande eri ere ing er en et erer ert erte erende "
    "heten heter hetene heita heiter "
    "heitene skapet skapene tor erer eres ismen isten ister slig slige sleg slege ner nere nerne ners".split()
)
_NEVER_LAST = frozenset(
    "han hun man den det de jeg deg meg seg oss dere dem dei som til med fra frå hos men eller når da nå så her der hit dit alle "
    "alt all noe noen noko nokon ingen inga intet ikke ikkje hva hvor hvem hver kva kven kvar min din sin sitt sine dine denne "
    "dette disse har kan vil skal ble blei vart id it bo ny fn eu eøs".split()
)
"""Words that no compound ends in, unless a hyphen stands before them."""
_DERIVED = re.compile(r"(?:els(?:e|en|er|ene|ens|enes|ers|ar|ane)|el[ie]g(?:e|t)?)$")
"""A derivation: letters of a keyword that reach into it are none of the keyword's (*overtred-elser* holds no *del*)."""
_LINKS = ("", "s", "e", "-")

_LEXICALISED = tuple(
    "program årsak spørsmål område flertall mindretall handel statistikk forhold samfunn innhold råde måltid stativ statue "
    "statisk status fagott rettferd idrett sigarett portrett etikett rettesnor seddel svindel mandel kandel slagsmål sakte "
    "saksofon russland russisk russer ruste rustning saktens planet plante plankton transaksjon tidlig identitet partikkel kartong "
    "kommunisme kommunikasjon legering salami skolopender timian helsing landskap miljard boligere stedfortreder "
    "husholdning billett bilde stabil signatur veiledning vegleiing rettleiing målføre formål innehaver kristoffer "
    "deltaker deltakar deltakelse deltaking halvannen halvannet".split()
)
"""Words that look like compounds and have long been words of their own, with what they inflect to. A keyword inside one of
them is no hit, whether it stands alone or is itself a part: *årsak* is no *sak*, and neither is *hovedårsakene*.
"""

_OWN = frozenset(_LEXICALISED)


@lru_cache(maxsize=200_000)
def _left_member(word: str) -> bool:
    if word in _COMBINING or word in _LOOSE_PARTICLES:
        return True
    if word in _PARTICLES or word in _ENDINGS:
        return False
    if len(word) < 3:
        return word in _SHORT
    return lexicon.is_lemma(word) or word in _SHORT


@lru_cache(maxsize=200_000)
def _divides_left(part: str) -> bool:
    """Whether what stands before the keyword is one or more known words, each with its link."""
    if part.endswith("-") and len(part) > 2:
        return True
    for link in _LINKS:
        if not part.endswith(link):
            continue
        rest = part[: len(part) - len(link)] if link else part
        if len(rest) < 2 and rest not in _COMBINING:
            continue
        if link and not _takes_link(rest, link):
            continue
        if _left_member(rest):
            return True
        if any(_left_member(rest[cut:]) and _divides_left(rest[:cut]) for cut in range(2, len(rest) - 2)):
            return True
    return False


def _takes_link(word: str, link: str) -> bool:
    """Whether a part can have a link behind it: -e- stands after consonants, and -s- not after verbs in -e."""
    if link == "e":
        return word[-1] not in "aeiouyæøå"
    return link != "s" or not word.endswith("e") or is_noun(word) or not is_verb(word)


@lru_cache(maxsize=200_000)
def _last_member(word: str) -> bool:
    if word in _ENDINGS or word in _NEVER_LAST or (len(word) < 3 and word not in _SHORT):
        return False
    if _FOREIGN_ENDING.fullmatch(word) and not any(map(_FOREIGN_ENDING.fullmatch, lexicon.lemmas(word))):
        return False
    if lexicon.known(word) or (word.endswith("s") and len(word) > 3 and lexicon.known(word[:-1])):
        return True
    if len(word) > 3 and _ADJECTIVES_IN_COMPOUNDS.fullmatch(word):
        return True
    derived = _DERIVES.fullmatch(word)
    return derived is not None and (lexicon.is_lemma(derived[1]) or lexicon.is_lemma(derived[1] + "e"))


@lru_cache(maxsize=200_000)
def _divides_right(part: str) -> bool:
    """Whether what stands after the keyword is one or more known words, the last one in any form."""
    if _last_member(part):
        return True
    for cut in range(2, len(part) - 2):
        if _left_member(part[:cut]):
            rest = part[cut:]
            links = [link for link in _LINKS if rest.startswith(link) and len(rest) - len(link) > 3 and cut > 2]
            if any(_divides_right(rest[len(link) :]) for link in links):
                return True
    return False


def _right_of(part: str) -> bool:
    if part[:1] == "-" and part[1:] in _SHORT:
        return True
    return any(
        part.startswith(link) and len(part) - len(link) > 1 and _divides_right(part[len(link) :]) for link in _LINKS
    )


@lru_cache(maxsize=200_000)
def borders(form: str) -> tuple[int, ...]:
    """Where a lower-case compound has a border between parts, as offsets of its right sides; none for a simple word.

    What links the parts goes with the left one: *omsorgs|tjenester*.
    """
    return tuple(cut for cut in range(2, len(form) - 2) if _last_member(form[cut:]) and _divides_left(form[:cut]))


def role_of(word: Inflected, form: str) -> FormRole | None:
    """How a lower-case form holds the word: as an inflection, or as first, last or middle part; None when it does not."""
    if word.takes(form):
        return "inflection"
    if _own_word(form, word) or _of_longer_word(word, form):
        return None
    others = [other for other in _LEXICALISED if other in form and other != word.word and other not in word.lemmas]
    derived = _DERIVED.search(form)
    for stem in word.stems:
        reaches = derived is not None and not _DERIVED.search(stem)
        at = form.find(stem)
        while at >= 0:
            end = at + len(stem)
            role = _role_at(word, form, stem, at)
            if role is not None and not (
                _inside(others, form, at, end)
                or (derived and reaches and at < derived.start() < end)
                or _in_longer_part(word, form, at, end)
                or _ends_action(form, at, end)
            ):
                return role
            at = form.find(stem, at + 1)
    return None


def _role_at(word: Inflected, form: str, stem: str, at: int) -> FormRole | None:
    left, tail = form[:at], form[at:]
    if at and word.takes(tail) and _is_left(left, tail, stem):
        if left in _FOREIGN and len(word.word) <= _VERY_SHORT and lexicon.known(form):
            return None
        return "last" if not _is_ending(word, left, form) else None
    if at and (not _divides_left(left) or _particle_verb(left, tail, stem)):
        return None
    rest = form[at + len(stem) :]
    if stem != word.word and stem not in word.lemmas:
        return None  # a compound begins with the dictionary form
    if len(rest) < 2 or len(stem) < 2 or not _right_of(_undoubled(stem, rest)):
        return None
    if _begins_longer(stem, rest) or _makes_verb(stem, form[at:]):
        return None
    return ("middle" if not _divides_better(form, at, at + len(stem)) else None) if at else "first"


def _begins_longer(stem: str, rest: str) -> bool:
    """Whether a noun with the keyword's last letter twice divides the form into fewer words: *russe-grensen* holds no *rus*."""
    if not rest.startswith(stem[-1]) or not is_noun(stem + stem[-1]):
        return False
    after = rest[1:]
    as_longer = any(after.startswith(link) and _last_member(after[len(link) :]) for link in _LINKS)
    as_keyword = any(rest.startswith(link) and _last_member(rest[len(link) :]) for link in _LINKS)
    return as_longer and not as_keyword


def _in_longer_part(word: Inflected, form: str, start: int, end: int) -> bool:
    """Whether a form divides into two words of which one has these letters inside and does not hold the word:
    *rus-testing* has no *ting* and *kunstner-stipend* no *kunst*.

    What is only one letter longer may have a link there.
    """
    for cut in range(3, start - 1):
        right = form[cut:]
        if lexicon.known(right) and _last_member(right) and _divides_left(form[:cut]) and role_of(word, right) is None:
            return True
    for cut in range(end + 2, len(form) - 2):
        left = form[start:cut]
        if is_noun(left) and _right_of(form[cut:]) and role_of(word, left) is None:
            return True
    return False


def _of_longer_word(word: Inflected, form: str) -> bool:
    """Whether a form is known as one of words that do not hold the word: *markeder*, of *marked*, has no *mark*."""
    if lexicon.is_lemma(form) or any(form[at:] in word.listed for at in range(len(form) - 2)):
        return False
    longer = lexicon.lemmas(form)
    if not longer or not all(map(str.islower, longer)):
        return False  # unknown, or a name
    return all(role_of(word, lemma) is None for lemma in longer)


def _ends_action(form: str, start: int, end: int) -> bool:
    """Whether a keyword in -ing is the end of a noun of an action: *flytt-ing* holds no *ting*."""
    if form[end - 3 : end] != "ing":
        return False
    verb = form[: end - 3] + "e"
    return any(is_verb(verb[cut:]) and (cut < 2 or _before_verb(verb[:cut])) for cut in range(start))


def _before_verb(part: str) -> bool:
    return part in _PARTICLES or _divides_left(part)


def _makes_verb(particle: str, form: str) -> bool:
    """Whether a word that is also a particle makes a verb with what stands after it: *veiledere* holds no *vei*."""
    if particle not in _LOOSE_PARTICLES:
        return False
    stems = (form[:end] for end in range(len(particle) + 2, len(form) + 1))
    return any(is_verb(stem + "e") for stem in stems)


def _is_left(left: str, tail: str, stem: str) -> bool:
    """Whether what stands before a keyword is the rest of a compound with it as its last part."""
    if _particle_verb(left, tail, stem):
        return False
    if _divides_left(left) or _shares_letter(left, stem):
        return True
    if len(stem) < _LONG_KEYWORD or len(left) < 3 or lexicon.known(left + tail):
        return False
    return left not in _PARTICLES and _UNKNOWN_LEFT.fullmatch(left) is not None


def _shares_letter(left: str, stem: str) -> bool:
    """Whether a part before a keyword ends in two of the letter that the keyword begins with: *buss-stopp* is *busstopp*."""
    return left[-1:] == stem[:1] and len(stem) > 3 and len(left) > 2 and is_noun(left + stem[0])


def _undoubled(stem: str, rest: str) -> str:
    """What stands after a part that ends in two of the letter that the next begins with: of *buss-stopp* is written *busstopp*."""
    double = stem[-1:] == stem[-2:-1] and not _right_of(rest)
    return stem[-1] + rest if double and rest[:1] not in "aeiouyæøå" else rest


def _is_ending(word: Inflected, left: str, form: str) -> bool:
    """Whether the last letters of a form, though those of the keyword, are the ending of an adjective or another noun."""
    if word.word == "lege":
        return is_adjective(form.removesuffix("e"))
    if word.word in _SUFFIXES_LIKE_NOUNS and not left.endswith(_LINKED):
        return True
    return is_noun(word.word) and not is_adjective(word.word) and is_adjective(form) and not is_noun(form)


def _inside(others: list[str], form: str, start: int, end: int) -> bool:
    """Whether letters of a form belong to another word that stands there as a part."""
    for other in others:
        at = form.find(other)
        while at >= 0:
            if at < start < at + len(other) or (at == start and end <= at + len(other) - 3):
                return True
            at = form.find(other, at + 1)
    return False


def _divides_better(form: str, start: int, end: int) -> bool:
    """Whether a form is two known words with a border elsewhere than around these letters: *freds-aktør* holds no *sak*."""
    for cut in range(start + 1, end):
        right = form[cut:]
        if len(right) > len(form) - end + 2 and lexicon.known(right) and _divides_left(form[:cut]):
            return True  # tilpasnings-tilskudd holds no stil
    for cut in range(3, len(form) - 2):
        right = form[cut:]
        if cut in (start, end) or right in _INFLECTIONS or not _last_member(right):
            continue
        left = form[:cut]
        if any(
            left.endswith(link) and cut - len(link) != end and _left_member(left[: cut - len(link)]) for link in _LINKS
        ):
            return True
    return False


def _particle_verb(left: str, tail: str, stem: str) -> bool:
    """Whether a particle before the keyword makes another word of it: *ungdoms-vei-leder* holds no *leder*."""
    action = _ACTIONS.get(stem)
    for length in range(2, min(7, len(left)) + 1):
        particle = left[-length:]
        if action is not None and lexicon.is_lemma(particle + action):
            return True
        if particle in _LOOSE_PARTICLES:
            verbs = {stem + "e", _VERB_TO_NOUN.sub("", stem) + "e"}
            if any(lexicon.is_lemma(particle + verb) for verb in verbs):
                return True
        elif particle in _PARTICLES and (lexicon.known(particle + tail) or lexicon.is_lemma(particle + stem)):
            return True
    return False


def _own_word(form: str, word: Inflected) -> bool:
    return any(lemma in _OWN and lemma != word.word for lemma in lexicon.lemmas(form) | {form})
