"""What a .qdpx holds beside texts: variables, sets, names, positions; codebooks. Synthetic."""

import pytest
from refi_drawn import only, read, rules, selection, source, sources

from kooperacja_eval.ingest.fgi.project import QualCode
from kooperacja_eval.ingest.fgi.refi import read_qdc
from kooperacja_eval.ingest.surveys.export import SurveyFile

pytestmark = pytest.mark.unit

TEXT = "Brakuje czasu na spotkania."
VALUES = """
<VariableValue><VariableRef targetGUID="v1"/><TextValue>lubelskie</TextValue></VariableValue>
<VariableValue><VariableRef targetGUID="V2"/><BooleanValue>1</BooleanValue></VariableValue>
<VariableValue><VariableRef targetGUID="v3"/><IntegerValue> 8 </IntegerValue></VariableValue>
<VariableValue><VariableRef targetGUID="v4"/><FloatValue>1.5</FloatValue></VariableValue>
<VariableValue><VariableRef targetGUID="v5"/><DateValue>2018-11-05</DateValue></VariableValue>
<VariableValue><VariableRef targetGUID="v6"/><DateTimeValue>2018-11-05T10:00:00</DateTimeValue>
</VariableValue>
<VariableValue><VariableRef targetGUID="v7"/></VariableValue>"""
VARIABLES = (
    "<Variables>"
    + "".join(
        f'<Variable guid="v{n}" name="{name}" typeOfVariable="Text"/>'
        for n, name in enumerate(
            ["Cases:woj", "nagranie", "osoby", "godziny", "dzień", "chwila", "puste"], start=1
        )
    )
    + "</Variables>"
)


def test_a_case_without_name_gives_its_values_to_its_sources() -> None:
    case = f'<Cases><Case guid="x">{VALUES}<SourceRef targetGUID="D1"/></Case></Cases>'
    project = read(VARIABLES + case + sources(source()), {"t.txt": TEXT})
    assert project.documents[0].variables == {
        "woj": "lubelskie",
        "nagranie": "true",
        "osoby": "8",
        "godziny": "1.5",
        "dzień": "2018-11-05",
        "chwila": "2018-11-05T10:00:00",
    }
    assert rules(project) == []


def test_a_source_has_values_of_its_own() -> None:
    project = read(VARIABLES + sources(source(VALUES)), {"t.txt": TEXT})
    assert project.documents[0].variables["osoby"] == "8"


def test_different_values_of_several_cases_are_joined_and_said() -> None:
    value = "<VariableValue><VariableRef targetGUID='v1'/><TextValue>{}</TextValue></VariableValue>"
    cases = "".join(
        f'<Case guid="x{n}">{value.format(text)}<SourceRef targetGUID="d1"/></Case>'
        for n, text in enumerate(["lubelskie", "podlaskie", "lubelskie"])
    )
    project = read(f"{VARIABLES}<Cases>{cases}</Cases>{sources(source())}", {"t.txt": TEXT})
    assert project.documents[0].variables == {"woj": "lubelskie; podlaskie"}
    message = only(project, "several_values").message
    assert "zmiennej woj" in message.pl
    assert "podlaskie" not in message.pl


def test_references_to_nothing_are_counted() -> None:
    value = "<VariableValue><VariableRef targetGUID='v9'/><TextValue>a</TextValue></VariableValue>"
    case = f'<Cases><Case guid="x">{value}<SourceRef targetGUID="d9"/></Case></Cases>'
    project = read(VARIABLES + case + sources(source(value)), {"t.txt": TEXT})
    # The case's source, and the value of the source itself; the case has no source to give to.
    assert "liczba: 2" in only(project, "lost_reference").message.pl


def test_sets_hold_codes_and_documents_and_repeated_names_are_numbered() -> None:
    sets = (
        '<Sets><Set guid="1" name="Pomoc"><MemberCode targetGUID="C2"/>'
        '<MemberSource targetGUID="d1"/></Set><Set guid="2" name="Pomoc"/></Sets>'
    )
    project = read(sources(source()) + sets, {"t.txt": TEXT})
    assert project.sets == {"Pomoc": ("c2", "d1"), "Pomoc (2)": ()}


def test_sources_of_one_name_are_said_by_number() -> None:
    twice = source() + source().replace('"d1"', '"d2"')
    message = only(read(sources(twice), {"t.txt": TEXT}), "repeated_names").message.pl
    assert "1 (d1), 2 (d2)" in message


