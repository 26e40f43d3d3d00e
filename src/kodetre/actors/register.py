"""Municipalities, counties and national agencies of Norway by their names, as of 2024. Pure.

Municipalities and counties are those of Statistics Norway's classifications 131 and 104 (https://www.ssb.no/klass), 357 and 15 of
them, with official names in Sámi languages and Kven as far as they are sure.
"""

from collections.abc import Iterator
from functools import cache


def _read(listed: str) -> dict[str, str]:
    """What is listed as `name = acronym; name; …`, with any blanks."""
    read: dict[str, str] = {}
    for entry in " ".join(listed.split()).split("; "):
        name, _, acronym = entry.partition(" = ")
        read[name] = acronym
    return read


_MUNICIPALITIES = {
    "Østfold": """
        Halden, Moss, Sarpsborg, Fredrikstad, Hvaler, Råde, Våler, Skiptvet, Indre Østfold, Rakkestad, Marker, Aremark
    """,
    "Akershus": """
        Bærum, Asker, Lillestrøm, Nordre Follo, Ullensaker, Nesodden, Frogn, Vestby, Ås, Enebakk, Lørenskog, Rælingen,
        Aurskog-Høland, Nes, Gjerdrum, Nittedal, Lunner, Jevnaker, Nannestad, Eidsvoll, Hurdal
    """,
    "Oslo": """
        Oslo
    """,
    "Innlandet": """
        Kongsvinger, Hamar, Lillehammer, Gjøvik, Ringsaker, Løten, Stange, Nord-Odal, Sør-Odal, Eidskog, Grue, Åsnes,
        Våler, Elverum, Trysil, Åmot, Stor-Elvdal, Rendalen, Engerdal, Tolga, Tynset, Alvdal, Folldal, Os, Dovre, Lesja,
        Skjåk, Lom, Vågå, Nord-Fron, Sel, Sør-Fron, Ringebu, Øyer, Gausdal, Østre Toten, Vestre Toten, Gran, Søndre
        Land, Nordre Land, Sør-Aurdal, Etnedal, Nord-Aurdal, Vestre Slidre, Øystre Slidre, Vang
    """,
    "Buskerud": """
        Drammen, Kongsberg, Ringerike, Hole, Lier, Øvre Eiker, Modum, Krødsherad, Flå, Nesbyen, Gol, Hemsedal, Ål, Hol,
        Sigdal, Flesberg, Rollag, Nore og Uvdal
    """,
    "Vestfold": """
        Horten, Holmestrand, Tønsberg, Sandefjord, Larvik, Færder
    """,
    "Telemark": """
        Porsgrunn, Skien, Notodden, Siljan, Bamble, Kragerø, Drangedal, Nome, Midt-Telemark, Seljord, Hjartdal, Tinn,
        Kviteseid, Nissedal, Fyresdal, Tokke, Vinje
    """,
    "Agder": """
        Risør, Grimstad, Arendal, Kristiansand, Lindesnes, Farsund, Flekkefjord, Gjerstad, Vegårshei, Tvedestrand,
        Froland, Lillesand, Birkenes, Åmli, Iveland, Evje og Hornnes, Bygland, Valle, Bykle, Vennesla, Åseral, Lyngdal,
        Hægebostad, Kvinesdal, Sirdal
    """,
    "Rogaland": """
        Eigersund, Stavanger, Haugesund, Sandnes, Sokndal, Lund, Bjerkreim, Hå, Klepp, Time, Gjesdal, Sola, Randaberg,
        Strand, Hjelmeland, Suldal, Sauda, Kvitsøy, Bokn, Tysvær, Karmøy, Utsira, Vindafjord
    """,
    "Vestland": """
        Bergen, Kinn, Etne, Sveio, Bømlo, Stord, Fitjar, Tysnes, Kvinnherad, Ullensvang, Eidfjord, Ulvik, Voss, Kvam,
        Samnanger, Bjørnafjorden, Austevoll, Øygarden, Askøy, Vaksdal, Modalen, Osterøy, Alver, Austrheim, Fedje,
        Masfjorden, Gulen, Solund, Hyllestad, Høyanger, Vik, Sogndal, Aurland, Lærdal, Årdal, Luster, Askvoll, Fjaler,
        Sunnfjord, Bremanger, Stad, Gloppen, Stryn
    """,
    "Møre og Romsdal": """
        Kristiansund, Molde, Ålesund, Vanylven, Sande, Herøy, Ulstein, Hareid, Ørsta, Stranda, Sykkylven, Sula, Giske,
        Vestnes, Rauma, Aukra, Averøy, Gjemnes, Tingvoll, Sunndal, Surnadal, Smøla, Aure, Volda, Fjord, Hustadvika,
        Haram
    """,
    "Trøndelag": """
        Trondheim, Steinkjer, Namsos, Frøya, Osen, Oppdal, Rennebu, Røros, Holtålen, Midtre Gauldal, Melhus, Skaun,
        Malvik, Selbu, Tydal, Meråker, Stjørdal, Frosta, Levanger, Verdal, Snåsa, Lierne, Røyrvik, Namsskogan, Grong,
        Høylandet, Overhalla, Flatanger, Leka, Inderøy, Indre Fosen, Heim, Hitra, Ørland, Åfjord, Orkland, Nærøysund,
        Rindal
    """,
    "Nordland": """
        Bodø, Narvik, Bindal, Sømna, Brønnøy, Vega, Vevelstad, Herøy, Alstahaug, Leirfjord, Vefsn, Grane, Hattfjelldal,
        Dønna, Nesna, Hemnes, Rana, Lurøy, Træna, Rødøy, Meløy, Gildeskål, Beiarn, Saltdal, Fauske, Sørfold, Steigen,
        Lødingen, Evenes, Røst, Værøy, Flakstad, Vestvågøy, Vågan, Hadsel, Bø, Øksnes, Sortland, Andøy, Moskenes,
        Hamarøy
    """,
    "Troms": """
        Tromsø, Harstad, Kvæfjord, Tjeldsund, Ibestad, Gratangen, Lavangen, Bardu, Salangen, Målselv, Sørreisa, Dyrøy,
        Senja, Balsfjord, Karlsøy, Lyngen, Storfjord, Kåfjord, Skjervøy, Nordreisa, Kvænangen
    """,
    "Finnmark": """
        Alta, Hammerfest, Sør-Varanger, Vadsø, Karasjok, Kautokeino, Loppa, Hasvik, Måsøy, Nordkapp, Porsanger, Lebesby,
        Gamvik, Tana, Berlevåg, Båtsfjord, Vardø, Nesseby
    """,
}
"""The municipalities of each county."""
_OTHER_NAMES = {
    "Deatnu": "Tana", "Unjárga": "Nesseby", "Kárášjohka": "Karasjok", "Guovdageaidnu": "Kautokeino", "Porsáŋgu": "Porsanger",
    "Porsanki": "Porsanger", "Gáivuotna": "Kåfjord", "Kaivuono": "Kåfjord", "Omasvuotna": "Storfjord", "Omasvuono": "Storfjord",
    "Loabák": "Lavangen", "Dielddanuorri": "Tjeldsund", "Hábmer": "Hamarøy", "Snåase": "Snåsa", "Raarvihke": "Røyrvik",
    "Aarborte": "Hattfjelldal",
}  # fmt: skip
"""Municipalities by their names in Sámi languages and Kven."""
COUNTIES = frozenset(_MUNICIPALITIES)
COUNTRIES = frozenset(
    "Norge Noreg Sverige Danmark Finland Island Færøyane Færøyene Grønland Svalbard Norden Europa Afrika Asia Amerika Arktis "
    "Storbritannia England Skottland Wales Irland Tyskland Frankrike Spania Portugal Italia Hellas Nederland Belgia Luxembourg "
    "Sveits Østerrike Austerrike Polen Tsjekkia Ungarn Romania Bulgaria Serbia Kroatia Estland Latvia Litauen Russland Ukraina "
    "Tyrkia Israel Palestina Gaza Syria Irak Iran Libanon Jordan Egypt Libya Afghanistan Pakistan India Kina Japan Vietnam "
    "Australia Canada USA Mexico Brasil Argentina Chile Cuba Sápmi Oslofjorden Nord-Norge Sør-Norge Vestlandet Østlandet "
    "Sørlandet Nordland".split()
)
"""Countries and parts of the world and of Norway that Norwegian plans name."""
_AMBIGUOUS = frozenset(
    "Aure Bokn Bø Eid Etne Fjord Flå Gran Grane Grue Haram Hareid Heim Hol Hole Hå Høylandet Kinn Klepp Kvam Leka Lier Lom Loppa "
    "Lund Marker Modalen Nes Nome Os Osen Rana Råde Røst Sande Sel Sola Solund Stad Stange Strand Stranda Sula Tana Time Tinn "
    "Tokke Valle Vang Vega Vik Vinje Voss Våler Ål Åmot Ås Øyer".split()
)
"""Names of municipalities that are ordinary words too, or last names that as many people bear."""
_AGENCIES = """
    Arbeids- og velferdsetaten; Arbeids- og velferdsdirektoratet = AVdir; Arbeidstilsynet; NAV; Nav; Barne-,
    ungdoms- og familiedirektoratet = Bufdir; Datatilsynet; Digitaliseringsdirektoratet = Digdir; Direktoratet for
    byggkvalitet = DiBK; Direktoratet for e-helse; Direktoratet for forvaltning og økonomistyring = DFØ;
    Direktoratet for høyere utdanning og kompetanse = HK-dir; Direktoratet for samfunnssikkerhet og beredskap = DSB;
    Distriktssenteret; Finanstilsynet; Fiskeridirektoratet; Folkehelseinstituttet = FHI; Forbrukertilsynet;
    Forskningsrådet; Fylkesmannen; Helsedirektoratet = Hdir; Helsetilsynet; Statens helsetilsyn; Husbanken;
    Integrerings- og mangfoldsdirektoratet = IMDi; Jernbanedirektoratet; Kartverket; Kripos;
    Kriminalomsorgsdirektoratet = KDI; Kystverket; Landbruksdirektoratet; Lotteri- og stiftelsestilsynet;
    Luftfartstilsynet; Lånekassen; Mattilsynet; Medietilsynet; Miljødirektoratet; Nasjonal kommunikasjonsmyndighet =
    Nkom; Norges vassdrags- og energidirektorat = NVE; Politidirektoratet = POD; Politiets sikkerhetstjeneste = PST;
    Riksantikvaren; Riksrevisjonen; Sametinget; Sivilombudet; Skatteetaten; Statens vegvesen = SVV; Statistisk
    sentralbyrå = SSB; Statsforvaltaren; Statsforvalteren; Tolletaten; Utdanningsdirektoratet = Udir;
    Utlendingsdirektoratet = UDI; Utlendingsnemnda = UNE; Vegdirektoratet; Økokrim; Stortinget; Regjeringen; Regjeringa; Arbeids- og
    inkluderingsdepartementet = AID; Barne- og familiedepartementet = BFD; Helse- og omsorgsdepartementet = HOD;
    Klima- og miljødepartementet = KLD; Kommunal- og distriktsdepartementet = KDD; Kultur- og
    likestillingsdepartementet = KUD; Kunnskapsdepartementet = KD; Landbruks- og matdepartementet = LMD; Nærings- og
    fiskeridepartementet = NFD; Statens legemiddelverk = SLV; Bane NOR
"""
AGENCIES = _read(_AGENCIES)
"""The state's bodies: parliament, government, ministries and agencies, with the acronym that they go by where they have one."""


