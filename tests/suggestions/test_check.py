"""What a codebook tells on itself."""

from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Codebook
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.check import Checked, Finding, of_hits, of_words


def book(codes: str, pairs: str = "") -> Codebook:
    return from_text(f"{pairs}dimensions:\n  k:\n    label: K\n    codes:\n{codes}", "b.yaml")


SAMARBEID = "      samarbeid: {label: Samarbeid, keywords: [partnerskap, nettverk]}\n"


def hit(place: int, *keywords: str, shift: int = 0) -> Suggestion:
    hits = tuple(Hit("D1", Span(place + shift, place + shift + 3), keyword) for keyword in keywords)
    return Suggestion("D1", Span(place, place + 50), "samarbeid", hits, 1.0)


def kinds(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind, finding.keyword) for finding in findings]


def test_a_keyword_that_makes_most_of_a_code_is_told_with_its_numbers() -> None:
    suggestions = [hit(place * 100, "partnerskap") for place in range(9)]
    suggestions += [hit(2000, "nettverk"), hit(2100, "nettverk")]
    (finding,) = of_hits(Checked(book(SAMARBEID), suggestions, 1000))
    assert (finding.kind, finding.keyword, finding.count, finding.of) == ("most_hits", "partnerskap", 9, 11)


def test_a_keyword_in_more_than_a_fifth_of_all_paragraphs_is_told() -> None:
    suggestions = [hit(place * 100, "partnerskap") for place in range(5)]
    suggestions += [hit(place * 100 + 5000, "nettverk") for place in range(5)]
    assert kinds(of_hits(Checked(book(SAMARBEID), suggestions, 24))) == [
        ("everywhere", "partnerskap"),
        ("everywhere", "nettverk"),
    ]
    assert of_hits(Checked(book(SAMARBEID), suggestions, 25)) == []


def test_a_keyword_without_a_hit_is_told() -> None:
    assert kinds(of_hits(Checked(book(SAMARBEID), [hit(0, "nettverk")], 100))) == [("no_hits", "partnerskap")]


def test_two_keywords_that_hit_the_same_words_are_told_and_two_in_one_paragraph_are_not() -> None:
    same = [hit(0, "partnerskap", "nettverk")]
    assert kinds(of_hits(Checked(book(SAMARBEID), same, 100))) == [("same_hits", "nettverk")]
    beside = Suggestion(
        "D1", Span(0, 50), "samarbeid", (Hit("D1", Span(0, 3), "partnerskap"), Hit("D1", Span(9, 12), "nettverk")), 1.0
    )
    assert of_hits(Checked(book(SAMARBEID), [beside], 100)) == []


def matcher(text: str, codebook: Codebook) -> Matcher:
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    return Matcher(index, codebook.variants())


def labels_without(codes: str) -> list[tuple[str, tuple[str, ...]]]:
    codebook = book(codes)
    findings = of_words(codebook, matcher("Ingenting her.", codebook))
    return [(finding.code, finding.words) for finding in findings if finding.kind == "label"]


def test_a_code_whose_own_name_is_no_keyword_is_told() -> None:
    assert labels_without(SAMARBEID) == [("samarbeid", ("samarbeid",))]


def test_a_name_that_a_keyword_takes_in_another_form_alone_or_in_company_is_not_told() -> None:
    inflected = "      folk: {label: Frivillige organisasjoner, keywords: [organisasjon]}\n"
    in_company = "      kultur: {label: Kultur, keywords: [kultur NEAR/4 lokal]}\n"
    by_letters = "      organ: {label: Organisering, keywords: [organiser*]}\n"
    assert labels_without(inflected + in_company + by_letters) == []


def test_a_code_without_keywords_is_not_told() -> None:
    assert labels_without("      annet: {label: Annet}\n") == []


def test_a_pair_of_a_word_with_itself_is_told() -> None:
    codebook = book(SAMARBEID, "pairs: [tjeneste = teneste, plan = plan]\n")
    findings = of_words(codebook, matcher("En plan.", codebook))
    assert [finding.keyword for finding in findings if finding.kind == "self_pair"] == ["plan = plan"]


def foreign(keyword: str, text: str) -> tuple[str, ...]:
    codebook = book(f"      a: {{label: A, keywords: [{keyword}]}}\n")
    index = Index()
    index.add("D1", text, words_of(text), [(0, len(text))])
    words = [finding.words for finding in of_words(codebook, Matcher(index)) if finding.kind == "other_word"]
    return words[0] if words else ()


def test_a_keyword_that_the_lists_know_as_a_form_of_another_word_is_told() -> None:
    assert foreign("lokale", "Lokale planer.") == ("lokale (lokal)",)


def test_regular_forms_are_no_other_words() -> None:
    assert foreign("vei", "Veier og veiene.") == ()
    assert foreign("kommune", "kommunene og kommunens") == ()
    assert foreign("kommunar", "kommune") == ()
