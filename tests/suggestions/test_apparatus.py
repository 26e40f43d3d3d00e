"""What stands around the running text is never suggested, and running text always may be."""

from collections.abc import Sequence

import pytest

from kodetre.model.documents import Block, BlockKind, Furniture, Page, Reading
from kodetre.suggestions.apparatus import apparatus, says_something

Line = tuple[BlockKind, str]
BODY = (
    "Kommunen har i mange år arbeidet for at flere skal få hjelp tidlig, og det vil den gå videre med i planperioden."
)
NYNORSK = "Kommunen har lenge arbeidt for at fleire skal få hjelp tidleg, og det vil han halde fram med i planperioden."


def reading(lines: Sequence[Line], pages: int = 40, per_page: int = 100, furniture: Sequence[str] = ()) -> Reading:
    """A document of these blocks, `per_page` on each page; headings are all of the first level."""
    text, blocks = "", []
    for number, (kind, words) in enumerate(lines):
        page = 1 + number // per_page
        blocks.append(Block(kind, int(kind == "heading"), len(text), len(text) + len(words), page, page))
        text += words + "\n\n"
    every = tuple(Page(number, str(number), 0, 0) for number in range(1, pages + 1))
    return Reading(text, every, tuple(blocks), furniture=tuple(Furniture(1, "header", words) for words in furniture))


def left_out(lines: Sequence[Line], per_page: int = 100, furniture: Sequence[str] = ()) -> list[str]:
    """The words of the blocks that are not running text."""
    document = reading(lines, per_page=per_page, furniture=furniture)
    return [document.blocks[number].span.of(document.text) for number in sorted(apparatus(document))]


def paragraphs(*texts: str) -> list[Line]:
    return [("paragraph", text) for text in texts]


REST = paragraphs(*[BODY] * 12, *[NYNORSK] * 12)


@pytest.mark.parametrize(
    "lines",
    [
        ["1 Innledning .......... 3", "2 Samarbeid med frivillige .......... 5"],
        ["Innleiing . . . . . . . . 3", "Økonomi og tilskot . . . . . . iv"],
        ["Innledning …………… 3"],
        ["1 Innledning ...... 3 2 Mål og tiltak ...... 4 3 Økonomi ...... 11"],
        ["1 Innledning 3", "2 Mål for arbeidet 4", "2.1 Samarbeid 4", "3 Økonomi 9", "4 Oppfølging 12"],
        ["Innleiing 3", "Mål for arbeidet 5", "Samarbeid 8", "Økonomi og tilskot 13"],
        ["1 Innledning 3 2 Mål for arbeidet 5 3 Samarbeid 8 4 Økonomi og tilskudd 13 5 Oppfølging 15"],
    ],
)
def test_lines_of_a_contents_page_are_left_out_in_whatever_form(lines: list[str]) -> None:
    assert left_out(paragraphs(*lines) + REST) == lines


def test_a_contents_page_goes_on_over_pages_and_over_headings_of_its_parts() -> None:
    lines = [
        *paragraphs("Bakgrunn 3", "Mål 4"),
        ("heading", "Del II"),
        *paragraphs("Tiltak 9", "Økonomi 14", "Vedlegg 20"),
    ]
    assert left_out(lines + REST, per_page=2) == [text for kind, text in lines if kind == "paragraph"]


def test_a_contents_page_read_as_a_table_is_left_out() -> None:
    table = "1\tInnledning\t3\n2\tMål\t4\n3\tTilskudd\t8\n4\tSamarbeid\t11\n5\tØkonomi\t12"
    assert left_out([("table", table), *REST]) == [table]


def test_a_list_of_the_headings_that_follow_is_a_contents_page_without_numbers() -> None:
    titles = ["Bakgrunn", "Mål og verdier", "Samarbeid", "Økonomi"]
    body: list[Line] = []
    for title in titles:
        body += [("heading", title), ("paragraph", BODY)]
    assert left_out([("list_item", title) for title in titles] + body) == titles


def test_figures_that_do_not_rise_or_are_no_pages_are_no_contents() -> None:
    counts = ["Lindvik hadde i fjor 12", "Hellefjord hadde 4", "Storfjord hadde 30", "Nes hadde 7", "Ål hadde 9"]
    years = ["Første plan kom 2011", "Neste kom 2014", "Så kom 2018", "Ny kom 2022"]
    assert left_out(REST + paragraphs(*counts, *years) + REST) == []


@pytest.mark.parametrize(
    "title", ["Litteratur", "Referansar", "Kilder og litteratur", "Relevante lenkjer", "References"]
)
def test_what_stands_under_the_heading_of_a_reference_list_is_left_out(title: str) -> None:
    entries = ["Hansen, K. (2019). Samarbeid i små kommuner. Oslo: Forlaget.", "Helsedirektoratet. Veileder. IS-0000."]
    assert left_out([*REST, ("heading", title), *paragraphs(*entries)]) == entries


def test_running_text_under_a_heading_that_names_sources_stays() -> None:
    text = "Planen bygger på tall fra kommunens egne registre og fra NAV. Vi har også intervjuet ansatte, og de var enige om mye."
    assert left_out([*REST, ("heading", "Kilder"), ("paragraph", text)]) == []


