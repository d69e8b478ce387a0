"""Freezes the values of a study as an edition that later reports are compared with."""

from pathlib import Path

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.files import write_bytes
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.study import EARLIER_FILE, load_config


def freeze(folder: Path, *, progress: Progress | None = None) -> Path:
    """Write the values of a study as the edition that later reports are compared with.

    Only what the public profile lets out is written, so that the file may lie anywhere.

    Returns
    -------
    Path
        The file; one that was there is replaced.

    Raises
    ------
    KooperacjaError
        Whatever is wrong with the study or its data.
    """
    config = load_config(folder)
    data = load(folder, config, progress=progress)
    released = release(
        data.computed(config), config.disclosure, profile="public", team_areas=data.team_areas
    )
    content = released.frame.to_csv(index=False, lineterminator="\n")
    target = folder / EARLIER_FILE
    write_bytes(target, content.encode())
    return target
