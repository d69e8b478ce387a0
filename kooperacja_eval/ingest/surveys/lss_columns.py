"""The columns that a LimeSurvey question has in an export, named as the code style names them.

Each knows also what LimeSurvey's own table of responses calls it: ``123X4X56SQ001`` before
version 7, ``Q56_S78`` from then on. The border: definition and names only, no answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kooperacja_eval.ingest.surveys.definition import AnswerOption, Kind
from kooperacja_eval.ingest.surveys.lss_model import LssPart, LssQuestion, Texts
from kooperacja_eval.ingest.surveys.lss_options import OTHER_CODE, built_in, is_rating, word


@dataclass(frozen=True, slots=True, kw_only=True)
class LssColumn:
    """One column of a question.

    Attributes
    ----------
    name : str
        As the export in code style writes it.
    kind : str
        As in ``Question``.
    texts : mapping of str to str
        Words of the question and of its part by language.
    options : tuple of AnswerOption
        Answers on offer.
    stored : tuple of str
        Names in the table of responses, of older and newer versions.
    """

    name: str
    kind: Kind
    texts: Texts
    options: tuple[AnswerOption, ...] = ()
    stored: tuple[str, ...] = ()


KINDS: Final[Mapping[str, Kind]] = {
    "5": "rating", "A": "rating", "B": "rating", "C": "choice", "E": "choice", "G": "choice",
    "Y": "choice", "M": "option", "P": "option", "N": "number", "K": "number", ":": "number",
    "D": "date", "S": "text", "T": "text", "U": "text", "Q": "text", ";": "text", "*": "text",
    "|": "text", "X": "note", "I": "choice", "R": "choice", "L": "choice", "!": "choice",
    "O": "choice", "F": "choice", "H": "choice", "1": "choice",
}  # fmt: skip
"""What each question type asks for; ``choice`` becomes ``rating`` where its codes are a scale."""

_SCALED: Final = frozenset("L!OFH1")
_WITH_PARTS: Final = frozenset("ABCEFHKMPQ")


def columns_of(question: LssQuestion, languages: tuple[str, ...]) -> list[LssColumn]:
    """Return the columns of a question in the order of the export.

    Parameters
    ----------
    question : LssQuestion
        A question; one of an unknown type counts as free text, by sub-question where it has any.
    languages : tuple of str
        Languages of the survey, the main one first.
    """
    made = _Maker(question, languages)
    kind = question.type
    if kind in (":", ";"):
        return made.matrix()
    if kind == "1":
        return made.dual()
    if kind == "R":
        return made.ranks()
    if kind in _WITH_PARTS or (kind not in KINDS and question.parts):
        return made.by_part()
    return made.single()


class _Maker:
    """Makes the columns of one question."""

    def __init__(self, question: LssQuestion, languages: tuple[str, ...]) -> None:
        self.question = question
        self.languages = languages
        self.old = f"{question.sid}X{question.gid}X{question.qid}"
        self.new = f"Q{question.qid}"
        self.rows = [part for part in question.parts if part.scale == 0]

    def single(self) -> list[LssColumn]:
        """Return the column of a question without parts, and those beside it."""
        kind, options = self._answers(0)
        columns = [self._column("", kind, [], options, "", "")]
        if self.question.type in "L!" and self.question.other:
            columns.append(self._other())
        if self.question.type == "O":
            said = [self._said("comment")]
            columns.append(self._column("[comment]", "text", said, (), "comment", "_Ccomment"))
        if self.question.type == "|":
            counted = [self._every(lambda _: "filecount")]
            columns.append(
                self._column("[filecount]", "number", counted, (), "_filecount", "_Cfilecount")
            )
        return columns

    def by_part(self) -> list[LssColumn]:
        """Return a column for each sub-question, and those of an own answer."""
        kind, options = self._answers(0)
        commented = self.question.type == "P"
        columns = []
        for part in self.rows:
            stored = f"_S{part.id}"
            column = self._column(f"[{part.code}]", kind, [part.texts], options, part.code, stored)
            columns.append(column)
            if commented:
                columns.append(self._comment(part, stored))
        if self.question.other and self.question.type in "MP":
            columns.append(self._other())
            if commented:
                said = [self._said("other"), self._said("comment")]
                columns.append(
                    self._column(
                        "[othercomment]", "text", said, (), "othercomment", "_Cothercomment"
                    )
                )
        return columns

    def matrix(self) -> list[LssColumn]:
        """Return a column for each cell of an array of texts or numbers."""
        across = [part for part in self.question.parts if part.scale == 1]
        kind = KINDS[self.question.type]
        return [
            self._column(
                f"[{row.code}_{column.code}]",
                kind,
                [row.texts, column.texts],
                (),
                f"{row.code}_{column.code}",
                f"_S{row.id}_S{column.id}",
            )
            for row in self.rows
            for column in across
        ]

    def dual(self) -> list[LssColumn]:
        """Return two columns for each sub-question, one for each scale."""
        columns = []
        for part in self.rows:
            for scale in (0, 1):
                kind, options = self._answers(scale)
                number = str(scale + 1)
                said = [part.texts, self._said("scale", number)]
                columns.append(
                    self._column(
                        f"[{part.code}][{number}]",
                        kind,
                        said,
                        options,
                        f"{part.code}#{scale}",
                        f"_S{part.id}#{scale}",
                    )
                )
        return columns

    def ranks(self) -> list[LssColumn]:
        """Return a column for each rank; new versions keep what is ranked as sub-questions."""
        ranked = self.question.answers or tuple(self.rows)
        most = self.question.setting("max_subquestions")
        count = min(len(ranked), int(most)) if most.isdecimal() and int(most) else len(ranked)
        letter = "R" if self.question.answers else "S"
        options = _options(ranked)
        return [
            self._column(
                f"[{rank}]",
                "choice",
                [self._said("rank", str(rank))],
                options,
                str(rank),
                f"_{letter}{ranked[rank - 1].id}",
            )
            for rank in range(1, count + 1)
        ]

    def _answers(self, scale: int) -> tuple[Kind, tuple[AnswerOption, ...]]:
        """Return the kind of a question's answers, and those on offer."""
        question = self.question
        kind = KINDS.get(question.type, "text")
        if question.type == "I":
            return kind, tuple(AnswerOption(code=name, labels={}) for name in self.languages)
        if question.type not in _SCALED:
            return kind, built_in(question.type, self.languages)
        offered = _options(part for part in question.answers if part.scale == scale)
        if question.other and question.type in "L!":
            offered += (AnswerOption(code=OTHER_CODE, labels=self._said("other")),)
        return ("rating" if is_rating([option.code for option in offered]) else kind), offered

    def _other(self) -> LssColumn:
        return self._column("[other]", "text", [self._said("other")], (), "other", "_Cother")

    def _comment(self, part: LssPart, stored: str) -> LssColumn:
        said = [part.texts, self._said("comment")]
        code = f"{part.code}comment"
        return self._column(f"[{code}]", "text", said, (), code, f"{stored}_Ccomment")

    def _said(self, name: str, number: str = "") -> Texts:
        """Return a word of LimeSurvey's in all languages; of the question where it has its own."""
        own = self.question.attributes if name == "other" else {}
        return self._every(
            lambda language: (
                own.get(("other_replace_text", language))
                or f"{word(name, language)} {number}".strip()
            )
        )

    def _every(self, say: Callable[[str], str]) -> Texts:
        return {language: say(language) for language in self.languages}

    def _column(
        self,
        suffix: str,
        kind: Kind,
        said: list[Texts],
        options: tuple[AnswerOption, ...],
        old: str,
        new: str,
    ) -> LssColumn:
        return LssColumn(
            name=f"{self.question.code}{suffix}",
            kind=kind,
            texts=_joined([self.question.texts, *said]),
            options=options,
            stored=(f"{self.old}{old}", f"{self.new}{new}"),
        )


def _options(parts: Iterable[LssPart]) -> tuple[AnswerOption, ...]:
    return tuple(AnswerOption(code=part.code, labels=part.texts) for part in parts)


def _joined(texts: list[Texts]) -> Texts:
    languages = dict.fromkeys(language for each in texts for language in each)
    said = {
        language: " – ".join(filter(None, (each.get(language, "") for each in texts)))
        for language in languages
    }
    return {language: words for language, words in said.items() if words}