@pytest.mark.parametrize(
    "entries",
    [
        [
            "Berg, A. og Lie, B. (2018). Tilskudd og styring. Oslo: Forlaget.",
            "Folkehelseinstituttet (2020). Rusmidler i Norge. Hentet fra www.eksempel.no",
            "Vik, C. D. (2021) Samarbeid på tvers. Tidsskriftet, 4, 12–30.",
        ],
        ["NOU 2019: 26 Rusreform", "Meld. St. 15 (2012–2013) Forebygging", "Prop. 92 L (2020–2021) Endringar"],
        ["[1] Dahl, E. Kommunalt samarbeid, 2011.", "[2] Moe, F. Tilskot, 2014.", "[3] Ås, G. Leiing, 2017."],
    ],
)
def test_entries_in_a_row_are_a_reference_list_without_a_heading(entries: list[str]) -> None:
    assert left_out(REST + paragraphs(*entries)) == entries


def test_paragraphs_that_begin_with_an_author_are_running_text() -> None:
    texts = [
        "Hansen (2019) viser at samarbeidet er blitt bedre. Det var det mange som ønsket seg i kommunene.",
        "Helsedirektoratet (2020) anbefaler at kommunene har en plan. Kommunen vil følge det.",
        "Berg og Lie (2018) mener at tilskudd styrer mer enn planer. Vi er enige i at det er slik.",
    ]
    assert left_out(REST + paragraphs(*texts)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Figur 4: Tilskudd per innbygger 2015–2020",
        "Tabell 2.1 Utgifter til rusarbeid",
        "Bilete 3. Ordføraren opnar møteplassen",
        "Kilde: Statistisk sentralbyrå, tabell 12345",
        "Kjelde: Helsedirektoratet, eigne berekningar.",
        "(Kilde: Ungdata 2019)",
        "Foto: Kari Nordmann",
    ],
)
def test_captions_and_source_lines_are_left_out(text: str) -> None:
    assert left_out([*REST, ("paragraph", text), *REST]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Tabell 2 viser at tilskuddene har økt med en tredel siden planen ble vedtatt.",
        "Figur 4 syner at utgiftene aukar i begge kommunane.",
        "Kilder til konflikt er det mange av, og samarbeidet kan bli bedre.",
        "Kilde: Dette har vi fra de ansatte selv. De sier at samarbeidet er godt. Andre mener at det kan bli bedre.",
    ],
)
def test_running_text_about_a_figure_or_source_stays(text: str) -> None:
    assert left_out([*REST, ("paragraph", text), *REST]) == []


def test_a_title_on_every_page_is_left_out_and_so_is_what_furniture_says() -> None:
    title, header = "Plan for Lindvik 2022–2026", "Samarbeid og tilskudd"
    lines: list[Line] = []
    for page in range(3):
        lines += [("paragraph", f"{title} {page + 4}"), ("paragraph", BODY)]
    found = left_out([*lines, ("paragraph", header), *REST], per_page=2, furniture=[header])
    assert found == [f"{title} 4", f"{title} 5", f"{title} 6", header]


def test_a_bare_heading_over_running_text_is_left_out() -> None:
    assert left_out([*REST, ("paragraph", "Samarbeid med frivillige"), ("paragraph", BODY)]) == [
        "Samarbeid med frivillige"
    ]


def test_a_single_word_is_left_out_wherever_it_stands() -> None:
    assert left_out([*REST, *paragraphs("Mer hjelp til pårørende", "Delmål", "Betre tilbod til unge")]) == ["Delmål"]


def test_goals_without_bullets_and_words_that_go_on_stay() -> None:
    goals = ["Mer hjelp til pårørende", "Færre overdoser", "Styrke samarbeidet med politiet", "Betre tilbod til unge"]
    broken = ["Bruken av tilskudd til", "frivillige lag er stor, og den har økt."]
    assert left_out([*REST, *paragraphs(*goals), ("paragraph", BODY), *paragraphs(*broken)]) == []


@pytest.mark.parametrize(
    "note",
    [
        "3 Jf. Helsedirektoratet, rundskriv IS-1234, s. 5.",
        "12 Sjå https://www.eksempel.no/samarbeid, lest 3. mai 2020",
        "4 Lov om kommunale helse- og omsorgstjenester § 3-2.",
    ],
)
def test_a_footnote_that_only_refers_is_left_out(note: str) -> None:
    assert left_out([*REST, ("footnote", note)]) == [note]


@pytest.mark.parametrize(
    "note",
    [
        "3 Tilskuddet ble trappet ned i 2021, se årsmeldingen.",
        "4 Jf. Helsedirektoratet, rundskriv IS-1234. Frivillige lag driver to slike møteplasser i kommunen.",
    ],
)
def test_a_footnote_that_says_something_stays(note: str) -> None:
    assert left_out([*REST, ("footnote", note)]) == []


def test_a_row_of_figures_read_as_text_is_left_out() -> None:
    assert left_out([*REST, ("paragraph", "Tilskudd fra staten 4 512 000 3 987 000")]) == [
        "Tilskudd fra staten 4 512 000 3 987 000"
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Tilskudd\t400 000\t410 000", False),
        ("Samarbeidsavtale\tRådmannen\t2023", False),
        ("Samarbeid\tMøter holdes hver måned.\t2023", True),
        ("Styrke utekontakten\tRustjenesten\t2023", True),
        ("Etablere fast samarbeid med politiet\tRustjenesten", True),
        ("Tiltak\tTenesta skal ha ein plan", True),
        ("\t\t", False),
    ],
)
def test_a_row_counts_when_a_cell_says_something(row: str, says: bool) -> None:
    assert says_something(row) is says
