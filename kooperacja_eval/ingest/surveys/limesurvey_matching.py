"""Which question of a questionnaire a heading in words means.

Headings and questionnaire are compared without spaces, brackets and dashes, because an export
writes ``Question [Sub-question]`` where the definition joins the two by a dash. Nothing is
chosen among several: what fits two questions fits none.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.limesurvey_headings import Style
from kooperacja_eval.ingest.surveys.lss_html import plain_text

_LEFT_OUT: Final = re.compile(r"[\s\[\]\u2013\u00ad\u200b\ufeff-]+")
_CUT: Final = re.compile(r"\.\.(?=\s|\]|$)")
_COUNTED: Final = "filecount - "
_COUNT_OF: Final = "[filecount]"


def match_headings(
    headings: Sequence[str], definition: SurveyDefinition, style: Style
) -> list[tuple[str, ...]]:
    """Return the names of the questions that each heading may mean.

    Parameters
    ----------
    headings : sequence of str
        Headings in full or abbreviated.
    definition : SurveyDefinition
        The questionnaire, in one language or several.
    style : str
        ``full`` or ``abbreviated``.

    Returns
    -------
    list of tuple of str
        One name where the heading is clear, none where nothing fits, several where it is not
        clear.
    """
    known = _known(definition)
    if style == "abbreviated":
        return [_cut_names(heading, known) for heading in headings]
    return [known.get(_key(heading), ()) for heading in headings]


def expressions(definition: SurveyDefinition) -> Mapping[str, str]:
    """Return the names of questions by how expressions write them.

    Examples
    --------
    >>> from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
    >>> asked = [Question(name=name, question="K1", kind="rating", texts={})
    ...          for name in ("K1[SQ1]", "K1[SQ1][2]")]
    >>> dict(expressions(SurveyDefinition(platform="limesurvey", file="", version="",
    ...                                   languages=(), questions=tuple(asked))))
    {'K1_SQ1': 'K1[SQ1]', 'K1_SQ1_1': 'K1[SQ1][2]'}
    """
    return {_expression(question.name): question.name for question in definition.questions}


def _expression(name: str) -> str:
    """Return a name as an expression, in which the two scales of an array count from 0."""
    question, *parts = name.replace("]", "").split("[")
    if len(parts) > 1 and parts[1].isdecimal():
        parts[1] = str(int(parts[1]) - 1)
    return "_".join([question, *parts])


def _known(definition: SurveyDefinition) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for question in definition.questions:
        for text in _texts(question):
            found.setdefault(_key(text), {})[question.name] = None
    return {key: tuple(names) for key, names in found.items() if key}


def _texts(question: Question) -> list[str]:
    texts = [text for text in question.texts.values() if text]
    if question.name.endswith(_COUNT_OF):
        return [_COUNTED + text.rpartition(" – ")[0] for text in texts]
    return texts


def _key(text: str) -> str:
    return _LEFT_OUT.sub("", plain_text(text).casefold())


def _cut_names(heading: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names of the questions whose words go on where the heading was cut."""
    pieces = [re.escape(_key(piece)) for piece in _CUT.split(heading)]
    pattern = re.compile(".*".join(pieces))
    names = [name for key, each in known.items() if pattern.fullmatch(key) for name in each]
    return tuple(dict.fromkeys(names))
