"""Reports about a round and a team or place: which there are, which are asked for, their names."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any, get_args

import pandas as pd
import pytest

from kooperacja_eval.disclosure.personal_findings import Kind
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.pipeline.manifest import index_entries, parameters_of, still_there
from kooperacja_eval.pipeline.parameters import (
    check_restrictions,
    chosen_values,
    existing_values,
    kept_values,
    parameter_words,
    subtitle,
)
from kooperacja_eval.pipeline.reports import REPORTS, ReportKind, chosen, stem
from kooperacja_eval.pipeline.request import missing_line
from kooperacja_eval.pipeline.reviewing import KINDS
from kooperacja_eval.reporting.index import write_index

pytestmark = pytest.mark.unit

PARTIAL, SUMMARY = REPORTS["fgi_partial"], REPORTS["fgi_summary"]
VALUES = [("fgi_2018", "LU-01"), ("fgi_2018", "LU-02"), ("fgi_2020", "LU-01")]


def documents(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Return documents: round, team, voivodeship."""
    return pd.DataFrame(list(rows), columns=["wave", "pzk_id", "voivodeship"]).astype("string")


def tables(*rows: tuple[str, str | None, str | None]) -> dict[str, pd.DataFrame]:
    teams = pd.DataFrame({"pzk_id": ["LU-01"], "voivodeship": ["lubelskie"]}).astype("string")
    return {"fgi_documents": documents(*rows), "codings": pd.DataFrame(), "pzk": teams}


def config() -> Any:
    """Return what is read of a study: one round with a label, Polish."""
    wave = SimpleNamespace(id="fgi_2018", label_pl="Wywiady 2018", label_en="Groups of 2018")
    return SimpleNamespace(waves=(wave,), study=SimpleNamespace(language="pl"))


def test_there_is_a_report_for_every_round_and_team_that_has_documents() -> None:
    found = existing_values(
        tables(
            ("fgi_2020", "LU-01", "lubelskie"),
            ("fgi_2018", "LU-02", "lubelskie"),
            ("fgi_2018", "LU-01", None),  # the voivodeship of the team
            ("fgi_2018", "LU-01", None),  # a second transcript makes no second report
            ("fgi_2018", None, "podlaskie"),  # of no team: only in the report on the place
            ("fgi_2019", None, None),  # of nowhere: in none
        )
    )
    assert found["fgi_partial"] == tuple(VALUES)
    assert found["fgi_summary"] == (
        ("fgi_2018", "lubelskie"), ("fgi_2018", "podlaskie"), ("fgi_2020", "lubelskie"),
    )  # fmt: skip


def test_there_is_a_profile_for_every_team_where_meetings_are_known() -> None:
    found = tables(("fgi_2018", "LU-01", "lubelskie"))
    assert "pzk_profile" not in existing_values(found)
    teams = pd.DataFrame({"pzk_id": ["LU-02", "LU-01"], "voivodeship": ["lubelskie"] * 2})
    known = existing_values({"pzk": teams.astype("string"), "meetings": pd.DataFrame()})
    # a team that never met has its profile too: it says so
    # without a meeting there is no month to tell of
    assert known == {"pzk_profile": (("LU-01",), ("LU-02",)), "monthly_brief": ()}


def test_without_codings_there_is_none() -> None:
    left = tables(("fgi_2018", "LU-01", "lubelskie"))
    del left["codings"]
    assert existing_values(left) == {}
    assert PARTIAL.lacks(left) == ("codings",)


def test_reports_with_parameters_are_built_only_where_they_are_named() -> None:
    assert [kind.name for kind in chosen(None) if kind.parameters] == []
    assert [kind.name for kind in chosen(["fgi_partial"])] == ["fgi_partial"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, VALUES),
        ({"wave": ["fgi_2018"]}, VALUES[:2]),
        ({"pzk_id": ["LU-01"]}, [VALUES[0], VALUES[2]]),
        ({"wave": ["fgi_2020"], "pzk_id": ["LU-01"]}, VALUES[2:]),
        ({"pzk_id": ["LU-01", "LU-02"]}, VALUES),
    ],
)
def test_values_are_restricted(
    where: dict[str, list[str]], expected: list[tuple[str, str]]
) -> None:
    assert chosen_values(PARTIAL, VALUES, where) == expected


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"wave": ["fgi_2021"]}, "--wave fgi_2021. Dozwolone: fgi_2018, fgi_2020."),
        ({"pzk_id": ["MZ-01"]}, "--pzk MZ-01. Dozwolone: LU-01, LU-02."),
        # both exist, but not together
        ({"wave": ["fgi_2020"], "pzk_id": ["LU-02"]}, "--pzk LU-02. Dozwolone: LU-01."),
    ],
)
def test_an_unknown_value_is_answered_with_the_allowed_ones(
    where: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        chosen_values(PARTIAL, VALUES, where)
    assert raised.value.text.pl == f"Raport fgi_partial: nie ma danych dla {words}"


@pytest.mark.parametrize("kind", [SUMMARY, REPORTS["pilot_summary"]])
def test_a_parameter_that_a_report_does_not_have_is_refused(kind: ReportKind) -> None:
    with pytest.raises(ConfigurationError) as raised:
        check_restrictions([PARTIAL, kind], {"pzk_id": ["LU-01"]})
    assert raised.value.text.pl == (
        f"Raport {kind.name} nie ma parametru --pzk. Mają go: fgi_partial, pzk_profile; wybierz je "
        "opcją --report."
    )


def test_a_value_that_would_leave_the_folder_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="nie może stać w nazwie pliku"):
        chosen_values(PARTIAL, [("fgi_2018", "../LU-01")], {})


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ({}, None),  # nothing has been stored yet
        ({"fingerprint": "old", "parameters": {"fgi_partial": [["a", "b"]]}}, None),
        ({"fingerprint": "now"}, None),  # of an earlier version of the package
        (
            {"fingerprint": "now", "parameters": {"fgi_partial": [["a", "b"]]}},
            {"fgi_partial": [("a", "b")]},
        ),
    ],
)
def test_kept_values_are_trusted_only_where_nothing_has_changed(
    run: dict[str, object], expected: object
) -> None:
    assert kept_values(run, "now") == expected


