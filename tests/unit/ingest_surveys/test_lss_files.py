"""Structure files of LimeSurvey, old and new, and what is refused; all of them synthetic."""

import pytest

from kooperacja_eval.ingest.surveys.definition import SurveyDefinition
from kooperacja_eval.ingest.surveys.export import RefusedFileError, SurveyFile
from kooperacja_eval.ingest.surveys.lss import read_lss
from kooperacja_eval.ingest.surveys.lss_html import plain_text

pytestmark = pytest.mark.unit


def table(name: str, columns: str, *rows: str) -> str:
    """Return a table of a .lss drawn as text: names of columns, then cells divided by bars."""
    names = columns.split()
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    written = "".join(
        "<row>"
        + "".join(f"<{n}><![CDATA[{c}]]></{n}>" for n, c in zip(names, row, strict=True) if c)
        + "</row>"
        for row in cells
    )
    fields = "".join(f"<fieldname>{n}</fieldname>" for n in names)
    return f"<{name}><fields>{fields}</fields><rows>{written}</rows></{name}>"


def document(
    *tables: str, version: str, doctype: str = "Survey", languages: str = "en pl"
) -> bytes:
    listed = "".join(f"<language>{name}</language>" for name in languages.split())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>'
        f"<LimeSurveyDocType>{doctype}</LimeSurveyDocType><DBVersion>{version}</DBVersion>"
        f"<languages>{listed}</languages>{''.join(tables)}</document>"
    ).encode()


SURVEYS = table("surveys", "sid language", "7 | pl")

OLD = document(
    table("answers", "qid code answer sortorder language scale_id",
          "11 | A2 | Źle          | 2 | pl | 0",
          "11 | A1 | <b>Dobrze</b> | 1 | pl | 0",
          "11 | A3 | Nie wiem      | 3 | pl | 0",
          "11 | A1 | Good          | 1 | en | 0",
          "11 | A2 | Bad           | 2 | en | 0",
          "11 | A3 | Unknown       | 3 | en | 0"),
    table("groups", "gid sid group_name group_order language",
          "2 | 7 | Druga    | 2 | pl", "1 | 7 | Pierwsza | 1 | pl", "1 | 7 | First | 1 | en"),
    table("questions",
          "qid parent_qid sid gid type title question other mandatory question_order language",
          "12 | 0 | 7 | 2 | N | wiek | <p>Ile ma Pan/Pani lat?</p> | N | Y | 1 | pl",
          "12 | 0 | 7 | 2 | N | wiek | How old?                    | N | Y | 1 | en",
          "11 | 0 | 7 | 1 | F | K1   | Jak <em>oceniasz</em>?<br/> | N | Y | 5 | pl",
          "11 | 0 | 7 | 1 | F | K1   | How is it?                  | N | Y | 5 | en"),
    table("subquestions",
          "qid parent_qid sid gid type title question question_order language scale_id",
          "22 | 11 | 7 | 1 | F | SQ002 | Zaufanie &amp; cele | 2 | pl | 0",
          "21 | 11 | 7 | 1 | F | SQ001 | Kontakty            | 1 | pl | 0",
          "21 | 11 | 7 | 1 | F | SQ001 | Contacts            | 1 | en | 0",
          "22 | 11 | 7 | 1 | F | SQ002 | Trust &amp; aims    | 2 | en | 0"),
    SURVEYS,
    version="365",
)  # fmt: skip
"""Texts inside the rows; rows of both kinds out of order."""

NEW = document(
    table("answers", "aid qid code sortorder scale_id",
          "32 | 11 | A2 | 2 | 0", "31 | 11 | A1 | 1 | 0", "33 | 11 | A3 | 3 | 0"),
    table("answer_l10ns", "id aid answer language",
          "1 | 31 | <b>Dobrze</b> | pl", "2 | 32 | Źle | pl", "3 | 33 | Nie wiem | pl",
          "4 | 31 | Good | en", "5 | 32 | Bad | en", "6 | 33 | Unknown | en"),
    table("groups", "gid sid group_order", "2 | 7 | 2", "1 | 7 | 1"),
    table("group_l10ns", "id gid group_name language",
          "1 | 1 | Pierwsza | pl", "2 | 2 | Druga | pl", "3 | 1 | First | en"),
    table("questions", "qid parent_qid sid gid type title other mandatory question_order",
          "12 | 0 | 7 | 2 | N | wiek | N | Y | 1", "11 | 0 | 7 | 1 | F | K1 | N | Y | 5"),
    table("subquestions", "qid parent_qid sid gid type title question_order scale_id",
          "22 | 11 | 7 | 1 | T | SQ002 | 2 | 0", "21 | 11 | 7 | 1 | T | SQ001 | 1 | 0"),
    table("question_l10ns", "id qid question language",
          "1 | 11 | Jak <em>oceniasz</em>?<br/> | pl", "2 | 11 | How is it? | en",
          "3 | 12 | <p>Ile ma Pan/Pani lat?</p> | pl", "4 | 12 | How old? | en",
          "5 | 21 | Kontakty | pl", "6 | 21 | Contacts | en",
          "7 | 22 | Zaufanie &amp; cele | pl", "8 | 22 | Trust &amp; aims | en"),
    SURVEYS,
    version="640",
)  # fmt: skip
"""The same questionnaire in a new database, texts in tables of their own."""