def municipalities() -> Iterator[str]:
    """Every name of a municipality; two counties may have one of the same name."""
    for names in _MUNICIPALITIES.values():
        yield from (" ".join(name.split()) for name in names.split(","))
    yield from _OTHER_NAMES


def municipality_of(name: str) -> str:
    """The name in Norwegian of a municipality that goes by another; the name itself where it does not."""
    return _OTHER_NAMES.get(name, name)


@cache
def _every_municipality() -> frozenset[str]:
    return frozenset(municipalities())


def is_municipality(name: str) -> bool:
    """Whether a municipality is called so."""
    return name in _every_municipality()


def is_ambiguous(name: str) -> bool:
    """Whether the name of a municipality is an ordinary word too, or one that many people bear."""
    return name in _AMBIGUOUS


def agency_of(acronym: str) -> str:
    """The agency that goes by an acronym; empty where none does."""
    return next((long for long, short in AGENCIES.items() if short == acronym), "")


@cache
def known_names() -> frozenset[str]:
    """What is a name wherever it stands: municipalities and counties that are nothing else, and agencies."""
    names = {name for name in municipalities() if not is_ambiguous(name)}
    names |= {f"{name} kommune" for name in municipalities()}
    names |= {f"{name} fylkeskommune" for name in COUNTIES}
    acronyms = {acronym for acronym in AGENCIES.values() if acronym}
    return frozenset(names | acronyms | COUNTIES | COUNTRIES | AGENCIES.keys())
