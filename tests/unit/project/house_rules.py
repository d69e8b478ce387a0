"""The rules of the house as functions of a file's text: each returns what breaks the rule.

They know no files; ``test_project_rules`` applies them to the project and to broken examples.
"""

import ast
import json
import re
from collections.abc import Iterator

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 60

_BROAD = {"Exception", "BaseException"}

# Written so that no pattern matches itself.
_MACHINE_PATHS = (
    re.compile(r"(?<![\w.~\-/])/(?:work|root)/\w"),
    re.compile(r"(?<![\w.~\-/])/(?:home|Users)/\w"),
    re.compile(r"(?<![\w.~\-/])/opt/(?:pypi|wheels)"),
    re.compile(r"\b[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)\w"),
)
_REGISTRIES = re.compile(r"\b(?:pypi|pythonhosted|anaconda)\.(?:org|io|com)\b", re.IGNORECASE)

_NOTEBOOK_CODE = {
    "def": re.compile(r"^\s*(?:async\s+)?def\s", re.MULTILINE),
    "read_": re.compile(r"\bread_\w+"),
    "groupby": re.compile(r"\bgroupby\b"),
}

_REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.\-]*==\S+")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def long_module(source: str) -> list[str]:
    """A module has at most 300 lines."""
    lines = len(source.splitlines())
    return [f"{lines} lines, at most {MAX_MODULE_LINES}"] if lines > MAX_MODULE_LINES else []


def long_functions(source: str) -> list[str]:
    """A function has at most 60 lines, its docstring not counted."""
    return [
        f"line {node.lineno}: {node.name} has {lines} lines, at most {MAX_FUNCTION_LINES}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := _lines(node) - _docstring_lines(node)) > MAX_FUNCTION_LINES
    ]


def asserts(source: str) -> list[str]:
    """The package raises: ``assert`` vanishes under ``python -O``."""
    return [
        f"line {node.lineno}: assert"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert)
    ]


def swallowed_errors(source: str) -> list[str]:
    """No bare ``except``, and no broad one that does nothing."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                found.append(f"line {node.lineno}: bare except")
            elif _is_broad(node.type) and all(_does_nothing(step) for step in node.body):
                found.append(f"line {node.lineno}: every error is swallowed")
        elif (
            isinstance(node, ast.Call)
            and _called(node) == "suppress"
            and any(_is_broad(argument) for argument in node.args)
        ):
            found.append(f"line {node.lineno}: every error is suppressed")
    return found


def unvalidated_merges(source: str) -> list[str]:
    """Each ``merge(...)`` states its cardinality in ``validate=``."""
    return [
        f"line {node.lineno}: merge without validate="
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and _called(node) == "merge"
        and "validate" not in {keyword.arg for keyword in node.keywords}
    ]


def notebook_problems(text: str) -> list[str]:
    """A notebook holds calls and prose: no outputs, no functions, no reading, no grouping."""
    found = []
    for number, cell in enumerate(json.loads(text)["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        if cell["outputs"] or cell["execution_count"] is not None:
            found.append(f"cell {number}: a stored output")
        code = "".join(cell["source"])
        found += [
            f"cell {number}: {word}"
            for word, pattern in _NOTEBOOK_CODE.items()
            if pattern.search(code)
        ]
    return found


def lock_problems(text: str) -> list[str]:
    """A lock names versions and hashes, and no address, file, index or other option."""
    found = [
        f"line {number}: an address"
        for number, line in enumerate(text.splitlines(), start=1)
        if "://" in line or " @ " in line
    ]
    for entry in _entries(text):
        if not _REQUIREMENT.match(entry):
            found.append(f"not a pinned requirement: {entry.split()[0]}")
        elif not _HASH.search(entry):
            found.append(f"no hash: {entry.split()[0]}")
    return found


def locked(text: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package in a lock."""
    packages = {}
    for entry in _entries(text):
        name, version = entry.split()[0].split("==")
        if name in packages:
            message = f"{name} is locked twice"
            raise ValueError(message)
        packages[name] = (version, len(_HASH.findall(entry)))
    return packages


def machine_paths(text: str) -> list[str]:
    """No file names a folder of somebody's machine."""
    return [
        f"line {number}: a path of a machine"
        for number, line in enumerate(text.splitlines(), start=1)
        if any(pattern.search(line) for pattern in _MACHINE_PATHS)
    ]


def registry_addresses(text: str) -> list[str]:
    """No file names a package index: whoever installs chooses theirs."""
    return [
        f"line {number}: the address of a package index"
        for number, line in enumerate(text.splitlines(), start=1)
        if _REGISTRIES.search(line)
    ]


def _entries(text: str) -> Iterator[str]:
    joined = text.replace("\\\n", " ")
    yield from (line for line in joined.splitlines() if line.strip())


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return _lines(node.body[0]) if ast.get_docstring(node) is not None else 0


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_broad(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return any(_is_broad(element) for element in node.elts)
    return isinstance(node, ast.Name) and node.id in _BROAD


def _does_nothing(step: ast.stmt) -> bool:
    return isinstance(step, ast.Pass | ast.Continue) or (
        isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)
    )