TSV = "\n".join(
    "\t".join(cell.strip() for cell in line.split("|"))
    for line in """
    id | class | type/scale | name     | text                | language | mandatory | other
       | S     |            | language | pl                  |          |           |
    1  | G     | 1          | Pierwsza |                     | pl       |           |
    11 | Q     | F          | K1       | "Jak ""oceniasz""?" | pl       | Y         | N
    21 | SQ    | 0          | SQ001    | Kontakty            | pl       |           |
    11 | A     | 0          | A1       | Dobrze              | pl       |           |
    11 | A     | 0          | A2       | Źle                 | pl       |           |
    11 | A     | 0          | A3       | Nie wiem            | pl       |           |
    1  | G     | 1          | First    |                     | en       |           |
    11 | Q     | F          | K1       | How is it?          | en       | Y         | N
    21 | SQ    | 0          | SQ001    | Contacts            | en       |           |
    11 | A     | 0          | A1       | Good                | en       |           |
    """.strip().splitlines()
).encode()
"""The structure as TSV, one block of rows for each language."""


def read(data: bytes, name: str = "ankieta.lss") -> SurveyDefinition:
    return read_lss(SurveyFile(name=name, data=data))


def refusal(data: bytes) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize(("data", "version"), [(OLD, "365"), (NEW, "640")])
def test_old_and_new_databases_give_the_same(data: bytes, version: str) -> None:
    found = read(data)
    assert (found.platform, found.version, found.languages) == ("limesurvey", version, ("pl", "en"))
    assert [(q.name, q.kind, q.group, q.required) for q in found.questions] == [
        ("K1[SQ001]", "rating", "Pierwsza", True),  # first group first, whatever the rows say
        ("K1[SQ002]", "rating", "Pierwsza", True),
        ("wiek", "number", "Druga", True),
    ]
    second = found.questions[1]
    assert second.texts == {
        "pl": "Jak oceniasz? – Zaufanie & cele",
        "en": "How is it? – Trust & aims",
    }
    assert [(o.code, dict(o.labels)) for o in second.options] == [
        ("A1", {"pl": "Dobrze", "en": "Good"}),
        ("A2", {"pl": "Źle", "en": "Bad"}),
        ("A3", {"pl": "Nie wiem", "en": "Unknown"}),
    ]
    assert found.problems == ()


def test_the_structure_as_tsv() -> None:
    found = read(TSV, "ankieta.txt")
    assert found.languages == ("pl", "en")
    (question,) = found.questions
    assert (question.name, question.kind, question.group) == ("K1[SQ001]", "rating", "Pierwsza")
    assert question.texts == {"pl": 'Jak "oceniasz"? – Kontakty', "en": "How is it? – Contacts"}
    assert question.options[0].labels == {"pl": "Dobrze", "en": "Good"}


def test_a_group_has_no_survey_and_names_its_main_language_last() -> None:
    data = NEW.replace(b"Survey</Lime", b"Group</Lime").replace(SURVEYS.encode(), b"")
    assert read(data, "grupa.lsg").languages == ("pl", "en")


def test_a_hidden_question_is_not_required() -> None:
    hidden = table("question_attributes", "qid attribute value", "12 | hidden | 1")
    found = read(OLD.replace(SURVEYS.encode(), (SURVEYS + hidden).encode()))
    assert {q.name: q.required for q in found.questions} == {
        "K1[SQ001]": True, "K1[SQ002]": True, "wiek": False,
    }  # fmt: skip


def test_an_unknown_type_and_a_repeated_code_are_named() -> None:
    odd = table("questions",
                "qid parent_qid sid gid type title question question_order language",
                "1 | 0 | 7 | 1 | ? | nowe | Nowe | 1 | pl",
                "2 | 0 | 7 | 1 | N | nowe | Wiek | 2 | pl")  # fmt: skip
    found = read(document(odd, SURVEYS, version="365"))
    assert [(p.rule, p.severity, p.column) for p in found.problems] == [
        ("unknown_question_type", "warning", "nowe"),
        ("repeated_question_code", "warning", "nowe"),
    ]
    assert "nieznany typ „?”" in found.problems[0].message.pl


def test_entities_are_refused_before_they_are_expanded() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE document [<!ENTITY a "aaaaaaaaaa">
        <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><document><x>&b;</x></document>"""
    error = refusal(bomb)
    assert error.rule == "lss_entities"
    assert "ankieta.lss zawiera DTD albo własne encje" in error.message.pl


def test_xml_that_breaks_off_is_named_with_its_line() -> None:
    error = refusal(NEW[: len(NEW) // 2])
    assert error.rule == "lss_truncated"
    assert "urywa się lub ma błąd w wierszu 2" in error.message.pl


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<html><body/></html>", "inny plik"),
        (b"id;submitdate", "inny plik"),
        (b"", "inny plik"),
        (document(version="640", doctype="Label set"), "typu „Label set”"),
    ],
)
def test_what_is_no_structure_is_refused(data: bytes, found: str) -> None:
    error = refusal(data)
    assert error.rule == "not_lss"
    assert found in error.message.pl
    assert "Struktura ankiety" in error.message.pl


def test_broken_quotes_of_a_tsv_are_refused() -> None:
    error = refusal(TSV + b'\n1\t\tG\t2\t"x\t')
    assert error.rule == "bad_quotes"
    assert "najlepiej jako .lss" in error.message.pl


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Jak</p><p>oceniasz?</p>", "Jak oceniasz?"),
        ("współ<b>praca</b>", "współpraca"),  # a tag inside a word parts nothing
        ("a<br>b<br/>c", "a b c"),
        ("wsp&oacute;&#322;praca&nbsp;&lt;5", "współpraca <5"),
        ("<script>alert(1)</script><style>p{}</style>Wiek", "Wiek"),
        ("Czy {TOKEN:FIRSTNAME}\n ma 5 < 6 lat?", "Czy {TOKEN:FIRSTNAME} ma 5 < 6 lat?"),
        ("", ""),
    ],
)
def test_html_to_words(html: str, text: str) -> None:
    assert plain_text(html) == text
