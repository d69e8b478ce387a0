"""``export deposit``: what of a study may be published, as a folder ready for a repository.

The folder appears whole or not at all; the same study gives the same bytes.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from kooperacja_eval.disclosure.release import release
from kooperacja_eval.errors import ConfigurationError, DisclosureError
from kooperacja_eval.pipeline.data import Progress
from kooperacja_eval.pipeline.deposit_tables import chosen_tables
from kooperacja_eval.pipeline.files import PART_PREFIX, in_words
from kooperacja_eval.pipeline.stored import load
from kooperacja_eval.reporting.ddi import ddi_codebook
from kooperacja_eval.reporting.ddi_codebook import codebook_markdown, codebook_workbook
from kooperacja_eval.reporting.ddi_datapackage import data_package
from kooperacja_eval.reporting.ddi_model import Deposit, DepositTable, LeftOut
from kooperacja_eval.reporting.ddi_readme import readme
from kooperacja_eval.sections import Profile
from kooperacja_eval.study import RAW_FOLDER, STUDY_FILE, load_config
from kooperacja_eval.text import Text

DEFAULT_FOLDER: Final = "deposit"
PACKAGE_FILE: Final = "datapackage.json"
SUMS_FILE: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDeposit:
    """What was written.

    Attributes
    ----------
    folder : Path
        The deposit.
    tables : tuple of str
        Names of the tables that it holds.
    left_out : tuple of LeftOut
        Tables of the study that it does not hold, and why.
    """

    folder: Path
    tables: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def deposit_places(folders: Sequence[Path]) -> tuple[Path, Path]:
    """Return the study folder and the folder of the deposit that one or two folders mean.

    Two are the study and the deposit. One that is a study has its deposit within; any other is
    the deposit of the study in the current folder.
    """
    if len(folders) > 1:
        return folders[0], folders[1]
    [folder] = folders
    if (folder / STUDY_FILE).is_file():
        return folder, folder / DEFAULT_FOLDER
    return Path(), folder


def export_deposit(
    folder: Path,
    output: Path,
    *,
    profile: Profile = "public",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> WrittenDeposit:
    """Write what of a study may be published, with DDI, data package and codebook.

    Parameters
    ----------
    folder : Path
        The study folder.
    output : Path
        Folder of the deposit; made where it does not exist.
    profile : {"public"}
        The profile; any other is refused.
    overwrite : bool
        Whether an earlier deposit in ``output`` may be replaced as a whole.

    Raises
    ------
    DisclosureError
        For a profile other than ``public``.
    ConfigurationError
        Where ``output`` holds anything but an earlier deposit, or one that may not be replaced;
        where it lies in ``data_raw``.
    KooperacjaError
        Whatever is wrong with the study or its data; ``output`` is untouched then.
    """
    if profile != "public":
        raise DisclosureError(_NOT_INTERNAL)
    config = load_config(folder)
    _check_target(folder, output, overwrite=overwrite)
    data = load(folder, config, progress=progress)
    released = release(
        data.computed(config), config.disclosure, profile="public", team_areas=data.team_areas
    )
    tables, left_out = chosen_tables(data.tables, released)
    deposit = Deposit(
        config=config,
        tables=tables,
        left_out=left_out,
        n_suppressed=released.n_suppressed,
    )
    _place(output, deposit_files(deposit))
    names = tuple(table.name for table in tables)
    return WrittenDeposit(folder=output, tables=names, left_out=left_out)


def deposit_files(deposit: Deposit) -> dict[str, bytes]:
    """Return the files of a deposit by their path in it, checksums last."""
    files: dict[str, bytes] = {}
    for table in deposit.tables:
        files[table.csv_path] = csv_bytes(table)
        files[table.parquet_path] = table.frame.to_parquet(index=False)
    digests = {name: _digest(content) for name, content in files.items()}
    sizes = {name: len(content) for name, content in files.items()}
    files["metadata/ddi.xml"] = ddi_codebook(deposit, digests)
    files["codebook/codebook_pl.md"] = codebook_markdown(deposit, "pl")
    files["codebook/codebook_en.md"] = codebook_markdown(deposit, "en")
    files["codebook/codebook.xlsx"] = codebook_workbook(deposit)
    files[PACKAGE_FILE] = data_package(deposit, digests, sizes)
    files["README.md"] = readme(deposit)
    sums = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files))
    files[SUMS_FILE] = sums.encode()
    return files


def csv_bytes(table: DepositTable) -> bytes:
    r"""Return a table as CSV by RFC 4180: comma, CRLF, UTF-8 without BOM, ISO days.

    Yes and no are written ``true`` and ``false``; texts stay as they are.
    """
    words = {True: "true", False: "false"}
    flags = [field.name for field in table.fields if field.kind == "yes_no"]
    frame = table.frame.assign(
        **{
            name: table.frame[name].astype("object").map(words, na_action="ignore")
            for name in flags
        }
    )
    days = [field.name for field in table.fields if field.kind in {"date", "month"}]
    frame = frame.assign(**{name: _iso(frame[name]) for name in days})
    return frame.to_csv(index=False, lineterminator="\r\n").encode()


def _iso(days: "pd.Series[pd.Timestamp]") -> "pd.Series[str]":
    return days.dt.strftime("%Y-%m-%d")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check_target(folder: Path, output: Path, *, overwrite: bool) -> None:
    inside, raw = output.resolve(), (folder / RAW_FOLDER).resolve()
    if inside == raw or raw in inside.parents:
        raise ConfigurationError(_in_raw(output))
    if output.is_dir() and not any(output.iterdir()):
        return
    if not output.exists():
        return
    ours = (output / PACKAGE_FILE).is_file() and (output / SUMS_FILE).is_file()
    if not ours or (output / STUDY_FILE).exists():
        raise ConfigurationError(_not_ours(output))
    if not overwrite:
        raise ConfigurationError(_is_there(output))


def _place(output: Path, files: dict[str, bytes]) -> None:
    """Put files into a folder beside the target, which then takes its place."""
    parent = output.absolute().parent
    with in_words(parent):
        parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=parent, prefix=PART_PREFIX))
        try:
            fresh, old = part / "new", part / "old"
            for name, content in files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if output.exists():
                output.rename(old)
            try:
                fresh.rename(output)
            except BaseException:
                if old.exists():
                    old.rename(output)
                raise
        finally:
            shutil.rmtree(part, ignore_errors=True)


_NOT_INTERNAL: Final = Text(
    "Zbiór do publikacji powstaje tylko w profilu public. Podaj --profile public; do pracy "
    "wewnętrznej służą polecenia indicators i build.",
    "A deposit is made in the public profile only. Give --profile public; for internal work there "
    "are the commands indicators and build.",
)


def _in_raw(output: Path) -> Text:
    return Text(
        f"{output} leży w {RAW_FOLDER}, którego się nie zmienia. Podaj inny folder.",
        f"{output} lies in {RAW_FOLDER}, which is never changed. Give another folder.",
    )


def _not_ours(output: Path) -> Text:
    return Text(
        f"{output} zawiera coś innego niż wcześniejszy zbiór. Podaj pusty lub nowy folder.",
        f"{output} holds something other than an earlier deposit. Give an empty or new folder.",
    )


def _is_there(output: Path) -> Text:
    return Text(
        f"W {output} jest już zbiór. Podaj inny folder albo --overwrite, żeby go zastąpić.",
        f"There is a deposit in {output} already. Give another folder, or --overwrite to replace "
        "it.",
    )
