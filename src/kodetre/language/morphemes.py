"""Words that have a place of their own in compounds: they begin none, end none, or are written otherwise there.

The short words that compounds are made of are in `parts.txt`, words that look like compounds and are none in `whole.txt`.
"""

from functools import cache
from importlib import resources

PARTICLES = frozenset(
    "ut opp be for sam inn av på om til fra frå over under mot med an er ge u van mis und ved etter gjen fore unn tilbake "
    "bort ned opp hen ombe utar for fram frem rede veg vei".split()
)
"""Words before a word that make a new one of it, a verb most often: *utarbeide* holds no *arbeid*."""
LOOSE_PARTICLES = frozenset("etter vei veg ved hoved".split())
"""Particles that also begin compounds: they make another word only where there is such a verb (*veilede*, not *veitransport*)."""
COMBINING = frozenset(
    "agro astro audio auto avant billed bio cyber el elektro etno euro foto geo halv hel hoved hovud hydro hyper info infra "
    "inner inter kardio ikke ikkje krypto kvasi makro medie mega meir mellom mer mikro mini moms mono multi nano neuro nær "
    "narko nav øko poly proto pseudo psyko radio retro semi sentral små sosio spesial super tele termo tverr ultra under "
    "over vass video videre ytter eldre foreldre mindre".split()
)
"""What begins compounds and is no word that stands on its own, or none that the lists have."""
ENDINGS = frozenset(
    "het lig leg skap dom isk isme ist ning else sjon inga heit ende ande eri ere ing er en et erer ert erte erende ering "
    "eringa eringen eringer eringene eringar eringane heten heter hetene heita heiter somhet somheten somheit heitene "
    "skapet skapene tor erer eres ismen isten ister slig slige sleg slege ner nere nerne ners ling linger ell era sera ton "
    "rinne kap ter ete tet tete nete".split()
)
"""Endings that are in the lists as words, or look like words of them."""
NEVER_FIRST = frozenset("overfor utenfor innenfor ovenfor nedenfor utanfor innanfor".split())
"""Words of the lists that no compound begins with."""
NEVER_LAST = frozenset(
    "han hun man den det de jeg deg meg seg oss dere dem dei som til med fra frå hos men eller når da nå så her der hit dit "
    "alle alt all noe noen noko nokon ingen inga intet ikke ikkje hva hvor hvem hver hva kven kvar min din sin sitt sine "
    "dine denne dette disse har kan vil skal ble blei vart id it bo ny fn eu eøs bar bare te to ti sy ene ane ten mer".split()
)
"""Words that no compound ends in, unless a hyphen stands before them."""
END_IN_S = frozenset("felles gods gras glas hals hus ris lys is gips kurs børs mas las krans kaos".split())
"""Words whose last letter is no link."""
BEFORE_E = frozenset(
    "folk barn fisk skatt melk mjølk gris katt trygd bjørn and navn kalv bjørk lys geit tomt ånd bønn lus kokk eik øks flis "
    "benk krans munk mil land slått kopp flekk avl lind eld rygg nebb straff last skift kast streik gjest bad lek leik "
    "drikk vask host hvil sans pant synd".split()
)
"""Words that have -e- behind them though that looks like another noun: *fiske|mat*, *trygde|kontor*."""
NOT_BEFORE_E = frozenset(
    "al arm bak bark bed bol bor boks bær fet føl gel heng hør kjøl led les lær mål nat pris regn ris rug råd sak sett skur "
    "stav tapp ting vad var vis vit våg".split()
)
"""Words that a verb in -e has nothing to do with: *regne|ark*, *måle|metode*."""
NOT_LISTED = frozenset("midlar midlars midlane midlanes".split())
"""Forms of everyday words that the lists lack."""


def _words_in(file: str) -> frozenset[str]:
    lines = (resources.files("kodetre.language") / file).read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


@cache
def common_parts() -> frozenset[str]:
    """The short words that compounds are commonly made of."""
    return _words_in("parts.txt")


@cache
def whole_words() -> frozenset[str]:
    """Words that look like compounds and have long been words of their own, in dictionary form."""
    return _words_in("whole.txt")
