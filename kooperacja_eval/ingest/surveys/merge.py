"""Questionnaires of several surveys in one table each; what two surveys say of one must agree."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kooperacja_eval.ingest.surveys.questionnaire import QuestionnaireTables
from kooperacja_eval.schemas.problems import Problem
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.questionnaires import Items, Options, Scales
from kooperacja_eval.text import Text


def merge_questionnaires(
    questionnaires: Sequence[QuestionnaireTables],
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the tables ``scales``, ``items`` and ``options`` of all surveys.

    Parameters
    ----------
    questionnaires : sequence of QuestionnaireTables
        Of all surveys and versions; a version of an instrument may come from several surveys.

    Returns
    -------
    tables : dict of str to pandas.DataFrame
        A row that several surveys have stands once. Where they differ, that of the first survey.
    problems : list of Problem
        One error for each row on which surveys differ.
    """
    tables = {}
    problems: list[Problem] = []
    for table, frames in (
        (Scales, [entry.scales for entry in questionnaires]),
        (Items, [entry.items for entry in questionnaires]),
        (Options, [entry.options for entry in questionnaires]),
    ):
        tables[table.table_name], found = _merged(table, frames)
        problems += found
    return tables, problems


def _merged(
    table: type[Table], frames: Sequence[pd.DataFrame]
) -> tuple[pd.DataFrame, list[Problem]]:
    # the place of an item of one's own depends on what else a mapping names: it is no difference
    compared = [name for name in table.fields if name != "position"]
    rows = pd.concat(frames, ignore_index=True).drop_duplicates(compared, ignore_index=True)
    again = rows.duplicated(list(table.keys()))
    problems = [_differ(table, row) for row in rows[again].to_dict("records")]
    return rows[~again].reset_index(drop=True), problems


def _differ(table: type[Table], row: Mapping[Any, Any]) -> Problem:
    keys = table.keys()
    what = ", ".join(str(row[key]) for key in keys)
    return Problem(
        rule="questionnaires_differ",
        severity="error",
        message=Text(
            f"Dwie ankiety podają co innego o tym samym kwestionariuszu ({table.label.pl}: {what})."
            " Uzgodnij ich survey.toml albo nadaj kwestionariuszowi inną wersję.",
            f"Two surveys say different things of the same questionnaire ({table.label.en}: "
            f"{what}). Make their survey.toml agree or give one another version.",
        ),
        table=table.table_name,
    )
