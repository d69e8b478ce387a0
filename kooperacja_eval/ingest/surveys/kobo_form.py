"""A questionnaire made ready for looking up headers: by path, by name, by words in any language."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kooperacja_eval.ingest.surveys.definition import Question, SurveyDefinition
from kooperacja_eval.ingest.surveys.export import Part
from kooperacja_eval.ingest.surveys.kobo_names import last, splits


class Found(NamedTuple):
    """What a header means: a question, and an option where the column is one."""

    question: Question
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions by what a header may call them.

    Attributes
    ----------
    paths : mapping of str to Question
        By full path; options left out.
    ends : mapping of str to tuple of Question
        By the last part of the path.
    texts : mapping of str to tuple of Question
        By their words in any language, single spaces.
    options : mapping of str to mapping of str to tuple of str
        Of each multiple choice, codes by code and by words.
    """

    paths: Mapping[str, Question]
    ends: Mapping[str, tuple[Question, ...]]
    texts: Mapping[str, tuple[Question, ...]]
    options: Mapping[str, Mapping[str, tuple[str, ...]]]


def make_form(definition: SurveyDefinition) -> Form:
    """Return a questionnaire ready for looking up."""
    asked = [entry for entry in definition.questions if entry.kind != "option"]
    ends: dict[str, list[Question]] = defaultdict(list)
    texts: dict[str, list[Question]] = defaultdict(list)
    for entry in asked:
        ends[last(entry.name)].append(entry)
        for text in {plain(words) for words in entry.texts.values()} - {""}:
            texts[text].append(entry)
    options: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    multiple = {entry.question for entry in definition.questions if entry.kind == "option"}
    for entry in asked:
        if entry.name not in multiple:
            continue
        for answer in entry.options:
            for text in {answer.code, *map(plain, answer.labels.values())} - {""}:
                options[entry.name][text].append(answer.code)
    return Form(
        paths={full_path(entry): entry for entry in asked},
        ends={name: tuple(found) for name, found in ends.items()},
        texts={text: tuple(found) for text, found in texts.items()},
        options={
            name: {text: tuple(codes) for text, codes in words.items()}
            for name, words in options.items()
        },
    )


def full_path(question: Question) -> str:
    """Return groups and own name of a question that is no option."""
    return f"{question.group}/{last(question.name)}".removeprefix("/")


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def part_of(form: Form, found: Found) -> Part:
    """Return what the column of a question holds."""
    question = found.question
    if found.option:
        return "option"
    if question.kind == "note":
        return "note"
    if question.name in form.options:
        return "summary"
    return "other" if question.question != question.name else "answer"


def by_path(form: Form, path: str) -> list[Found]:
    """Return what a path may mean: nothing, one thing, or several that cannot be told apart."""
    if path in form.paths:
        return [Found(form.paths[path])]
    left, slash, right = path.rpartition("/")
    if slash:
        found = [
            Found(question, right)
            for question in _questions(form, left)
            if right in {code for codes in _options(form, question).values() for code in codes}
        ]
        if found:
            return found
    return [Found(question) for question in _questions(form, path)]


def by_words(form: Form, header: str) -> list[Found]:
    """Return what the words of a header may mean; groups before a slash may stand in front."""
    tails = [header, *(right for _, right in splits(header))]
    for tail in sorted(tails, key=len, reverse=True):
        named = form.texts.get(plain(tail), ())
        if named:
            return [Found(question) for question in named]
        for left, right in splits(tail):
            questions = form.texts.get(plain(left)) or _questions(form, left)
            found = [
                Found(question, code)
                for question in questions
                for code in _options(form, question).get(plain(right), ())
            ]
            if found:
                return found
    return []


def _questions(form: Form, path: str) -> tuple[Question, ...]:
    """Return the question of a path; without it, those whose own name is the path's last part."""
    if path in form.paths:
        return (form.paths[path],)
    called = form.ends.get(last(path), ())
    near = tuple(
        question
        for question in called
        if f"/{full_path(question)}".endswith(f"/{path}")
        or f"/{path}".endswith(f"/{full_path(question)}")
    )
    return near or called


def _options(form: Form, question: Question) -> Mapping[str, tuple[str, ...]]:
    return form.options.get(question.name, {})
