"""``export``: codes, codebook, questionnaire, review list and deposit, for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kooperacja_eval.cli.commands.deposit import deposit_group, register_deposit
from kooperacja_eval.cli.commands.options import lang_option, study_argument
from kooperacja_eval.cli.screen import progress, say, shown_path
from kooperacja_eval.text import Lang, Text

if TYPE_CHECKING:
    from kooperacja_eval.pipeline.exporting import ExportedCodes

OVERWRITE_HELP = Text("Zastąp istniejący plik.", "Replace a file that is there.")
CODES_HELP = Text(
    "Plik wyniku: .qdpx (teksty, kody, fragmenty) albo .qdc (sama księga kodów).",
    "File of the result: .qdpx (texts, codes, stretches) or .qdc (codebook only).",
)
PERSONAL = Text(
    "Uwaga: plik zawiera całe transkrypcje, czyli dane osobowe. Służy tylko badaczom; nie "
    "przekazuj go dalej.",
    "Note: the file holds whole transcripts, which are personal data. It is for the researchers "
    "only; do not pass it on.",
)
REVIEW_HELP = Text("Plik wyniku, z końcówką .xlsx.", "File of the result, ending in .xlsx.")
PERSONAL_LIST = Text(
    "Uwaga: lista pokazuje dane osobowe. Służy tylko badaczom; nie przekazuj jej dalej. Reguły "
    "nie znajdują wszystkiego: przeczytaj też transkrypcje.",
    "Note: the list shows personal data. It is for the researchers only; do not pass it on. Rules "
    "do not find everything: read the transcripts too.",
)
INSTRUMENT_HELP = Text(
    "Kwestionariusz; podmioty_kooperacja, gdy nie podano.",
    "Questionnaire; podmioty_kooperacja by default.",
)
VERSION_HELP = Text("Wersja; ostatnia, gdy nie podano.", "Version; the last one by default.")
WAVE_HELP = Text(
    "Tylko pytania tego pomiaru; wszystkie, gdy nie podano.",
    "Only what this wave asks; everything by default.",
)


def register_export(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add the group ``export`` with its commands."""
    about = Text(
        "Zapisz kody, księgę kodów, kwestionariusz lub zbiór do publikacji.",
        "Write codes, the codebook, a questionnaire or a deposit for publication.",
    )
    group = deposit_group(app.info.cls or TyperGroup)
    export = typer.Typer(cls=group, help=about.in_(lang), rich_markup_mode=None)
    app.add_typer(export, name="export")
    _register_codes(export, lang, cls)
    _register_review(export, lang, cls)
    _register_codebook(export, lang, cls)
    _register_questionnaire(export, lang, cls)
    register_deposit(export, lang, cls)


def _register_codes(export: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    about = Text(
        "Zapisz zakodowane wywiady badania jako REFI-QDA (.qdpx, .qdc).",
        "Write the coded focus groups of a study as REFI-QDA (.qdpx, .qdc).",
    )

    @export.command("codes", cls=cls, help=about.in_(lang))
    def codes(
        context: typer.Context,
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        output: Annotated[Path, _target_option(CODES_HELP, lang)],
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        own_lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.exporting import export_codes  # noqa: PLC0415

        with progress(lang) as bar:
            done = export_codes(
                folder,
                output,
                lang=_language(context, own_lang, lang),
                overwrite=overwrite,
                progress=bar,
            )
        _say_codes(done, lang)


def _register_review(export: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    about = Text(
        "Zapisz listę miejsc w transkrypcjach, które mogą wskazywać osobę.",
        "Write the list of places in transcripts that may point to a person.",
    )

    @export.command("review", cls=cls, help=about.in_(lang))
    def review(
        context: typer.Context,
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        output: Annotated[Path, _target_option(REVIEW_HELP, lang)],
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        own_lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.reviewing import export_review  # noqa: PLC0415

        with progress(lang) as bar:
            count = export_review(
                folder,
                output,
                lang=_language(context, own_lang, lang),
                overwrite=overwrite,
                progress=bar,
            )
        shown = shown_path(output)
        say(Text(f"{shown}: miejsca: {count}.", f"{shown}: places: {count}."), lang)
        say(PERSONAL_LIST, lang)


def _register_codebook(export: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    about = Text(
        "Zapisz księgę kodów, według której koduje się wywiady (.qdc).",
        "Write the codebook with which focus groups are coded (.qdc).",
    )

    @export.command("codebook", cls=cls, help=about.in_(lang))
    def codebook(
        context: typer.Context,
        file: Annotated[Path, _file_argument(lang)],
        *,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=OVERWRITE_HELP.in_(lang))
        ] = False,
        own_lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.exporting import export_codebook  # noqa: PLC0415

        path = export_codebook(file, lang=_language(context, own_lang, lang), overwrite=overwrite)
        say(shown_path(path), lang)


def _register_questionnaire(export: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    about = Text(
        "Zapisz kwestionariusz: formularze dla platform i jego tabele.",
        "Write a questionnaire: forms for platforms, and its tables.",
    )
    where = Text(
        "Folder, do którego zapisać; powstanie, jeśli go nie ma.",
        "Folder to write to; made where it does not exist.",
    )

    @export.command("questionnaire", cls=cls, help=about.in_(lang))
    def questionnaire(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=where.in_(lang))],
        *,
        instrument: Annotated[
            str | None, _word_option("--instrument", Text("NAZWA", "NAME"), INSTRUMENT_HELP, lang)
        ] = None,
        version: Annotated[
            str | None, _word_option("--version", Text("WERSJA", "VERSION"), VERSION_HELP, lang)
        ] = None,
        wave: Annotated[
            str | None, _word_option("--wave", Text("POMIAR", "WAVE"), WAVE_HELP, lang)
        ] = None,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.exporting import export_questionnaire  # noqa: PLC0415

        for path in export_questionnaire(folder, instrument=instrument, version=version, wave=wave):
            say(shown_path(path), lang)


def _say_codes(done: "ExportedCodes", lang: Lang) -> None:
    counts = Text(
        f"{shown_path(done.path)}: dokumenty: {done.documents}, kody: {done.codes}, fragmenty: "
        f"{done.codings}.",
        f"{shown_path(done.path)}: documents: {done.documents}, codes: {done.codes}, stretches: "
        f"{done.codings}.",
    )
    say(counts, lang)
    if done.unplaced:
        unplaced = Text(
            f"Fragmenty bez miejsca w tekście: {done.unplaced}; ich kody ma cały dokument.",
            f"Stretches without a place in the text: {done.unplaced}; the whole document has "
            "their codes.",
        )
        say(unplaced, lang)
    if done.documents:
        say(PERSONAL, lang)


def _language(context: typer.Context, own: Lang | None, lang: Lang) -> Lang:
    """Return the language asked for, else that of the messages."""
    asked: Lang | None = own or context.find_root().params["_lang"]
    return asked or lang


def _target_option(about: Text, lang: Lang) -> Any:
    metavar = "PLIK" if lang == "pl" else "FILE"
    return typer.Option("--output", "-o", metavar=metavar, help=about.in_(lang))


def _file_argument(lang: Lang) -> Any:
    about = Text("Plik wyniku, z końcówką .qdc.", "File of the result, ending in .qdc.")
    metavar = "PLIK" if lang == "pl" else "FILE"
    return typer.Argument(metavar=metavar, help=about.in_(lang), show_default=False)


def _word_option(name: str, metavar: Text, about: Text, lang: Lang) -> Any:
    return typer.Option(name, metavar=metavar.in_(lang), help=about.in_(lang), show_default=False)
