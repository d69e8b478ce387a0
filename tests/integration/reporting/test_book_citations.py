"""Citations through pandoc's citeproc: words, languages, what is left alone, what is refused."""

import pytest

from kooperacja_eval.errors import ReportError
from kooperacja_eval.reporting.citations import cited
from kooperacja_eval.reporting.pandoc import read_markdown, run_pandoc, to_json
from kooperacja_eval.text import Lang

pytestmark = pytest.mark.integration


def work(key: str, *families: str, **more: object) -> dict[str, object]:
    """Return a work of invented authors."""
    return {
        "id": key,
        "type": "article-journal",
        "title": "Tytuł",
        "container-title": "Pismo",
        "author": [{"family": name, "given": "Anna"} for name in families],
        "issued": {"date-parts": [[2019]]},
        "volume": "7",
        "page": "10-20",
    } | more


LIBRARY = {
    "jeden": work("jeden", "Lis"),
    "czworo": work("czworo", "Lis", "Kos", "Wilk", "Sowa"),
    "obcy": work("obcy", "Fox", language="en", title="Title"),
    "tom": work("tom", "Kos")
    | {"type": "chapter", "editor": [{"family": "Wilk", "given": "Ewa"}], "publisher": "Dom"},
}  # fmt: skip


def text(markdown: str, lang: Lang = "pl", to: str = "plain") -> str:
    """Return prose with its citations as text."""
    ast = cited(read_markdown(markdown), LIBRARY, lang, epoch=0)
    content = to_json(ast["blocks"], ast["pandoc-api-version"])
    written = run_pandoc(["-f", "json", "-t", to, "--wrap=none"], content, epoch=0)
    return written.decode("utf-8").replace("\xa0", " ")


def test_polish_terms_in_text_and_list() -> None:
    shown = text("A [@czworo, s. 12] i [zob. @tom, s. 3–5; @jeden].")
    assert "A (Lis i in. 2019, s. 12) i (zob. Kos 2019, s. 3–5; Lis 2019)." in shown
    assert "Kos A. (2019). Tytuł. W: E. Wilk (red.), Pismo, s. 10–20. Dom" in shown
    assert "Lis A., Kos A., Wilk A. i Sowa A. (2019). Tytuł. Pismo, 7, s. 10–20" in shown
    assert "et al" not in shown


def test_english_terms_in_an_english_book() -> None:
    shown = text("A [@czworo, p. 12] and [@tom].", "en")
    assert "A (Lis et al. 2019, p. 12) and (Kos 2019)." in shown
    assert "In: E. Wilk (ed.), Pismo, pp. 10–20. Dom" in shown


def test_a_minus_leaves_the_author_out() -> None:
    assert "Lis (2019) pisze" in text("Lis [-@jeden] pisze.")


def test_the_list_holds_what_is_cited_under_a_heading_of_its_own() -> None:
    shown = text("## Rozdział\n\n[@jeden]", to="html")
    assert '<h2 class="unnumbered" id="bibliography">Literatura</h2>' in shown
    assert 'id="ref-jeden"' in shown
    assert 'id="ref-czworo"' not in shown


def test_the_list_stands_where_it_has_its_place() -> None:
    shown = text("## A\n\n[@jeden]\n\n::: {#refs}\n:::\n\n## Z", to="html")
    assert shown.index('id="ref-jeden"') < shown.index(">Z<")


def test_a_place_without_citations_stays_empty() -> None:
    assert text("Tekst.\n\n::: {#refs}\n:::").strip() == "Tekst."


def test_a_work_in_another_language_says_so_to_software_for_readers() -> None:
    shown = text("[@obcy; @jeden]", to="html")
    assert '<div id="ref-obcy" class="csl-entry" lang="en"' in shown
    assert '<div id="ref-jeden" class="csl-entry" role' in shown


@pytest.mark.parametrize(
    "markdown",
    ["adres [a@b.pl]", "kod `[@jeden]`", "ktoś@gdzieś.pl", "[bez małpy]", "@jeden bez nawiasu"],
)
def test_what_is_no_citation_is_left_alone(markdown: str) -> None:
    ast = read_markdown(markdown)
    assert cited(ast, LIBRARY, "pl", epoch=0) == ast


def test_citations_stand_in_footnotes_lists_and_tables() -> None:
    shown = text("A[^1]\n\n- p [@jeden]\n\n| a |\n|---|\n| [@obcy] |\n\n[^1]: Nota [@czworo].")
    assert all(name in shown for name in ("(Lis 2019)", "(Fox 2019)", "(Lis i in. 2019)"))


def test_an_unknown_work_is_refused_with_keys_like_it() -> None:
    with pytest.raises(ReportError, match=r"\[@jedn\].*Podobne klucze: jeden"):
        text("Zob. [@jedn].")


def test_the_document_given_is_not_changed() -> None:
    ast = read_markdown("[@jeden]")
    cited(ast, LIBRARY, "pl", epoch=0)
    assert ast == read_markdown("[@jeden]")
