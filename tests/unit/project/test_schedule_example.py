"""The example of a schedule: it can be read, asks for little, and its commands exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from kooperacja_eval.cli.app import build_app
from kooperacja_eval.pipeline.reports import REPORTS

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "monthly.yml"
GUIDE = ROOT / "docs" / "schedule.md"
PROGRAM = "kooperacja-eval"
VALUES = {"$STUDY": "badanie", "$MONTH": "2020-03"}


def workflow() -> dict[str, Any]:
    content = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    # YAML 1.1, which the library reads, takes the key "on" for true
    return {"on" if key is True else key: value for key, value in content.items()}


def steps() -> list[dict[str, Any]]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def commands(text: str) -> Iterator[list[str]]:
    """Return the words behind the program's name, each time that it is called."""
    for line in text.splitlines():
        for called in re.findall(rf"(?:^|\$\(|\s){PROGRAM} ([^)|;&`#]+)", line):
            words = shlex.split(called)
            yield [VALUES.get(word, word) for word in words]


def refuse(words: list[str]) -> str:
    """Return why a command line is refused, empty where it is not; nothing is run."""
    command = typer.main.get_command(build_app("en"))
    context = command.make_context(PROGRAM, [])
    try:
        name, found, rest = command.resolve_command(context, list(words))  # type: ignore[attr-defined]
        while hasattr(found, "commands"):
            context = found.make_context(name, rest[:1], parent=context)
            name, found, rest = found.resolve_command(context, rest)
        found.make_context(name, list(rest), parent=context)
    except typer.exceptions.TyperException as error:
        return error.format_message()
    return ""


def all_commands() -> list[list[str]]:
    from_steps = [words for step in steps() for words in commands(step.get("run", ""))]
    blocks = re.findall(r"```\w*\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return from_steps + [words for block in blocks for words in commands(block)]


def test_it_starts_on_the_days_that_can_be_the_first_working_day_and_on_a_tag() -> None:
    starts = workflow()["on"]
    [schedule] = starts["schedule"]
    assert schedule["cron"].split()[2:] == ["1-4", "*", "*"]
    assert starts["push"] == {"tags": ["ksiega-*"]}


def test_it_may_read_and_nothing_else_and_keeps_no_credentials() -> None:
    content = workflow()
    assert content["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in content["jobs"].values())
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(content["jobs"])
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)
    assert "secrets." not in EXAMPLE.read_text(encoding="utf-8")


def test_what_people_type_reaches_the_shell_as_a_variable_only() -> None:
    assert not any("${{" in step.get("run", "") for step in steps())


def test_nothing_but_public_reports_leaves_and_only_the_packages_are_cached() -> None:
    builds = [words for words in all_commands() if words[0] == "build"]
    assert builds
    assert all(words[words.index("--profile") + 1] == "public" for words in builds)
    kept = [step["with"]["path"] for step in steps() if "upload-artifact" in step.get("uses", "")]
    assert kept
    assert all(
        re.search(r"/reports/(monthly_brief-|recommendation_book)\*$", path) for path in kept
    )
    assert not any("actions/cache" in step.get("uses", "") for step in steps())


def test_every_command_of_the_example_and_of_its_guide_exists_with_its_options() -> None:
    found = all_commands()
    assert {words[0] for words in found} == {"due", "check", "build"}
    assert [f"{' '.join(words)}: {refuse(words)}" for words in found if refuse(words)] == []
    named = {
        words[at + 1] for words in found for at, word in enumerate(words) if word == "--report"
    }
    assert named == {"monthly_brief", "recommendation_book"}
    assert named <= set(REPORTS)


def test_a_command_or_an_option_that_does_not_exist_is_seen() -> None:
    assert refuse(["build", "badanie", "--report", "ex_post"]) == ""
    assert "--raport" in refuse(["build", "badanie", "--raport", "ex_post"])
    assert "bild" in refuse(["bild", "badanie"])
    assert refuse(["due", "--lang", "de"])
    assert list(commands('m="$(kooperacja-eval due)"')) == [["due"]]
