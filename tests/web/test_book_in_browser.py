"""The book in a real browser: accessibility, keyboard, search, links, phone, and policy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

Visit = Callable[..., Any]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""What the law asks for; a book keeps what axe calls best practice too."""
FOCUSED = "document.activeElement.id || document.activeElement.className"


def searched(page: Any, words: str) -> str:
    """Type words into the search box and return what is announced."""
    page.keyboard.press("/")
    page.keyboard.insert_text(words)
    page.wait_for_selector("#search-status:not(:empty)")
    return str(page.text_content("#search-status"))


# --- every page -------------------------------------------------------------------------------


def test_axe_finds_nothing(any_page: Path, screen: str, visit: Visit, axe: str) -> None:
    page = visit(any_page, screen)
    page.evaluate(axe)
    rules = {"runOnly": WCAG} if any_page.stem.endswith("-trace") else {}
    found = page.evaluate("rules => axe.run(rules)", rules)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_the_page_does_not_scroll_sideways(any_page: Path, screen: str, visit: Visit) -> None:
    page = visit(any_page, screen)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]


def test_the_console_is_silent(any_page: Path, screen: str, visit: Visit) -> None:
    assert visit(any_page, screen).complaints == []


# --- every book -------------------------------------------------------------------------------


def test_results_of_a_search_are_announced_and_lead_to_their_place(
    any_book: Path, screen: str, visit: Visit
) -> None:
    page = visit(any_book, screen)
    assert searched(page, "rekomendacj").startswith("Liczba wyników: ")
    page.keyboard.press("Enter")
    assert page.evaluate("!!document.activeElement.closest('#search-results')")
    page.keyboard.press("Enter")
    assert "rekomendacj" in page.evaluate("document.activeElement.textContent.toLowerCase()")
    seen = page.evaluate(
        "(() => { const box = document.activeElement.getBoundingClientRect();"
        " return box.bottom > 0 && box.top < innerHeight; })()"
    )
    assert seen
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1)))")
    assert page.complaints == []


def test_escape_clears_the_search(any_book: Path, visit: Visit) -> None:
    page = visit(any_book)
    searched(page, "rekomendacj")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.input_value("#search-words") == ""
    assert page.locator("#search-results li").count() == 0
    assert page.evaluate(FOCUSED) == "search-words"
    assert page.text_content("#search-status") == "Wyczyszczono wyszukiwanie."


def test_every_heading_is_reached_by_its_link(any_book: Path, visit: Visit) -> None:
    page = visit(any_book)
    last = page.locator(".titled .anchor").last.get_attribute("href").removeprefix("#")
    there = visit(any_book, anchor=last)
    assert there.locator(f"[id='{last}']").first.evaluate(
        "heading => { const box = heading.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; }"
    )


def test_no_script_but_its_own_runs(any_book: Path, visit: Visit) -> None:
    page = visit(any_book)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.ran = true'}))"
    )
    assert page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in said for said in page.complaints)


# --- the sample -------------------------------------------------------------------------------


def test_the_first_stop_of_the_keyboard_skips_to_the_text(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "content"


def test_the_keyboard_goes_from_search_to_contents_to_text(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "['.skip', '#search', '#contents', '#content'].find("
                "name => document.activeElement.closest(name))"
            )
        )
    assert list(dict.fromkeys(stops)) == [".skip", "#search", "#contents", "#content"]
    assert stops == sorted(stops, key=[".skip", "#search", "#contents", "#content"].index)


def test_focus_is_seen(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


@pytest.mark.parametrize("words", ["wspolpraca", "WSPÓŁPRACA", "zespolow wspolpraca", "zrodzblo"])
def test_polish_letters_are_not_needed(words: str, sample: Path, visit: Visit) -> None:
    expected = "Nic nie znaleziono." if words == "zrodzblo" else "Liczba wyników: 1."
    assert searched(visit(sample), words) == expected


def test_cells_of_tables_are_found_and_their_table_is_linked(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    assert searched(page, "zespol 4") == "Liczba wyników: 1."
    assert page.locator("#search-results a").get_attribute("href") == "#table-1-spending"


def test_texts_found_are_shown_as_texts(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    searched(page, "zdzblo")
    assert "<b>nie</b> jest tu" in page.text_content("#search-results a")
    assert page.locator("#search-results b").count() == 0


def test_numbers_of_footnotes_are_no_part_of_words(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    searched(page, "wspolpraca zespolow")
    assert "zespołów:" in page.text_content("#search-results a")


def test_a_word_of_one_letter_asks_for_more(sample: Path, visit: Visit) -> None:
    assert searched(visit(sample), "a") == "Wpisz co najmniej dwie litery."


def test_the_current_chapter_is_marked_in_the_contents(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    name = page.locator("#contents a[data-chapter]").nth(2).get_attribute("data-chapter")
    page.locator(f"[id='{name}']").first.evaluate("heading => heading.scrollIntoView()")
    page.wait_for_selector(f"#contents a[data-chapter='{name}'][aria-current='true']")
    assert page.locator("#contents [aria-current]").count() == 1


def test_contents_are_closed_on_a_phone_and_open_elsewhere(sample: Path, visit: Visit) -> None:
    assert not visit(sample, "phone").evaluate("document.querySelector('#contents details').open")
    assert visit(sample).evaluate("document.querySelector('#contents details').open")


def test_wide_tables_scroll_in_their_own_region(sample: Path, visit: Visit) -> None:
    page = visit(sample, "phone")
    region = page.locator("#table-1-spending .scroll")
    assert region.evaluate("box => box.scrollWidth > box.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.scrollLeft") > 0


def test_a_footnote_leads_there_and_back(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    page.locator(".footnote-ref").first.click()
    assert page.url.endswith("#fn1")
    page.locator("#fn1 .footnote-back").click()
    assert page.url.endswith("#fnref1")


def test_the_book_is_read_without_script(sample: Path, visit: Visit) -> None:
    page = visit(sample, "phone", script=False)
    assert page.locator("#search").is_hidden()
    assert page.locator("#contents a").first.is_visible()
    assert page.locator("main h2").count() >= 4


def test_paper_gets_no_search_and_every_chapter_a_page(sample: Path, visit: Visit) -> None:
    page = visit(sample)
    page.emulate_media(media="print")
    assert page.locator("#search").is_hidden()
    breaks = page.eval_on_selector_all(
        ".chapter", "all => all.map(one => getComputedStyle(one).breakBefore)"
    )
    assert set(breaks) == {"page"}
