"""The web page of a report, in a real Chromium: filters, counts that lead to their excerpts, the documents, axe."""

import json
import re
import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.project import Kodetre, call

from kodetre.i18n.quotes import in_quotes

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("page"),  # one Chromium and one report for all
]
WIDTHS = (380, 1280, 1920)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
        ]
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


@pytest.fixture(scope="module")
def written(taken_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project coded by keywords and by hand, by two coders, with memos; its whole report as a page."""
    root = tmp_path_factory.mktemp("side") / "prosjekt"
    shutil.copytree(taken_in, root)
    rows = [
        {
            "document": "D2",
            "quote": "Politiet ba om tidligere stengetid",
            "code": "geografi.region",
            "memo": "et <b>memo</b> om tider",
            "coder": "Ola",
        },
        {"document": "D2", "quote": "Politiet ba om tidligere stengetid", "code": "kulturelt", "coder": "Ola"},
    ]
    (root / "k.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    at = ("--project", str(root))
    assert call("code", "--accept-all", "--min-probability", "0", "--coder", "Kari", *at).code == 0
    ran = call("apply", str(root / "k.jsonl"), "--coder", "Ola", *at)
    assert ran.code == 0, ran.err
    page = root / "alt.html"
    ran = call("report", "everything", "--format", "html", "--figures", "--pages", "--output", str(page), *at)
    assert ran.code == 0, ran.err
    return page


def opened(browser: Browser, path: Path, where: str = "", width: int = 1280, **options: Any) -> Page:
    """The page, with every request that leaves the file and every error of its script taken for a defect."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.on("request", lambda asked: check(asked.url.startswith(("file:", "data:")), asked.url))
    page.on("pageerror", lambda error: check(False, str(error)))
    page.on("dialog", lambda dialog: check(False, dialog.message))
    page.goto(f"file://{path}{where}")
    return page


def check(right: bool, said: str) -> None:
    assert right, said


def ask(page: Page, address: str) -> None:
    """Go to an address inside the page, and wait until the page has answered."""
    page.evaluate(
        """address => new Promise(done => {
          if (location.hash === address) return done();
          addEventListener('hashchange', () => setTimeout(done), { once: true });
          location.hash = address;
        })""",
        address,
    )


def shows(page: Page, count: int) -> None:
    """Wait until the page says that it shows so many excerpts."""
    expect(page.locator("#count")).to_have_text(re.compile(rf"^{count} "))


def shown(page: Page) -> int:
    """How many excerpts the page says it shows."""
    return int(page.locator("#count").inner_text().split()[0])


def codings(root: Path, *filters: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in call("codings", "--json", "--project", str(root), *filters).lines]


def paragraph_starts(root: Path, document: str) -> list[int]:
    """Where the blocks of a document begin."""
    told = call("documents", "show", document, "--json", "--project", str(root))
    return [block["start"] for block in json.loads(told.out)["blocks"]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, written: Path, width: int, colours: Any) -> None:
    page = opened(browser, written, "#/D2", width, color_scheme=colours)
    page.get_by_role("button", name="Vis siden").first.click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["impact"], one["id"], [node["html"][:90] for node in one["nodes"][:3]]) for one in found] == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(browser: Browser, written: Path, width: int) -> None:
    page = opened(browser, written, "#/D2", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_every_count_leads_to_as_many_excerpts(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    links = page.eval_on_selector_all(
        "main table a",
        "all => all.map(a => [a.getAttribute('href'), a.closest('section').id, parseInt(a.textContent)])",
    )
    by_kind = Counter(kind for _, kind, _ in links)
    assert {"matrix", "frequencies", "compare", "timeline", "cooccurrence", "codebook", "documents", "progress"} <= set(
        by_kind
    )
    wanted = {href: (kind, count) for href, kind, count in links}
    for href, (kind, count) in wanted.items():
        if kind == "cooccurrence":
            continue  # counts places, and a place can hold several excerpts
        ask(page, href)
        assert shown(page) == count, (kind, href)
    page.close()


def test_a_cell_of_the_matrix_leads_to_the_excerpts_that_overlap(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    links = page.locator("#matrix td.hot a").all()
    assert links
    for link in links:
        count = int(link.inner_text().split()[0])
        ask(page, link.get_attribute("href") or "")
        spans = {
            (card.locator(".quote").inner_text(), card.locator("a").get_attribute("href"))
            for card in page.locator(".excerpt-card").all()
        }
        assert len(spans) == count
        assert "som overlapper" in page.locator("#count").inner_text()
    page.close()


def test_codes_in_the_same_place_lead_to_excerpts_in_as_many_paragraphs(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    starts = {document: paragraph_starts(written.parent, document) for document in ("D1", "D2", "D3")}

    def paragraph(address: str) -> tuple[str, int]:
        """The document and the number of the paragraph that a link such as #/D2/1234 leads to."""
        _, document, offset = address.split("/")
        return document, bisect_right(starts[document], int(offset))

    links = page.eval_on_selector_all(
        "#cooccurrence a[href*=within]", "all => all.map(a => [a.getAttribute('href'), +a.textContent])"
    )
    assert links
    for href, count in links[:12]:
        ask(page, href)
        addresses = page.eval_on_selector_all(".excerpt-card .of a", "all => all.map(a => a.hash)")
        assert len(addresses) == shown(page)
        assert len({paragraph(address) for address in addresses}) == count, href
    page.close()


def test_filters_show_what_the_command_lists(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    root = written.parent
    assert shown(page) == len(codings(root))
    for field, value in (("code", "samarbeid"), ("group", "Lindvik kommune"), ("document", "D1"), ("coder", "Ola")):
        page.locator(f"#filters [name={field}]").select_option(value)
        shows(page, len(codings(root, f"--{field}", value)))
        page.get_by_role("button", name="Nullstill").click()
        shows(page, len(codings(root)))
    page.get_by_label("Søk i utdrag").fill("kommunen")
    shows(page, sum("kommunen" in (one["quote"] + one["memo"]).lower() for one in codings(root)))
    page.go_back()
    shows(page, len(codings(root)))
    page.close()


def test_excerpts_are_quoted_as_in_the_other_formats(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#?document=D2")
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    quotes = Counter(one.inner_text() for one in page.locator(".excerpt-card .quote").all())
    rows = json.loads(
        call("report", "excerpts", "--document", "D2", "--format", "json", "--project", str(written.parent)).out
    )["rows"]
    assert quotes == Counter(in_quotes(row["excerpt"], "nb") for row in rows)
    page.close()


def test_a_document_has_its_codings_in_the_margin(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#/D2")
    own = codings(written.parent, "--document", "D2")
    assert page.locator("#text li").count() == len(own)
    said = "".join(page.locator("#text mark").all_inner_texts()).split()
    assert {"stengetid", "Politiet"} <= {word.strip(".,") for word in said}
    memo = page.locator("#text li i")
    assert memo.inner_text() == "et <b>memo</b> om tider"
    page.get_by_label("Bare avsnitt med kodinger").check()
    assert page.locator("#text .block").count() < page.evaluate(
        "() => JSON.parse(document.getElementById('data').textContent).documents[1].blocks.length"
    )
    assert page.locator("#text li").count() == len(own)
    page.close()


def test_an_excerpt_leads_to_its_place_in_the_document(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#?coder=Ola&code=geografi")
    page.get_by_role("link", name="I dokumentet").first.click()
    expect(page.locator("mark.here").first).to_have_text("Politiet ba om tidligere stengetid")
    expect(page.locator("mark.here").first).to_be_in_viewport()
    page.close()


def test_the_page_is_shown_with_the_excerpt_marked(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#?coder=Ola&code=geografi")
    page.get_by_role("button", name="Vis siden").first.click()
    image = page.locator(".sheet img").first.bounding_box()
    mark = page.locator(".sheet span").first.bounding_box()
    assert image and mark
    assert image["x"] <= mark["x"] and mark["x"] + mark["width"] <= image["x"] + image["width"]
    assert image["y"] <= mark["y"] and mark["y"] + mark["height"] <= image["y"] + image["height"]
    assert mark["width"] > 3 * mark["height"]
    page.get_by_role("button", name="Skjul siden").click()
    assert page.locator(".sheet").count() == 0
    page.close()


def test_it_can_be_used_with_the_keyboard(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#matrix td.hot a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#excerpts-title")).to_be_focused()
    page.get_by_role("button", name="Farger").focus()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("Enter")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.close()


def test_it_opens_with_a_summary_then_the_excerpts_then_the_tables(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    order = page.eval_on_selector_all("main > section", "all => all.map(one => one.id)")
    assert order[:4] == ["summary", "excerpts", "reader", "documents"]
    facts = page.locator("#summary dd").all_inner_texts()
    assert facts[0].startswith("3") and facts[3] == str(len(codings(written.parent)))
    assert page.locator("#summary table").first.inner_text().split()[-8:-7] == ["Kari"]
    unread = sum(one["origin"] == "keyword" for one in codings(written.parent))
    assert f"{unread} av" in page.locator("#summary > ul").inner_text()
    page.close()


def test_the_reader_opens_on_the_first_excerpt_without_moving_the_page(browser: Browser, written: Path) -> None:
    page = opened(browser, written)
    first = page.locator(".excerpt-card a").first.get_attribute("href") or ""
    assert page.locator("#document").input_value() == first.split("/")[1]
    assert page.evaluate("scrollY") == 0
    inside = "mark => { const box = mark.getBoundingClientRect(), text = document.getElementById('text')"
    inside += ".getBoundingClientRect(); return box.top >= text.top && box.bottom <= text.bottom; }"
    assert page.locator("mark.here").first.evaluate(inside)
    page.close()


def test_a_table_that_is_too_wide_says_so_and_the_keyboard_scrolls_it(browser: Browser, written: Path) -> None:
    page = opened(browser, written, width=380)
    wide = page.locator(".wide[data-more=right]").first
    expect(wide).to_have_attribute("tabindex", "0")
    assert wide.evaluate("box => box.previousElementSibling.innerText").startswith("Rull sidelengs")
    wide.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    expect(page.locator(".wide[data-more=left]").first).to_be_attached()
    fits = page.locator(".wide:not([data-more])").first
    assert fits.get_attribute("tabindex") is None
    page.close()


def test_on_a_phone_filters_and_contents_fold_away(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#?document=D2", width=380)
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav ol").is_visible()
    page.get_by_text("Filtre (1)").click()
    assert page.locator("#filters").is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("#filters").is_visible()
    assert not page.locator("#fold > summary").is_visible()
    page.close()


def test_it_prints_its_excerpts_and_none_of_its_controls(browser: Browser, written: Path) -> None:
    page = opened(browser, written, "#?code=samarbeid")
    assert page.locator(".excerpt-card").count() == min(50, shown(page))
    assert page.pdf().startswith(b"%PDF")
    assert page.locator(".excerpt-card").count() == shown(page)
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    page.close()


def test_text_that_wants_to_be_more_is_text(browser: Browser, kodetre: Kodetre, project: Path) -> None:
    nasty = "«ja» </script><script>alert(1)</script> <img src=x onerror=alert(2)> &amp; \\u003c 𝔘𝔫𝔦 🙂 slutt"
    (project / "corpus/fiendtlig.txt").write_text(f"{nasty}\n\nNeste avsnitt med ord.", "utf-8")
    kodetre("ingest", "corpus/fiendtlig.txt")
    kodetre("documents", "set", "D4", "title=</title><script>alert(3)</script>", "group=<b>")
    rows = [{"document": "D4", "quote": quote, "code": "myte", "memo": nasty} for quote in (nasty, "avsnitt med ord")]
    Path("k.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert kodetre("apply", "k.jsonl").code == 0
    kodetre("report", "excerpts", "--format", "html", "--output", "side.html")
    page = opened(browser, project / "side.html", "#/D4")
    assert page.locator(".quote").all_inner_texts() == [in_quotes(nasty, "nb"), "«… avsnitt med ord»"]
    assert page.locator("mark").all_inner_texts() == [nasty, "avsnitt med ord"]
    assert page.locator("#text b, #list b, #list script, #list img").count() == 0
    page.close()
