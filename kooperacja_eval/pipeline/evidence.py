"""Gathers what recommendations rest on, and the problems with it that ``check`` reports.

The border: follows links, lets quotations and texts out through ``disclosure``; what evidence is
worth is said by ``evidence``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from kooperacja_eval.disclosure.personal import find_personal
from kooperacja_eval.disclosure.personal_findings import cut
from kooperacja_eval.disclosure.personal_masking import mask, pseudonyms
from kooperacja_eval.disclosure.personal_names import NameList
from kooperacja_eval.disclosure.personal_quotations import release_quotation
from kooperacja_eval.evidence.conclusions_release import release_conclusions
from kooperacja_eval.evidence.confidence import check_assessments
from kooperacja_eval.evidence.frozen import frozen_changes
from kooperacja_eval.evidence.links import resolve, stretches_of
from kooperacja_eval.evidence.links_material import Evidence
from kooperacja_eval.evidence.links_problems import check_links, linked_indicators
from kooperacja_eval.evidence.links_recommendations import check_recommendations
from kooperacja_eval.evidence.triangulation import check_convergences, triangulation
from kooperacja_eval.indicators.catalogue import catalogue
from kooperacja_eval.indicators.compute import compute, missing_tables
from kooperacja_eval.indicators.places import LEVELS
from kooperacja_eval.pipeline.quotations import study_names
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig

Tables = Mapping[str, pd.DataFrame]
QUOTED: Final = ("target", "code_id", "wave", "voivodeship", "speaker_sector", "text")
"""Columns of linked quotations."""


def gather_evidence(
    tables: Tables,
    config: StudyConfig,
    values: pd.DataFrame,
    *,
    profile: Profile | None = None,
    frozen: pd.DataFrame | None = None,
) -> Evidence | None:
    """Return what recommendations rest on, as far as it may be shown.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Tables of the study.
    config : StudyConfig
        Profile, threshold and evaluation matrix.
    values : pandas.DataFrame
        Released values of every indicator.
    profile : {"internal", "public"}, optional
        Instead of the profile of the study.
    frozen : pandas.DataFrame, optional
        Values that were frozen.

    Returns
    -------
    Evidence or None
        None where the study has no recommendations.
    """
    if "recommendations" not in tables:
        return None
    names = study_names(tables)
    resolved = resolve(tables, values)
    quoted = _quotations(resolved.links, tables, config, names, profile)
    links = _with_hidden(resolved.links, quoted)
    matrix = triangulation(links, tables, values, config)
    return Evidence(
        links=_masked(links, "note", names),
        numbers=resolved.numbers,
        quotations=quoted.dropna(subset=["text"]).reset_index(drop=True),
        conclusions=_conclusions(links, tables, names),
        assessments=_masked(_table(tables, "assessments"), "reason", names),
        triangulation=_masked(matrix, "reason", names),
        frozen=None if frozen is None else frozen_changes(frozen, values),
    )


def evidence_problems(tables: Tables, config: StudyConfig, *, sound: bool = True) -> list[Problem]:
    """Return everything that is wrong with recommendations and what they rest on.

    Indicators that links name are computed for it, and no others; where the tables are not
    ``sound``, nothing is computed, and of numbers only the names of indicators are checked.
    """
    return [
        *check_links(tables, _linked_values(tables, config) if sound else None),
        *check_recommendations(tables, config),
        *check_assessments(tables),
        *check_convergences(tables, config),
    ]


def _linked_values(tables: Tables, config: StudyConfig) -> pd.DataFrame | None:
    """Return the values of linked indicators at the levels at which links need them."""
    names = [name for name in linked_indicators(tables) if not missing_tables(name, tables)]
    frames = [
        compute(tables, config, ids=ids, by=level)
        for level in LEVELS
        if (ids := [name for name in names if level in catalogue()[name].levels])
    ]
    return pd.concat(frames, ignore_index=True) if frames else None


def _quotations(
    links: pd.DataFrame,
    tables: Tables,
    config: StudyConfig,
    names: NameList,
    profile: Profile | None,
) -> pd.DataFrame:
    """Release the linked stretches; those that may not leave have no text."""
    wanted = links[(links["kind"] == "quotation") & (links["state"] == "found")]
    rows = list(_quoted(wanted["target"].drop_duplicates(), tables, config, names, profile))
    return pd.DataFrame(rows, columns=list(QUOTED), dtype="string")


def _quoted(
    targets: "pd.Series[str]",
    tables: Tables,
    config: StudyConfig,
    names: NameList,
    profile: Profile | None,
) -> Iterator[dict[str, Any]]:
    for target in targets:
        coding = stretches_of(target, tables["codings"]).iloc[0]
        documents = _table(tables, "fgi_documents")
        found = documents[documents["document_id"] == coding["document_id"]]
        document = None if found.empty else found.iloc[0]
        yield {
            "target": target,
            "code_id": coding["code_id"],
            "wave": None if document is None else document["wave"],
            "voivodeship": None if document is None else document["voivodeship"],
            "speaker_sector": coding["speaker_sector"],
            "text": _released(coding, document, config, names, profile),
        }


def _released(
    coding: "pd.Series[Any]",
    document: "pd.Series[Any] | None",
    config: StudyConfig,
    names: NameList,
    profile: Profile | None,
) -> str | None:
    """Return one stretch as it may leave, however long it is."""
    whole = "" if document is None or pd.isna(document["text"]) else str(document["text"])
    placed = pd.notna(coding["start"]) and pd.notna(coding["end"])
    start, end = (int(coding["start"]), int(coding["end"])) if placed else (0, 0)
    text = whole[start:end] if pd.isna(coding["text"]) else str(coding["text"])
    people = document is not None and pd.notna(document["participants"])
    found = find_personal(whole, names=names)
    there = placed and bool(text) and whole[start : start + len(text)] == text
    return release_quotation(
        text,
        participants=int(document["participants"]) if people and document is not None else None,
        rules=config.disclosure,
        names=names,
        profile=profile,
        known=pseudonyms(found),
        around=cut(found, start, start + len(text)) if there else (),
    )


def _with_hidden(links: pd.DataFrame, quoted: pd.DataFrame) -> pd.DataFrame:
    """Mark links to quotations that may not leave."""
    kept = set(quoted.loc[quoted["text"].isna(), "target"])
    hidden = (links["kind"] == "quotation") & links["target"].isin(kept)
    return links.assign(state=links["state"].mask(hidden, "hidden"))


def _conclusions(links: pd.DataFrame, tables: Tables, names: NameList) -> pd.DataFrame:
    register = _table(tables, "conclusions")
    wanted = links.loc[links["kind"] == "conclusion", "target"]
    rows = register[register["conclusion_id"].isin(wanted)].reset_index(drop=True)
    return release_conclusions(rows, names=names)


def _table(tables: Tables, name: str) -> pd.DataFrame:
    """Return a table, an empty one where the study has none."""
    kinds = TABLES[name].dtypes()
    return tables[name] if name in tables else pd.DataFrame(columns=list(kinds)).astype(kinds)


def _masked(frame: pd.DataFrame, column: str, names: NameList) -> pd.DataFrame:
    """Replace personal data in a column of free words."""
    words = frame[column].map(
        lambda text: mask(text, find_personal(text, names=names)), na_action="ignore"
    )
    return frame.assign(**{column: words.astype(frame[column].dtype)})