def test_codes_given_but_deleted_are_kept_under_their_identifier() -> None:
    body = sources(
        source(selection(0, 7, code="gone", number=1), selection(8, 13, code="gone", number=2))
    )
    project = read(body, {"t.txt": TEXT})
    assert project.codes[-1] == QualCode(id="gone", name="gone")
    assert [coding.code for coding in project.codings] == ["gone", "gone"]
    problem = only(project, "deleted_code")
    assert (problem.severity, "liczba fragmentów: 2" in problem.message.pl) == ("error", True)


@pytest.mark.parametrize(
    ("start", "end", "rule"),
    [
        (20, 28, "position_outside"),  # the text has 27 characters
        (-1, 5, "position_outside"),
        (28, 30, "position_outside"),
        (7, 0, "bad_position"),
        ("a", 7, "bad_position"),
        ("", "", "bad_position"),
        ("1" * 30, "2" * 30, "bad_position"),
    ],
)
def test_impossible_positions_leave_a_coding_without_them(
    start: object, end: object, rule: str
) -> None:
    project = read(
        sources(source(selection(start, end), selection(0, 7, number=2))), {"t.txt": TEXT}
    )
    assert [(c.start, c.end) for c in project.codings] == [(None, None), (0, 7)]
    problem = only(project, rule)
    assert problem.severity == "error"
    assert "W dokumencie 1 (d1)" in problem.message.pl
    assert "liczba: 1" in problem.message.pl


def test_the_end_of_the_text_is_inside_it() -> None:
    project = read(sources(source(selection(17, 27))), {"t.txt": TEXT})
    assert (project.codings[0].text, rules(project)) == ("spotkania.", [])


def test_overlaps_of_one_coder_and_code_are_kept_and_counted() -> None:
    spans = [(0, 7), (5, 13), (6, 8), (13, 16)]  # the second and third begin before an end
    body = sources(source(*(selection(a, b, number=n) for n, (a, b) in enumerate(spans))))
    project = read(body, {"t.txt": TEXT})
    assert len(project.codings) == 4
    problem = only(project, "overlapping_codings")
    assert (problem.severity, "fragmentów: 2" in problem.message.pl) == ("warning", True)


def test_overlaps_of_different_coders_or_codes_are_what_coding_is() -> None:
    body = sources(
        source(
            selection(0, 7, user="a", number=1),
            selection(0, 7, user="b", number=2),
            selection(0, 7, user="a", code="c1", number=3),
        )
    )
    assert rules(read(body, {"t.txt": TEXT})) == []


def test_codings_of_one_identifier_get_their_own() -> None:
    project = read(sources(source(selection(0, 7), selection(8, 13))), {"t.txt": TEXT})
    assert [coding.id for coding in project.codings] == ["k1", "k1:2"]


CODEBOOK = """<?xml version="1.0"?>
<CodeBook xmlns="urn:QDA-XML:codebook:{version}" origin="Taguette 1.4"><Codes>
<Code guid="a" name="Bariery" isCodable="true"><Description>Opis</Description>
<Code guid="b" name="Czas" isCodable="true"/></Code>
<Code guid="c" name="Zasoby" isCodable="true"/></Codes>{sets}</CodeBook>"""


@pytest.mark.parametrize("version", ["1.0", "0:4"])
def test_a_codebook_with_empty_sets_is_read(version: str) -> None:
    data = CODEBOOK.format(version=version, sets="<Sets/>").encode()
    project = read_qdc(SurveyFile(name="a.qdc", data=data))
    assert project.origin == "Taguette 1.4"
    assert [(c.id, c.parent, c.definition) for c in project.codes] == [
        ("a", "", "Opis"),
        ("b", "a", ""),
        ("c", "", ""),
    ]
    assert (project.documents, project.codings, project.sets, project.problems) == ((), (), {}, ())


def test_sets_of_a_codebook_name_their_codes() -> None:
    sets = '<Sets><Set guid="s" name="Grupa"><MemberCode guid="B"/></Set></Sets>'
    data = CODEBOOK.format(version="1.0", sets=sets).encode()
    assert read_qdc(SurveyFile(name="a.qdc", data=data)).sets == {"Grupa": ("b",)}


def test_a_codebook_that_breaks_off_is_read_up_to_there() -> None:
    data = CODEBOOK.format(version="1.0", sets="").encode()
    cut = data[: data.index(b'<Code guid="c"') + 8]
    project = read_qdc(SurveyFile(name="a.qdc", data=cut))
    assert [code.name for code in project.codes] == ["Bariery", "Czas"]
    (problem,) = project.problems
    assert (problem.rule, problem.severity) == ("broken_codebook", "error")
    assert "w wierszu 5" in problem.message.pl
    assert "liczba: 2" in problem.message.pl
