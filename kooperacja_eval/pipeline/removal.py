"""Removes the files of reports that there are no longer, such as those on a team that has left.

The border: only files that an earlier manifest lists, and only where they are still as it was
written then. Whatever somebody else put into the folder, or has changed, stays.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kooperacja_eval.pipeline.files import sha256_of
from kooperacja_eval.text import Text


def remove_dropped(reports: Path, earlier: object, entries: Mapping[str, Any]) -> list[Text]:
    """Remove the files that the manifest before lists and the new one does not.

    Parameters
    ----------
    reports : Path
        The folder of the reports.
    earlier : object
        The reports of the manifest before.
    entries : mapping
        The reports of the new manifest: those built now, and those that stay.

    Returns
    -------
    list of Text
        One line for each file: that it is removed, or that it stays since it was changed.
    """
    kept = {path for path, _ in _outputs(entries)}
    said: list[Text] = []
    for name, sha256 in _outputs(earlier if isinstance(earlier, dict) else {}):
        path = reports / name
        if name in kept or path.name != name or not path.is_file():
            continue
        if sha256_of(path) == sha256:
            path.unlink()
            said.append(_removed(name))
        else:
            said.append(_changed(name))
    return said


def _outputs(entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return name and SHA-256 of every file that a manifest lists."""
    for entry in entries.values():
        for output in entry["outputs"]:
            yield output["path"], output["sha256"]


def _removed(name: str) -> Text:
    return Text(
        f"{name}: usunięto, bo badanie nie ma już tego raportu.",
        f"{name}: removed, since the study no longer has this report.",
    )


def _changed(name: str) -> Text:
    return Text(
        f"{name}: badanie nie ma już tego raportu, ale plik zmieniono po zbudowaniu, więc zostaje. "
        "Usuń go albo przenieś.",
        f"{name}: the study no longer has this report, but the file was changed after it was "
        "built, so it stays. Delete it or move it.",
    )
