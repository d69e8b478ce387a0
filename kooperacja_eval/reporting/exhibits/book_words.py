"""What the chapters of the Book share: the order of recommendations, rounds, words of people.

The border: chooses and names; no exhibit is made here. The notebook takes its loops from here.
"""

import re
from typing import Final

import pandas as pd

from kooperacja_eval.reporting.exhibits.fgi_words import rounds_up_to
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.schemas.codes import RECOMMENDATION_LEVELS
from kooperacja_eval.text import Text

NO_LEVEL: Final = "none"
"""Stands for recommendations that the register gives no level."""
LEVELS: Final = {
    **{entry.id: entry.label for entry in RECOMMENDATION_LEVELS},
    NO_LEVEL: Text("poziom nieokreślony", "level not stated"),
}
REGISTER: Final = Text("rejestr rekomendacji badania", "register of recommendations of the study")
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#+|~^$@&=!:-])")
"""What Markdown, or a list or a citation in it, may take for its own."""
EX_POST: Final = "ex_post"
"""The wave that ends the test."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escaped(words: str) -> str:
    r"""Return words of people as Markdown that shows them as they are, within a line.

    The sign before the key of a citation stands in a span of its own, so that nothing is cited.

    Examples
    --------
    >>> escaped("=cmd|calc  <b>*ważne*</b>")
    '\\=cmd\\|calc \\<b\\>\\*ważne\\*\\</b\\>'
    """
    line = " ".join(_CONTROL.sub(" ", words).split())
    return _MARKS.sub(r"\\\1", line).replace(r"\@", r"[\@]{translate=no}")


def own_words(words: object) -> Text:
    """Return words of people as Markdown; in English they stand in quotation marks, as Polish."""
    shown = escaped(str(words))
    return Text(shown, f"[“{shown}”]{{lang=pl}}")


def final_wave(report: Material) -> str:
    """Return the wave that ends the test; empty where the study does not have it."""
    return EX_POST if EX_POST in {wave.id for wave in report.config.waves} else ""


def last_round(report: Material) -> str:
    """Return the last round of focus groups that the study has; empty where there is none."""
    rounds = rounds_up_to(report, "")
    return rounds[-1] if rounds else ""


def register(report: Material) -> pd.DataFrame:
    """Return the recommendations by level in the order of reports; no rows where there are none."""
    if "recommendations" not in report.record:
        return pd.DataFrame(columns=["recommendation_id", "level"])
    frame = report.record["recommendations"]
    known = frame["level"].where(frame["level"].isin(list(LEVELS)), NO_LEVEL)
    rank = known.map({level: place for place, level in enumerate(LEVELS)})
    frame = frame.assign(level=known, rank=rank)
    return frame.sort_values(["rank", "recommendation_id"], ignore_index=True)


def levels(report: Material) -> tuple[str, ...]:
    """Return the levels that have a recommendation, in the order of reports."""
    return tuple(dict.fromkeys(register(report)["level"]))


def recommendation_ids(report: Material, level: str) -> tuple[str, ...]:
    """Return the recommendations of a level."""
    frame = register(report)
    return tuple(frame.loc[frame["level"] == level, "recommendation_id"])


def sentences(*parts: Text) -> Text:
    """Return several texts as paragraphs, empty ones left out."""
    return Text(
        "\n\n".join(part.pl for part in parts if part.pl),
        "\n\n".join(part.en for part in parts if part.en),
    )