def test_what_a_report_is_about_stands_in_its_name_before_profile_and_language() -> None:
    about = {"wave": "fgi_2020", "pzk_id": "LU-01"}
    made = stem(
        "fgi_partial", lang="en", profile="internal", defaults=("pl", "public"), parameters=about
    )
    assert made == "fgi_partial-fgi_2020-LU-01-internal-en"


def test_the_subtitle_says_the_parameters_in_words() -> None:
    said = subtitle({"wave": "fgi_2018", "pzk_id": "LU-01"}, config())
    assert (said.pl, said.en) == ("Wywiady 2018, zespół LU-01", "Groups of 2018, team LU-01")
    said = subtitle({"wave": "fgi_2018", "voivodeship": "swietokrzyskie"}, config())
    assert said.pl == "Wywiady 2018, województwo świętokrzyskie"
    assert said.en == "Groups of 2018, świętokrzyskie voivodeship"
    assert parameter_words("wave", "fgi_2031", config()).pl == "fgi_2031"  # without a label
    assert subtitle({}, config()).pl == ""


def test_documents_without_teams_are_told() -> None:
    line = missing_line(PARTIAL, ("fgi_documents.wave", "fgi_documents.pzk_id"))
    assert line.pl == (
        "fgi_partial: pominięto, bo w danych żaden wiersz nie ma naraz: fgi_documents.wave, "
        "fgi_documents.pzk_id."
    )


def entry(name: str, title: str, **parameters: str) -> dict[str, Any]:
    made = "-".join([name, *parameters.values()])
    return {
        "name": name, "title": title, "lang": "pl", "profile": "public", "lacks": [],
        "parameters": dict(sorted(parameters.items())),  # as JSON keeps them
        "outputs": [{"path": f"{made}.{ending}", "sha256": "-"} for ending in ("html", "pdf")],
    }  # fmt: skip


def entries() -> dict[str, Any]:
    made = [entry("data_quality", "Jakość danych")]
    made += [entry("fgi_partial", "Wywiady", wave=wave, pzk_id=team) for wave, team in VALUES]
    return {"-".join([each["name"], *parameters_of(each).values()]): each for each in made}


def test_an_entry_goes_with_the_team_that_the_tables_no_longer_have() -> None:
    data: Any = SimpleNamespace(tables=tables(("fgi_2018", "LU-01", None)))
    assert list(still_there(entries(), data)) == ["data_quality", "fgi_partial-fgi_2018-LU-01"]
    # an entry of a version before parameters, and one of a report that is no longer there
    old = {"pilot_summary": {"name": "pilot_summary"}, "roczny": {"name": "roczny"}}
    assert list(still_there(old, data)) == ["pilot_summary", "roczny"]


def test_the_index_has_a_line_for_each_team_with_a_column_for_each_round(tmp_path: Any) -> None:
    study = config()
    study.study = SimpleNamespace(
        language="pl", title=SimpleNamespace(in_=lambda _: "Badanie"), synthetic=False,
        data_date=pd.Timestamp("2020-12-31").date(),
    )  # fmt: skip
    page = write_index(tmp_path, index_entries(entries(), study), config=study).read_text("utf-8")
    assert page.count("<h2") == 1
    assert '<th scope="col">Wywiady 2018</th><th scope="col">fgi_2020</th>' in page
    first, second = (line for line in page.split("<tr>") if 'scope="row">zespół' in line)
    assert first.count("<a href") == 4  # two rounds in two formats
    assert second.count("<a href") == 2
    assert "<td></td>" in second  # no transcript of 2020
    assert ": Wywiady, Wywiady 2018, zespół LU-01</span>" in first
    assert page.index("Jakość danych") < page.index("<h2")


def test_asking_for_parameters_loads_nothing_heavy() -> None:
    code = (
        "import sys, kooperacja_eval.pipeline.request\n"
        "print({'pandas', 'numpy', 'pandera', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "set()\n"


def test_every_kind_of_finding_has_words() -> None:
    assert set(KINDS) == set(get_args(Kind))
