"""Gathers what a report may show: computes, passes it through disclosure, and counts quality."""

from collections.abc import Mapping

import pandas as pd

from kooperacja_eval.disclosure.missing import hides_sums, release_missing
from kooperacja_eval.disclosure.release import release, release_problems
from kooperacja_eval.evidence.book_certificates import certificate_list
from kooperacja_eval.evidence.change_readings import change_readings
from kooperacja_eval.evidence.conclusions_release import release_conclusions
from kooperacja_eval.evidence.disagreements import disagreements
from kooperacja_eval.evidence.editions import edition_changes
from kooperacja_eval.evidence.published_shares import published_shares
from kooperacja_eval.evidence.reconcile import reconcile
from kooperacja_eval.pipeline.data import StudyData
from kooperacja_eval.pipeline.evidence import gather_evidence
from kooperacja_eval.pipeline.quotations import quotations, study_names
from kooperacja_eval.reporting.material import Material, Quality
from kooperacja_eval.schemas.problems import problems_frame
from kooperacja_eval.schemas.tables import TABLES
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import StudyConfig
from kooperacja_eval.text import Lang

RECORD_TABLES = (
    "published", "schedule", "output_targets", "gminas", "scales", "items", "options",
    "recommendations", "codes",
)  # fmt: skip
"""Tables without a row about a family or a respondent: the public record, forms, codebooks."""
TEAM_TABLES = ("pzk", "pzk_gminas", "gminas", "entities", "memberships")
"""Registers of teams and institutions, without a row about a family or a respondent."""
OWN_TABLES = ("ties",)
"""What institutions say of each other: for the teams alone, in the internal profile."""


def gather(
    config: StudyConfig,
    data: StudyData,
    *,
    profile: Profile | None = None,
    lang: Lang | None = None,
) -> Material:
    """Return everything that a report of the study may show.

    Parameters
    ----------
    config : StudyConfig
        What ``study.toml`` says.
    data : StudyData
        Sound data.
    profile, lang : str, optional
        Disclosure profile and language; by default those of the study.

    Returns
    -------
    Material
        Released values, the public record, reconciliation and quality.
    """
    computed = data.computed(config)
    values = release(
        computed,
        config.disclosure,
        profile=profile,
        team_areas=data.team_areas,
    )
    return Material(
        config=config,
        lang=lang or config.study.language,
        tables=frozenset(data.tables),
        values=values,
        record=_record(data.tables),
        teams=_teams(data.tables, values.profile),
        quotations=quotations(data.tables, config, profile),
        reconciliation=reconcile(
            data.tables,
            config,
            profile=profile,
            team_areas=data.team_areas,
            context=computed,
        ),
        disagreements=disagreements(data.tables, config),
        published_shares=published_shares(data.tables, config.macroregions[0].id),
        change_readings=change_readings(data.tables, values.frame, config),
        changes=None if data.earlier is None else edition_changes(data.earlier, values.frame),
        quality=_quality(config, data, profile),
        evidence=gather_evidence(
            data.tables, config, values.frame, profile=profile, frozen=data.frozen
        ),
        certificates=certificate_list(data.tables, config, profile=values.profile),
    )


def _record(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the public record, and the register of conclusions with personal data masked."""
    found = {name: tables[name] for name in RECORD_TABLES if name in tables}
    if "evidence_links" in tables:  # the notes on them are free text
        found["evidence_links"] = tables["evidence_links"].drop(columns="note")
    if "conclusions" in tables:
        written = tables["conclusions"]
        found["conclusions"] = release_conclusions(written, names=study_names(tables))
    return found


def _teams(tables: Mapping[str, pd.DataFrame], profile: Profile) -> dict[str, pd.DataFrame]:
    """Return the registers of teams that a profile allows."""
    names = TEAM_TABLES + (OWN_TABLES if profile == "internal" else ())
    return {name: tables[name] for name in names if name in tables}


def _quality(config: StudyConfig, data: StudyData, profile: Profile | None) -> Quality:
    released = release_problems(data.problems)
    polish, english = problems_frame(released, "pl"), problems_frame(released, "en")
    problems = polish.rename(columns={"message": "message_pl"})
    problems = problems.assign(message_en=english["message"])
    counted = _missing(data.tables)
    missing = release_missing(counted, config.disclosure, profile=profile)
    return Quality(
        problems=problems,
        corrections=pd.DataFrame(
            [
                {
                    "id": rule.id,
                    "table": rule.table,
                    "action": rule.action,
                    "reason": rule.reason,
                    "decided_by": rule.decided_by,
                    "date": rule.date,
                    "rows": rule.rows,
                }
                for rule in data.corrections
            ],
            columns=["id", "table", "action", "reason", "decided_by", "date", "rows"],
        ),
        files=pd.DataFrame(
            [{"path": file.path, "sha256": file.sha256, "size": file.size} for file in data.files],
            columns=["path", "sha256", "size"],
        ),
        tables=_table_sizes(counted, hides_sums(missing)),
        missing=missing[counted["missing"] > 0].reset_index(drop=True),
    )


def _missing(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = [
        {
            "table": name,
            "field": column,
            "rows": len(frame),
            "missing": int(frame[column].isna().sum()),
        }
        for name, frame in tables.items()
        for column in TABLES[name].fields
    ]
    found = pd.DataFrame(rows, columns=["table", "field", "rows", "missing"])
    return found.assign(share=found["missing"] / found["rows"])


def _table_sizes(missing: pd.DataFrame, without_sum: set[str]) -> pd.DataFrame:
    sizes = missing.groupby("table", sort=False).agg(
        rows=("rows", "first"), fields=("field", "size"), missing=("missing", "sum")
    )
    sizes = sizes.assign(cells=sizes["rows"] * sizes["fields"]).reset_index()
    hidden = sizes["table"].isin(without_sum)
    return sizes.assign(missing=sizes["missing"].astype("Int64").mask(hidden))
