"""Synthetic focus groups with coders who differ, drawn at random; one seed is one corpus."""

from datetime import date

import numpy as np
import pandas as pd

from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import CovidBreak, Disclosure, Period, Targets
from kooperacja_eval.study import Identity, MacroregionPart, StudyConfig

CODES = {
    "barrier": None, "barrier.time": "barrier", "barrier.money": "barrier", "factor": None,
    "factor.trust": "factor", "factor.rules": "factor", "effect": None, "effect.help": "effect",
}  # fmt: skip
GIVEN = ("barrier.time", "barrier.money", "factor.trust", "factor", "effect.help")
"""Codes that coders use; ``factor`` is given itself too."""
PLACES = ("lubelskie", "mazowieckie")
SENTENCES = ("Nie ma czasu, np. w gminie. ", "A kto to wie? ", "Ufamy sobie!\n", "OPS: Tak. ")

STUDY = StudyConfig(
    study=Identity(
        id="synthetic", title_pl="Badanie syntetyczne", title_en="Synthetic study",
        programme="-", synthetic=True, data_date=date(2020, 12, 31), as_of=date(2019, 12, 31),
        period=Period(first=date(2019, 3, 28), last=date(2020, 12, 31)),
    ),
    macroregions=(MacroregionPart(id="I", voivodeships=PLACES),),
    covid=CovidBreak(first=date(2020, 3, 1)),
    targets=Targets(
        entities=350, pzk=30, families=150, families_per_pzk_min=5, families_per_pzk_max=9
    ),
    disclosure=Disclosure(profile="public"),
)  # fmt: skip


def corpus(seed: int = 7, documents: int = 12) -> dict[str, pd.DataFrame]:
    """Return the tables of focus groups: two rounds, three teams, two or three coders or one."""
    rng = np.random.default_rng(seed)
    teams = [("LU-01", PLACES[0], "addiction"), ("LU-02", PLACES[0], "disability"),
             ("MA-01", PLACES[1], "addiction")]  # fmt: skip
    groups, rows = [], []
    for number in range(documents):
        text = "".join(rng.choice(SENTENCES, 60))
        groups.append(
            {
                "document_id": f"D{number:02d}", "name": f"D{number:02d}",
                "wave": f"r{1 + number % 2}", "pzk_id": teams[number % 3][0], "text": text,
                "held_on": pd.Timestamp(2019, 1, 1 + number), "length": len(text),
            }
        )  # fmt: skip
        rows += _codings(rng, f"D{number:02d}", len(text), coders=(2, 3, 2, 1, 2)[number % 5])
    for number, row in enumerate(rows):
        row["coding_id"] = f"k{number}"
    names = [
        {"code_id": code, "parent_id": above, "kind": code.partition(".")[0], "name_pl": code}
        for code, above in CODES.items()
    ]
    pzk = [
        {
            "pzk_id": i,
            "name": i,
            "voivodeship": v,
            "area": a,
            "started_on": pd.Timestamp(2019, 7, 1),
        }
        for i, v, a in teams
    ]
    return {
        "pzk": _typed("pzk", pzk),
        "fgi_documents": _typed("fgi_documents", groups),
        "codes": _typed("codes", names),
        "codings": _typed("codings", rows),
    }


def _codings(
    rng: np.random.Generator, document: str, length: int, *, coders: int
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for _ in range(9):
        start, size = int(rng.integers(0, length - 90)), int(rng.integers(20, 80))
        code, sector = rng.choice(GIVEN), rng.choice(["health", "police", ""])
        for coder in "ABC"[:coders]:
            if rng.random() < 0.25:
                continue
            shift = int(rng.integers(0, 10)) if rng.random() < 0.4 else 0
            own = rng.choice(GIVEN) if rng.random() < 0.2 else code
            rows.append(
                {
                    "document_id": document, "code_id": own, "coder": coder, "medium": "text",
                    "start": start + shift, "end": start + shift + size,
                    "speaker_sector": sector or None, "text": "-",
                }
            )  # fmt: skip
    rows.append({**rows[0], "start": None, "end": None, "text": "bez miejsca"})
    return rows


def _typed(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    fields = TABLES[name].fields
    frame = pd.DataFrame(rows, columns=list(fields))
    return frame.astype({column: field.dtype for column, field in fields.items()})
