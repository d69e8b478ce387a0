"""Freezes the values that recommendations rest on.

The file lies beside ``study.toml`` and holds public values only, under every profile of the study.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.errors import ConfigurationError
from kooperacja_eval.evidence.editions import KEYS
from kooperacja_eval.evidence.frozen import Fate, frozen_changes, frozen_values
from kooperacja_eval.evidence.links import resolve
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.evidence_stored import frozen_evidence
from kooperacja_eval.pipeline.files import write_bytes
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.study import EVIDENCE_FILE, StudyConfig, load_config
from kooperacja_eval.text import Text

FATE_WORDS: Final[Mapping[Fate, Text]] = {
    "changed": Text("zmieniła się", "changed"),
    "hidden": Text("teraz ukryta", "hidden now"),
    "undefined": Text("teraz za mało danych", "too few data now"),
    "gone": Text("już jej nie ma", "gone"),
}


def freeze_evidence(
    folder: Path, *, replace: bool = False, progress: Progress | None = None
) -> Path:
    """Write the values that recommendations rest on.

    Parameters
    ----------
    folder : Path
        The study folder.
    replace : bool
        Whether a file that is there may be replaced; what it held is then lost.
    progress : callable, optional
        Called while the data are read.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ConfigurationError
        Where the file is there and may not be replaced, or no recommendation rests on a number.
    KooperacjaError
        Whatever is wrong with the study or its data.
    """
    target = folder / EVIDENCE_FILE
    config = load_config(folder)
    if target.exists() and not replace:
        raise ConfigurationError(_there(target))
    tables, values = _public(folder, config, progress)
    numbers = resolve(tables, values).numbers
    if numbers.empty:
        raise ConfigurationError(_nothing())
    frame = frozen_values(numbers, data_date=config.study.data_date)
    write_bytes(target, frame.to_csv(index=False, lineterminator="\n").encode())
    return target


def compare_evidence(folder: Path, *, progress: Progress | None = None) -> tuple[Text, ...]:
    """Say what became of the frozen values; nothing is written.

    Returns
    -------
    tuple of Text
        A line for each number that is not the same, then one that counts them all. Only public
        values are compared and named.

    Raises
    ------
    ConfigurationError
        Where nothing was frozen, or the file is not one that ``freeze_evidence`` wrote.
    """
    frozen = frozen_evidence(folder)
    if frozen is None:
        raise ConfigurationError(_never(folder / EVIDENCE_FILE))
    _, values = _public(folder, load_config(folder), progress)
    changes = frozen_changes(frozen, values)
    counted = changes["fate"].value_counts()
    lines = [
        _line(row) for row in changes.to_dict("records") if row["fate"] not in ("same", "unknown")
    ]
    total, same = len(changes), int(counted.get("same", 0))
    whole = Text(
        f"Liczby zapisane: {total}, bez zmian: {same}, inne: {len(lines)}, wtedy bez wartości: "
        f"{int(counted.get('unknown', 0))}.",
        f"Numbers kept: {total}, unchanged: {same}, not the same: {len(lines)}, without a value "
        f"then: {int(counted.get('unknown', 0))}.",
    )
    return (*lines, whole)


def _public(
    folder: Path, config: StudyConfig, progress: Progress | None
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the tables of a study, and the values that may leave."""
    data = load(folder, config, progress=progress)
    released = release(
        data.computed(config), config.disclosure, profile="public", team_areas=data.team_areas
    )
    return data.tables, released.frame


def _line(row: Mapping[Any, Any]) -> Text:
    key = ", ".join(str(row[name]) for name in KEYS if row[name])
    words = FATE_WORDS[row["fate"]]
    if row["fate"] != "changed":
        return Text(f"{key}: {words.pl}", f"{key}: {words.en}")
    pair = f"{row['value_frozen']:.6g} → {row['value']:.6g}"
    return Text(f"{key}: {words.pl}, {pair.replace('.', ',')}", f"{key}: {words.en}, {pair}")


def _there(path: Path) -> Text:
    return Text(
        f"Plik {path} już istnieje: są w nim wartości zapisane wcześniej. Aby je zastąpić, dodaj "
        "opcję --replace; aby zachować, przenieś plik.",
        f"{path} exists: it holds values frozen earlier. To replace them, add the option "
        "--replace; to keep them, move the file.",
    )


def _nothing() -> Text:
    return Text(
        "Żadna rekomendacja nie opiera się na liczbie, więc nie ma czego zapisać. Uzupełnij tabelę "
        "„Dowody rekomendacji”.",
        "No recommendation rests on a number, so that there is nothing to freeze. Fill in the "
        "table “Evidence of recommendations”.",
    )


def _never(path: Path) -> Text:
    return Text(
        f"Nie ma pliku {path}: liczb jeszcze nie zapisano. Zapisze je polecenie kooperacja-eval "
        "freeze-evidence.",
        f"There is no {path}: the numbers were not kept yet. kooperacja-eval freeze-evidence "
        "keeps them.",
    )
