"""A deposit of two small tables, for tests of what describes it."""

import datetime as dt

import pandas as pd

from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable, LeftOut
from kooperacja_eval.schemas.field import Code, CodeList, Field
from kooperacja_eval.sections import DepositTerms
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Text, same

KINDS = CodeList("kinds", (Code("ops", Text("ośrodek", "centre")), Code("ngo", same("NGO"))))
TERMS = DepositTerms(
    licence="CC-BY-4.0", licence_url="https://example.org/by", creators=("Instytut X",),
    publisher="Repozytorium Y", contact="Instytut X", contact_email="dane@example.org",
    doi="10.1234/abc", related_publications=("X (2021). Raport <końcowy> & aneks.",),
)  # fmt: skip


def config(*, terms: DepositTerms = TERMS, synthetic: bool = True) -> StudyConfig:
    """A study without data."""
    period = {"first": dt.date(2018, 4, 1), "last": dt.date(2021, 3, 31)}
    return StudyConfig.model_validate(
        {
            "study": {
                "id": "proba", "title_pl": "Próba & błąd", "title_en": "Trial & error",
                "programme": "PO WER", "synthetic": synthetic, "data_date": dt.date(2020, 12, 31),
                "as_of": dt.date(2019, 12, 31), "period": period,
            },
            "macroregions": [{"id": "I", "voivodeships": ["lubelskie"]}],
            "covid": {"first": dt.date(2020, 3, 1)},
            "targets": {
                "entities": 1, "pzk": 1, "families": 1, "families_per_pzk_min": 1,
                "families_per_pzk_max": 9,
            },
            "disclosure": {"profile": "public"},
            "deposit": terms,
        }
    )  # fmt: skip


def field(name: str, kind: str, **more: object) -> Field:
    return Field(
        name=name,
        kind=kind,  # type: ignore[arg-type]
        label=Text(f"{name} po polsku", f"{name} in English"),
        definition=Text("Co to jest.", "What it is."),
        **more,  # type: ignore[arg-type]
    )


def tables() -> tuple[DepositTable, DepositTable]:
    """Teams, and institutions that refer to them; one name looks like a formula."""
    teams = DepositTable(
        name="teams",
        label=Text("Zespoły", "Teams"),
        definition=Text("Jeden zespół.", "One team."),
        fields=(field("team", "text", key=True), field("started_on", "date")),
        frame=pd.DataFrame({"team": ["T1"], "started_on": pd.to_datetime(["2019-07-01"])}),
    )
    kinds = field("kind", "code", codes=KINDS, required=True)
    bodies = DepositTable(
        name="bodies",
        label=Text("Podmioty", "Bodies"),
        definition=Text("Jeden podmiot.", "One body."),
        fields=(
            field("name", "text", key=True), kinds, field("team", "text", references="teams.team"),
            field("powiat", "text", references="absent.powiat"), field("public", "yes_no"),
            field("budget", "number", low=0, high=12893583.46, unit=same("PLN")),
            field("people", "integer", high=9),
        ),
        frame=pd.DataFrame(
            {
                "name": ["=cmd|' /C calc'!A0", 'A "B", c\nd'],
                "kind": ["ops", "ngo"],
                "team": ["T1", None],
                "powiat": ["x", "y"],
                "public": pd.array([True, pd.NA], dtype="boolean"),
                "budget": [0.1, 12893583.46],
                "people": pd.array([1, pd.NA], dtype="Int64"),
            }
        ),
    )  # fmt: skip
    return teams, bodies


def deposit(*, terms: DepositTerms = TERMS, synthetic: bool = True) -> Deposit:
    return Deposit(
        config=config(terms=terms, synthetic=synthetic),
        tables=tables(),
        left_out=(
            LeftOut(name="families", label=Text("Rodziny", "Families"), reason=same("why not")),
        ),
        n_suppressed=7,
    )
