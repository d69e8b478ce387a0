"""``evaluation_matrix.toml``: what is asked, by which numbers it is answered, which tests count.

Written down before the analysis. The package ships one matrix, which holds the questions that the
record of the project itself poses; a study that has a file of that name uses its own. The border:
whether an indicator exists is known to the catalogue, which checks the matrix against itself.
"""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.explain import toml_error
from kooperacja_eval.text import Text

MATRIX_FILE = "evaluation_matrix.toml"
Filled = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Criterion(_Strict):
    """One criterion of a list of criteria."""

    id: Identifier
    label_pl: Filled
    label_en: Filled

    @property
    def label(self) -> Text:
        """Name in both languages."""
        return Text(self.label_pl, self.label_en)


class CriteriaList(_Strict):
    """A versioned list of evaluation criteria; the first list is the one that questions use."""

    id: Identifier
    title_pl: Filled
    title_en: Filled
    year: int
    source: Filled
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Crossing(_Strict):
    """Which criterion of another list is closest; empty where there is none."""

    criterion: Identifier
    list: Identifier
    nearest: str = ""
    note_pl: str = ""
    note_en: str = ""


class Answer(_Strict):
    """One number that answers a question: an indicator, and of it only some groups or waves."""

    indicator: Identifier
    groups: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()


class Question(_Strict):
    """An evaluation question.

    ``answers`` are the numbers at hand, ``sources`` other evidence in words (focus groups,
    documents); ``limits`` says what may not be concluded.
    """

    id: Identifier
    criterion: Identifier
    text_pl: Filled
    text_en: Filled
    source: Filled
    reports: Annotated[tuple[Literal["ex_ante", "mid_term", "ex_post"], ...], Field(min_length=1)]
    answers: tuple[Answer, ...] = ()
    sources_pl: str = ""
    sources_en: str = ""
    limits_pl: Filled
    limits_en: Filled

    @property
    def text(self) -> Text:
        """The question in both languages."""
        return Text(self.text_pl, self.text_en)

    @property
    def limits(self) -> Text:
        """What may not be concluded."""
        return Text(self.limits_pl, self.limits_en)


class PlannedTest(_Strict):
    """A confirmatory test: planned before the data were seen, adjusted by Holm in its family.

    Tests that no entry names are exploratory, adjusted by Benjamini and Hochberg, and marked.
    """

    question: Identifier
    scale: Identifier
    waves: Annotated[str, Field(pattern=r"^[^/]+/[^/]+$")]
    family: Identifier


class EvaluationMatrix(_Strict):
    """Everything that ``evaluation_matrix.toml`` says."""

    version: Filled
    decided_on: str
    criteria_lists: Annotated[tuple[CriteriaList, ...], Field(min_length=1)]
    crosswalk: tuple[Crossing, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    confirmatory: tuple[PlannedTest, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "EvaluationMatrix":
        lists = {entry.id: {c.id for c in entry.criteria} for entry in self.criteria_lists}
        own = next(iter(lists.values()))
        questions = [entry.id for entry in self.questions]
        lost = [entry.criterion for entry in self.questions if entry.criterion not in own]
        lost += [entry.question for entry in self.confirmatory if entry.question not in questions]
        for crossing in self.crosswalk:
            lost += [crossing.criterion] if crossing.criterion not in own else []
            nearest = lists.get(crossing.list, set()) | {""}
            lost += [crossing.nearest or crossing.list] if crossing.nearest not in nearest else []
        tests = [f"{entry.scale} {entry.waves}" for entry in self.confirmatory]
        for names in (questions, tests, [entry.id for entry in self.criteria_lists]):
            lost += sorted({name for name in names if names.count(name) > 1})
        if lost:
            named = ", ".join(dict.fromkeys(lost))
            raise ValueError(
                Text(f"nieznane lub powtórzone: {named}", f"unknown or repeated: {named}")
            )
        return self

    def family_of(self, scale: str, waves: str) -> str | None:
        """Return the family of a confirmatory test of a scale; None where it is exploratory."""
        for entry in self.confirmatory:
            if (entry.scale, entry.waves) == (scale, waves):
                return entry.family
        return None

    def asked_in(self, report: str) -> tuple[Question, ...]:
        """Return the questions that a report answers, in their order."""
        return tuple(entry for entry in self.questions if report in entry.reports)

    def criterion_label(self, criterion: str) -> Text:
        """Return the name of a criterion of the first list."""
        return next(c.label for c in self.criteria_lists[0].criteria if c.id == criterion)


@cache
def shipped_matrix() -> EvaluationMatrix:
    """Return the matrix that the package ships."""
    text = files(__package__).joinpath(MATRIX_FILE).read_text(encoding="utf-8")
    return EvaluationMatrix.model_validate(tomllib.loads(text))


def matrix_content(folder: Path) -> dict[str, Any] | None:
    """Return the unchecked content of a study's own matrix; None where it has none.

    Raises
    ------
    ConfigurationError
        Where the file cannot be read or is not TOML.
    """
    path = folder / MATRIX_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            Text(
                f"Nie można odczytać pliku {path}: sprawdź prawa dostępu i kodowanie (UTF-8).",
                f"{path} cannot be read: check access rights and encoding (UTF-8).",
            )
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise toml_error(path, error) from error
