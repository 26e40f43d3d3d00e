"""What the tidy tables hold: of each its name and what it is, its columns with type and meaning, which of them tell its rows apart,
and which name a row of another table. One line for a column.
"""

from dataclasses import dataclass

from kodetre.exchange.tables import Field, FieldType

_TYPES: dict[str, FieldType] = {"string": "string", "integer": "integer", "boolean": "boolean", "datetime": "datetime"}
References = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """What a table is."""

    name: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    refers: References = ()


def _spec(name: str, about: str, columns: str, key: str = "", refers: References = ()) -> Spec:
    fields: list[Field] = []
    for line in columns.strip().splitlines():
        column, kind, meaning = (part.strip() for part in line.split("|"))
        fields.append(Field(column, _TYPES[kind], meaning))
    return Spec(name, about, tuple(fields), tuple(key.split()), refers)


_OF_DOCUMENT = ("document", "documents", "id")
_OF_CODE = ("code", "codes", "code")

SPECS: tuple[Spec, ...] = (
    _spec(
        "documents",
        "Documents, one a row",
        """
        id           | string   | Short id, D1
        guid         | string   | GUID, the same in every export
        file         | string   | The file it was read from
        sha256       | string   | SHA-256 of the file
        title        | string   | Title
        author       | string   | Authors as Family, Given; several with a semicolon
        year         | string   | Year it was issued
        year_guessed | boolean  | Whether nothing but the file's date says the year
        group        | string   | What documents are compared by, e.g. the municipality
        type         | string   | Type of work, by CSL or in own words
        reference    | string   | Reference number
        issued       | string   | Day, month or year of issue
        publisher    | string   | Publisher
        url          | string   | Address
        doi          | string   | DOI
        accessed     | string   | Day it was fetched
        genre        | string   | Genre
        container    | string   | Journal, book or site
        volume       | string   | Volume
        issue        | string   | Issue
        page         | string   | Pages in the container
        language     | string   | nb, nn or en
        status       | string   | ok, partly or no text
        pages        | integer  | Number of pages
        words        | integer  | Number of words
        characters   | integer  | Code points of the reading text
        taken_in     | datetime | When it was taken in
        """,
        "id",
        (),
    ),
    _spec(
        "pages",
        "Pages of documents",
        """
        document | string  | Document
        number   | integer | Physical page from 1
        label    | string  | What is printed on it
        start    | integer | First code point in the text
        end      | integer | Code point after the last
        """,
        "document number",
        (_OF_DOCUMENT,),
    ),
    _spec(
        "blocks",
        "Headings, paragraphs, list items, tables, footnotes and captions, in reading order",
        """
        document   | string  | Document
        place      | integer | Order in the document, from 0
        kind       | string  | heading, paragraph, list_item, table, footnote or caption
        level      | integer | Depth of a heading or list item
        part       | string  | body, contents or references
        language   | string  | nb, nn or en where it can be told
        page_first | integer | Physical page it begins on
        page_last  | integer | Physical page it ends on
        start      | integer | First code point in the text
        end        | integer | Code point after the last
        text       | string  | Its text
        speaker    | string  | Who says it
        asks       | boolean | Whether that is an interviewer
        """,
        "document place",
        (_OF_DOCUMENT,),
    ),
    _spec(
        "codes",
        "Codes of the codebook",
        """
        code       | string  | Key, okonomi.tilskudd
        parent     | string  | Key of the code above
        dimension  | string  | Dimension it belongs to
        depth      | integer | 0 at the top
        label      | string  | Name
        path       | string  | Names from the top
        definition | string  | Definition
        use_when   | string  | When it is used
        not_when   | string  | When it is not used
        examples   | string  | Examples, one a line
        keywords   | string  | Keywords, one a line
        colour     | string  | Colour, #rrggbb
        guid       | string  | GUID, the same in every export
        """,
        "code",
        (),
    ),
    _spec(
        "codings",
        "Codings: an excerpt with a code, by a coder",
        """
        id       | string   | GUID
        document | string   | Document
        code     | string   | Code
        coder    | string   | Coder
        created  | datetime | When it was made
        origin   | string   | manual, keyword or imported
        found    | string   | How it came to stand where it does: marked, exact, near, placed or adrift
        start    | integer  | First code point in the text; none when it is adrift
        end      | integer  | Code point after the last
        page     | integer  | Physical page it begins on
        label    | string   | Printed pages
        quote    | string   | The excerpt
        memo     | string   | The coder's memo on it
        """,
        "id",
        (_OF_DOCUMENT, _OF_CODE),
    ),
    _spec(
        "decisions",
        "What coders answered to suggestions, the last answer of each",
        """
        document | string   | Document
        start    | integer  | First code point in the text
        end      | integer  | Code point after the last
        code     | string   | Code
        coder    | string   | Coder
        verdict  | string   | accept, reject or defer
        created  | datetime | When
        """,
        "",
        (_OF_DOCUMENT,),
    ),
    _spec(
        "memos",
        "Memos",
        """
        target  | string   | project, document, code or coding
        subject | string   | Id or key of what it is on
        coder   | string   | Whose
        created | datetime | When
        text    | string   | The memo
        """,
        "",
        (),
    ),
    _spec(
        "cases",
        "What documents are compared by, and values of it that came from other programs",
        """
        case     | string | Name of the group or case
        document | string | A document of it
        variable | string | A variable that the case has a value of
        type     | string | Type of the value
        value    | string | The value
        """,
        "",
        (),
    ),
    _spec(
        "case_attributes",
        "Values of cases' attributes",
        """
        kind      | string | Kind of case
        case      | string | Name of the case
        attribute | string | Attribute
        type      | string | text, whole, number, date or yes/no
        value     | string | The value: 102273, 12.5, 2014-08-24, yes
        """,
        "kind case attribute",
        (),
    ),
    _spec(
        "case_links",
        "Documents, stretches of them and speakers that belong to cases",
        """
        id       | string   | GUID; none where the document names the case as what it is compared by
        kind     | string   | Kind of case
        case     | string   | Name of the case
        document | string   | Document
        target   | string   | document, span or speaker
        start    | integer  | First code point in the text; none for all of it, and when it is adrift
        end      | integer  | Code point after the last
        speaker  | string   | Who speaks
        quote    | string   | The words of a stretch
        coder    | string   | Coder
        created  | datetime | When
        """,
        "",
        (_OF_DOCUMENT,),
    ),
    _spec(
        "case_figures",
        "Figures of cases",
        """
        kind     | string   | Kind of case
        case     | string   | Name of the case
        figure   | string   | What it is
        year     | integer  | Year
        value    | string   | The number
        unit     | string   | What it is counted in
        document | string   | Document it stands in
        page     | string   | Printed page it stands on
        source   | string   | Another source
        topic    | string   | The table it stands in
        coder    | string   | Coder
        created  | datetime | When
        """,
        "",
        (),
    ),
    _spec(
        "figures",
        "How many codings each coder has made with each code in each document",
        """
        document   | string  | Document
        code       | string  | Code
        coder      | string  | Coder
        codings    | integer | Codings
        characters | integer | Code points coded, counted once
        """,
        "document code coder",
        (_OF_DOCUMENT, _OF_CODE),
    ),
)
