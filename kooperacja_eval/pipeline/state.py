"""What a study's results were made from, told without loading a single table.

A run is described by the SHA-256 of everything that goes in: raw files, ``study.toml``,
``corrections.toml``, mappings of surveys and focus groups with their codebooks, notebooks, the
package's own sources and the versions of the libraries.
This module imports nothing heavy, so that a build with nothing to do ends at once.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import kooperacja_eval
from kooperacja_eval import study as study_module
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.matrix import MATRIX_FILE
from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.text import Text

MANIFEST_FILE = "manifest.json"
RUN_FILE = "run.json"
LIBRARIES = (
    "babel", "ipython", "matplotlib", "numpy", "pandas", "pandera", "pyarrow", "pypandoc_binary",
    "pyreadstat", "python-calamine", "pyxform", "scipy", "statsmodels", "typst", "xlsxwriter",
)  # fmt: skip
"""Libraries whose version can change a number or a byte of a report."""
PACKAGE_FOLDER = Path(kooperacja_eval.__file__).parent
PACKAGE_NOTEBOOKS = PACKAGE_FOLDER / "notebooks"


def raw_inputs(folder: Path) -> dict[str, str]:
    """Return path (relative, with ``/``) to SHA-256 of every input file of a study.

    A file that cannot be read has none; reading the data then says so.
    """
    files = [
        folder / name
        for name in (
            study_module.STUDY_FILE,
            study_module.CORRECTIONS_FILE,
            study_module.EARLIER_FILE,
            study_module.EVIDENCE_FILE,
            MATRIX_FILE,
        )
    ]
    files += [folder / name for name in _mappings(folder)]
    raw = folder / study_module.RAW_FOLDER
    files += sorted(raw.rglob("*")) if raw.is_dir() else []
    return {
        path.relative_to(folder).as_posix(): _sha256_if_open(path)
        for path in files
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name != "MANIFEST.csv"
    }


def _mappings(folder: Path) -> list[str]:
    """Return mappings and codebooks that ``study.toml`` names; opening them says what is wrong."""
    content = _toml(folder / study_module.STUDY_FILE)
    groups = _named(content.get("focus_groups"), "mapping")
    books = [
        name
        for mapping in groups
        for name in _named(
            [{"codebook": "codebook.toml", **_project(folder / mapping)}], "codebook"
        )
    ]
    return list(dict.fromkeys([*_named(content.get("surveys"), "mapping"), *groups, *books]))


def _project(path: Path) -> dict[str, object]:
    part = _toml(path).get("project")
    return part if isinstance(part, dict) else {}


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _named(entries: object, key: str) -> list[str]:
    """Return the files beside ``study.toml`` that a list of tables names under a key."""
    listed = entries if isinstance(entries, list) else []
    names = [entry.get(key) for entry in listed if isinstance(entry, dict)]
    return [name for name in names if isinstance(name, str) and Path(name).name == name]


def _sha256_if_open(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def code_sha256() -> str:
    """Return one SHA-256 over every file of the package, save for bytecode and hidden files."""
    names = sorted(
        path.relative_to(PACKAGE_FOLDER) for path in PACKAGE_FOLDER.rglob("*") if path.is_file()
    )
    digest = hashlib.sha256()
    for name in names:
        if not any(part.startswith((".", "__pycache__")) for part in name.parts):
            digest.update(name.as_posix().encode())
            digest.update(sha256_of(PACKAGE_FOLDER / name).encode())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions of the package and of the libraries that shape its results."""
    found = {name: version(name) for name in LIBRARIES}
    return {"kooperacja-eval": kooperacja_eval.__version__, **found}


def fingerprint(parts: Mapping[str, object]) -> str:
    """Return one SHA-256 over described inputs; the same description gives the same value."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def data_fingerprint(inputs: Mapping[str, str], code: str) -> str:
    """Return the fingerprint of the processed tables of a study."""
    return fingerprint({"inputs": dict(inputs), "code": code, "versions": versions()})


def read_json(path: Path) -> dict[str, object]:
    """Read a JSON object that this package wrote; empty where there is none.

    Raises
    ------
    ConfigurationError
        Where the file is there but is not such an object: nothing is guessed.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if not isinstance(content, dict):
        raise _unreadable(path)
    return content


def _unreadable(path: Path) -> ConfigurationError:
    return ConfigurationError(
        Text(
            f"Pliku {path} nie da się odczytać. Usuń go i uruchom polecenie jeszcze raz.",
            f"{path} cannot be read. Delete it and run the command again.",
        )
    )


def all_current(folder: Path, outputs: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether every output file is there with the SHA-256 that the manifest gives it."""
    return all(
        (folder / output["path"]).is_file()
        and sha256_of(folder / output["path"]) == output["sha256"]
        for output in outputs
    )
