"""Comments that a reader writes in the page, saves as one file, and that kodetre apply takes in as memos."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.project import Kodetre, call

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("page"),
]
NASTY = "</script><img src=x onerror=alert(1)> «hva?» 🙂\n\nNytt avsnitt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module")
def written(coded_by_keywords: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project coded by keywords, with its report as a page to comment in."""
    root = tmp_path_factory.mktemp("kommentarer") / "prosjekt"
    shutil.copytree(coded_by_keywords, root)
    ran = call(
        "report", "everything", "--format", "html", "--comments", "--output", str(root / "alt.html"),
        "--project", str(root),
    )  # fmt: skip
    assert ran.code == 0, ran.err
    return root / "alt.html"


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    """The page in a browser that has seen nothing before; an error of its script is a defect."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("dialog", lambda dialog: errors.append(dialog.message))
    opened.goto(f"file://{written}")
    yield opened
    assert errors == []
    context.close()


def comment(page: Page, text: str, number: int = 0) -> None:
    """Write beside one of the excerpts."""
    card = page.locator(".excerpt-card").nth(number)
    card.get_by_role("button", name="Kommenter").click()
    card.locator("textarea").fill(text)


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Lagre kommentarene").click()
    download.value.save_as(folder / "comments.json")
    return folder / "comments.json"


def memos(root: Path) -> list[dict[str, Any]]:
    told = call("report", "memos", "--format", "json", "--project", str(root))
    rows: list[dict[str, Any]] = json.loads(told.out)["rows"]
    return rows


def test_what_is_written_in_the_page_becomes_memos_with_the_readers_name(
    page: Page, written: Path, tmp_path: Path
) -> None:
    root = tmp_path / "prosjekt"
    shutil.copytree(written.parent, root)
    comment(page, NASTY)
    page.get_by_label("Kommentar til hele rapporten").fill("Godt arbeid")
    page.get_by_label("Kommentar til dokumentet").fill("Les dette om igjen")
    page.get_by_label("Navnet ditt").fill("Veileder Vold")
    file = saved(page, tmp_path)
    ran = call("apply", str(file), "--project", str(root))
    assert ran.code == 0, ran.err
    assert "Taken: 3." in ran.out
    told = {row["memo"]: row["coder"] for row in memos(root)}
    assert told == dict.fromkeys((NASTY, "Godt arbeid", "Les dette om igjen"), "Veileder Vold")
    assert "There already: 3." in call("apply", str(file), "--project", str(root)).out
    assert len(memos(root)) == 3
    assert call("undo", "--project", str(root)).code == 0
    assert memos(root) == []


def test_the_browser_remembers_what_was_written(page: Page) -> None:
    comment(page, "Husk dette", 2)
    expect(page.locator("#comment-count")).to_have_text("Kommentarer: 1")
    page.reload()
    expect(page.locator("#comment-count")).to_have_text("Kommentarer: 1")
    assert page.locator(".excerpt-card textarea").input_value() == "Husk dette"
    page.locator(".excerpt-card textarea").fill(" ")
    page.reload()
    assert page.locator(".excerpt-card textarea").count() == 0


def test_a_comment_stays_when_the_excerpts_are_filtered(page: Page) -> None:
    comment(page, "Husk dette")
    page.get_by_label("Søk i utdrag").fill("zzz")
    expect(page.locator(".excerpt-card")).to_have_count(0)
    page.get_by_role("button", name="Nullstill").click()
    expect(page.locator(".excerpt-card textarea")).to_have_value("Husk dette")


def test_a_name_is_asked_for_before_it_is_saved(page: Page) -> None:
    comment(page, "Noe")
    page.get_by_role("button", name="Lagre kommentarene").click()
    expect(page.get_by_label("Navnet ditt")).to_be_focused()
    expect(page.locator("#comment-status")).to_have_text("Skriv navnet ditt først.")


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"reader": 1}', '{"reader": "", "comments": {"a": {"on": "x", "text": 3}}}']
)
def test_what_the_browser_kept_is_not_believed(page: Page, kept: str) -> None:
    page.evaluate(
        "kept => localStorage.setItem('kodetre-comments-' + JSON.parse(document.getElementById('data').textContent)"
        ".comments.key, kept)",
        kept,
    )
    page.reload()
    expect(page.locator("#comment-count")).to_have_text("Kommentarer: 0")


def test_a_browser_that_keeps_nothing_says_so(browser: Browser, written: Path) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    opened = context.new_page()
    opened.goto(f"file://{written}")
    expect(opened.locator("#comment-status")).to_contain_text("husker dem ikke")
    context.close()


@pytest.mark.parametrize("width", [380, 1280, 1920])
def test_axe_finds_nothing_where_one_comments(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    comment(page, "Noe")
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], [node["html"][:90] for node in each["nodes"][:3]]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_without_comments_has_no_place_for_them(kodetre: Kodetre, coded: Path) -> None:
    page = kodetre("report", "excerpts", "--format", "html").out
    assert 'id="comments"' not in page
    assert "sha256" not in page.partition('id="data"')[2].partition("</script>")[0]
    assert kodetre("report", "excerpts", "--format", "md", "--comments").code == 2
    ran = kodetre("report", "documents", "--format", "html", "--comments")
    assert ran.code == 2
    assert "--comments: documents shows no excerpts" in ran.err
