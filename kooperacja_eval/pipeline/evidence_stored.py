"""Reads the values that recommendations rested on when they were frozen."""

from pathlib import Path

import pandas as pd

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.evidence.editions import KEYS
from kooperacja_eval.evidence.frozen import FROZEN_COLUMNS, NUMBERS
from kooperacja_eval.schemas.codes import STATUSES
from kooperacja_eval.study import EVIDENCE_FILE
from kooperacja_eval.text import Text


def frozen_evidence(folder: Path) -> pd.DataFrame | None:
    """Return the frozen values; None where none were frozen.

    Raises
    ------
    ConfigurationError
        Where the file is not one that ``freeze_evidence`` wrote.
    """
    path = folder / EVIDENCE_FILE
    if not path.is_file():
        return None
    kinds = {name: "float64" if name in NUMBERS else "str" for name in FROZEN_COLUMNS}
    try:
        frame = pd.read_csv(
            path, dtype=kinds, keep_default_na=False, na_values={name: [""] for name in NUMBERS}
        )
    except (OSError, ValueError) as error:
        raise ConfigurationError(_unreadable(path)) from error
    sound = list(frame.columns) == list(FROZEN_COLUMNS) and not frame.empty
    if not sound or not _written_by_us(frame):
        raise ConfigurationError(_unreadable(path))
    return frame


def _written_by_us(frame: pd.DataFrame) -> bool:
    """Tell whether the content is what ``freeze_evidence`` writes."""
    days = frame["data_date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    return bool(
        frame["status"].isin(STATUSES.ids).all()
        and days.all()
        and (frame["edition"] != "").all()
        and (frame["indicator_id"] != "").all()
        and not frame.duplicated(list(KEYS)).any()
    )


def _unreadable(path: Path) -> Text:
    return Text(
        f"Plik {path} nie zawiera wartości, na których opierają się rekomendacje. Usuń go albo "
        "utwórz na nowo poleceniem kooperacja-eval freeze-evidence.",
        f"{path} does not hold the values that recommendations rest on. Delete it or write it anew "
        "by kooperacja-eval freeze-evidence.",
    )
