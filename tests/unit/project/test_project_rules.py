"""The rules of the house, applied to the project; each is first seen to catch a broken file."""

import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import house_rules as rules
import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "kooperacja_eval"
RUNTIME, DEV = "requirements.lock", "requirements-dev.lock"
HASH = "--hash=sha256:" + "0" * 64

Rule = Callable[[str], list[str]]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def broken(rule: Rule, paths: Iterable[Path]) -> list[str]:
    """Apply a rule to files that must exist: an empty list of files proves nothing."""
    files = list(paths)
    assert files, "no files to look at"
    return [
        f"{path.relative_to(ROOT).as_posix()}: {problem}"
        for path in files
        for problem in _applied(rule, text(path))
    ]


def _applied(rule: Rule, source: str) -> list[str]:
    try:
        return rule(source)
    except SyntaxError as error:
        return [
            f"line {error.lineno}: not for Python {sys.version_info.major}.{sys.version_info.minor}"
        ]


def git(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "safe.directory=*", "-c", "core.excludesFile=", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def files_for_git() -> list[Path]:
    """Text files that are in git, or would be with the next ``git add``."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stderr
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and _is_utf8(path)]


def _is_utf8(path: Path) -> bool:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def notebook(*, code: str = "", outputs: list[str] | None = None, count: int | None = None) -> str:
    prose = {"cell_type": "markdown", "source": ["def, read_csv and groupby may be spoken of"]}
    cell = {
        "cell_type": "code",
        "source": [code],
        "outputs": outputs or [],
        "execution_count": count,
    }
    return json.dumps({"cells": [prose, cell]})


def function(lines: int, docstring_lines: int = 0) -> str:
    docstring = ['    """One.'] + ["    more"] * (docstring_lines - 2) + ['    """']
    body = ["    x = 1"] * (lines - 1)
    return "\n".join(["def f():", *(docstring if docstring_lines else []), *body])


# --- each rule catches what it is for, and nothing else --------------------------------------

CAUGHT = [
    (rules.long_module, "x = 1\n" * 301),
    (rules.long_functions, function(61)),
    (rules.long_functions, "class A:\n    async def f(self):\n" + "        x = 1\n" * 60),
    (rules.asserts, "def f(x):\n    assert x"),
    (rules.swallowed_errors, "try:\n    f()\nexcept:\n    raise"),
    (rules.swallowed_errors, "try:\n    f()\nexcept Exception:\n    pass"),
    (rules.swallowed_errors, "for x in y:\n  try:\n    f()\n  except Exception:\n    continue"),
    (rules.swallowed_errors, "try:\n    f()\nexcept (ValueError, BaseException):\n    ..."),
    (rules.swallowed_errors, "with contextlib.suppress(Exception):\n    f()"),
    (rules.unvalidated_merges, "left.merge(right, on='pzk_id')"),
    (rules.unvalidated_merges, "pd.merge(left, right)"),
    (rules.unvalidated_merges, "merge(left, right, **options)"),
    (rules.notebook_problems, notebook(outputs=["7"])),
    (rules.notebook_problems, notebook(count=1)),
    (rules.notebook_problems, notebook(code="x = 1\ndef f():\n    return x")),
    (rules.notebook_problems, notebook(code="pd.read_csv(path)")),
    (rules.notebook_problems, notebook(code="families.groupby('pzk_id')")),
    (rules.lock_problems, "numpy==2.4.6"),
    (rules.lock_problems, f"numpy>=2.4 {HASH}"),
    (rules.lock_problems, f"numpy @ file.whl {HASH}"),
    (rules.lock_problems, f"numpy==2.4.6 \\\n    {HASH}\n    # from https://example.org"),
    (rules.lock_problems, "--find-links wheels"),
    (rules.lock_problems, "numpy==2.4.6 \\\n    --hash=sha256:00"),
    (rules.machine_paths, f"see /{'work'}/main/x"),
    (rules.machine_paths, f"open('/{'home'}/anna/x.csv')"),
    (rules.machine_paths, f"/{'Users'}/anna/x.csv"),
    (rules.machine_paths, f"C:\\{'Users'}\\anna"),
    (rules.registry_addresses, f"get it from pypi.{'org'}/simple"),
]  # fmt: skip

ALLOWED = [
    (rules.long_module, "x = 1\n" * 300),
    (rules.long_functions, function(60, docstring_lines=30)),
    (rules.asserts, "if not x:\n    raise ValueError('assert')"),
    (rules.swallowed_errors, "try:\n    f()\nexcept ValueError:\n    pass"),
    (rules.swallowed_errors, "try:\n    f()\nexcept Exception as error:\n    raise A from error"),
    (rules.swallowed_errors, "with contextlib.suppress(FileNotFoundError):\n    f()"),
    (rules.unvalidated_merges, "left.merge(right, on='pzk_id', validate='many_to_one')"),
    (rules.notebook_problems, notebook(code="ke.exhibits.funnel(study, default_id)")),
    (rules.lock_problems, f"numpy==2.4.6 ; sys_platform == 'win32' \\\n    {HASH}\n"),
    (rules.machine_paths, "the home/anna folder, a/work/b, ~/work/x and https://x.pl/root/x"),
    (rules.registry_addresses, "the package index that pip is configured for"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "example"), CAUGHT)
def test_a_broken_file_is_caught(rule: Rule, example: str) -> None:
    assert len(rule(example)) >= 1


@pytest.mark.parametrize(("rule", "example"), ALLOWED)
def test_a_proper_file_is_let_through(rule: Rule, example: str) -> None:
    assert rule(example) == []


def test_a_rule_without_files_fails() -> None:
    with pytest.raises(AssertionError, match="no files"):
        broken(rules.asserts, [])


# --- the project -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        rules.long_module,
        rules.long_functions,
        rules.asserts,
        rules.swallowed_errors,
        rules.unvalidated_merges,
    ],
)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, PACKAGE.rglob("*.py")) == []


def test_notebooks_hold_calls_and_prose_only() -> None:
    assert broken(rules.notebook_problems, PACKAGE.rglob("*.ipynb")) == []


@pytest.mark.parametrize("rule", [rules.machine_paths, rules.registry_addresses])
def test_no_file_names_a_machine_or_an_index(rule: Rule) -> None:
    assert broken(rule, files_for_git()) == []


def test_every_public_name_has_a_docstring() -> None:
    # ruff's D rules look at each module, class and function; here, that nothing switches them off
    lint = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["ruff"]["lint"]
    assert "D" in lint["select"]
    assert {code for code in lint["ignore"] if re.match(r"D\d|D$", code)} == {"D105", "D107"}
    exempt = [glob for glob, codes in lint["per-file-ignores"].items() if "D" in codes]
    assert [glob for glob in exempt if not glob.startswith("tests/") and glob != "*.ipynb"] == []


# --- lock files ------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_a_lock_has_hashes_and_no_addresses(lock: str) -> None:
    assert broken(rules.lock_problems, [ROOT / lock]) == []


def test_a_package_is_locked_once() -> None:
    # one version for every Python and platform: the same numbers everywhere
    with pytest.raises(ValueError, match="numpy is locked twice"):
        rules.locked(f"numpy==2.4.6 {HASH}\nnumpy==2.5.5 {HASH}")
    assert rules.locked(text(ROOT / RUNTIME))
    assert rules.locked(text(ROOT / DEV))


def test_the_development_lock_has_all_of_the_runtime_lock() -> None:
    # the same versions and the same number of hashes, so that either order of installing agrees
    assert rules.locked(text(ROOT / RUNTIME)).items() <= rules.locked(text(ROOT / DEV)).items()


def test_locks_are_for_every_platform() -> None:
    # numpy 2.4 is published in more than 70 files (Pythons x platforms): a lock made on one
    # machine for itself has one hash
    packages = rules.locked(text(ROOT / RUNTIME))
    for name in ("numpy", "pandas", "scipy", "matplotlib", "pyarrow"):
        assert packages[name][1] >= 20, name


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_locks_are_as_new_as_pyproject(lock: str) -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if lock == DEV:
        wanted += itertools.chain(*project["project"]["optional-dependencies"].values())
    packages = rules.locked(text(ROOT / lock))
    stale = []
    for requirement in map(Requirement, wanted):
        version = packages.get(requirement.name.lower().replace("_", "-"), ("nothing", 0))[0]
        if version == "nothing" or not requirement.specifier.contains(version):
            stale.append(f"{requirement}: {lock} has {version}; run make lock")
    assert stale == []


# --- git -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "data_raw/families.xlsx",
        "data_raw/2020/report.csv",
        "data_raw/published.xlsx",
        "data_processed/families.parquet",
        "reports/ex_post.pdf",
        "demo/study.toml",
        "forms/families.xlsx",
        ".coverage.host.1",
    ],
)
def test_git_ignores_data_of_persons_and_what_is_built(path: str) -> None:
    assert git("check-ignore", "--quiet", "--no-index", path).returncode == 0


@pytest.mark.parametrize(
    "path",
    [
        "data_raw/published/figures.csv",
        "data_raw/MANIFEST.csv",
        "kooperacja_eval/demo/people.py",
        "kooperacja_eval/reporting/exhibit.py",
        "tests/integration/ingest/data_raw/survey.csv",
        "study.toml",
    ],
)
def test_git_keeps_published_figures_and_code(path: str) -> None:
    assert git("check-ignore", "--quiet", "--no-index", path).returncode == 1


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        ("kooperacja_eval/text.py", "eol", "lf"),
        ("kooperacja_eval/notebooks/ex_post.ipynb", "eol", "lf"),
        ("data_raw/published/figures.csv", "text", "unset"),  # its hash stands in the manifest
        ("tests/integration/ingest/cp1250.csv", "text", "unset"),
        ("tests/unit/project/house_rules.py", "eol", "lf"),
        ("kooperacja_eval/reporting/reference.docx", "text", "unset"),
    ],
)
def test_git_keeps_bytes_on_every_machine(path: str, attribute: str, value: str) -> None:
    assert (
        git("check-attr", attribute, "--", path).stdout.strip() == f"{path}: {attribute}: {value}"
    )


# --- kinds of tests --------------------------------------------------------------------------


def test_each_test_has_exactly_one_kind(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "tests/conftest.py"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text(ROOT / name), encoding="utf-8")
    marks = {"none": "", "one": "@pytest.mark.unit", "two": "@pytest.mark.unit\n@pytest.mark.deep"}
    for name, mark in marks.items():
        module = f"import pytest\n\n\n{mark}\ndef test_{name}():\n    pass\n"
        (tmp_path / "tests" / f"test_{name}.py").write_text(module, encoding="utf-8")
    printed = _pytest(tmp_path, "-q", "--continue-on-collection-errors", "tests")
    assert "test_none has no kind" in printed
    assert "test_two has 2 kinds (deep, unit)" in printed
    assert "1 passed, 2 errors" in printed


def _pytest(folder: Path, *words: str) -> str:
    outer = ("PYTEST_", "COV_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(outer)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    done = subprocess.run(
        command, cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout
