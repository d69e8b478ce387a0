"""``build`` and ``verify``: reports, and the proof that they are the same again."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option, profile_option, study_argument
from kooperacja_eval.cli.screen import progress, say, shown_path
from kooperacja_eval.text import Lang, Text

Profile = Literal["internal", "public"]

REPORT_HELP = Text(
    "Raport; można podać kilka razy. Bez opcji: wszystkie, na które są dane, oprócz raportów z "
    "parametrami.",
    "Report; repeatable. By default every one that the data allow, save for those with parameters.",
)
WAVE_HELP = Text(
    "Runda (fgi_2019) raportów z parametrami; można podać kilka razy.",
    "Round (fgi_2019) of reports with parameters; repeatable.",
)
PZK_HELP = Text(
    "Zespół (LU-01) raportów z parametrami; można podać kilka razy.",
    "Team (LU-01) of reports with parameters; repeatable.",
)
PLACE_HELP = Text(
    "Województwo (lubelskie) albo makroregion raportów z parametrami; można podać kilka razy.",
    "Voivodeship (lubelskie) or makroregion of reports with parameters; repeatable.",
)
MONTH_HELP = Text(
    "Miesiąc (2020-03) raportów z parametrami; można podać kilka razy.",
    "Month (2020-03) of reports with parameters; repeatable.",
)
JOBS_HELP = Text("Ile raportów składać równocześnie.", "How many reports to render at once.")
NOTHING = Text(
    "Nic się nie zmieniło; raporty są aktualne.", "Nothing has changed; reports are current."
)


def register_build(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``build``: notebooks to HTML, DOCX, PDF and XLSX."""
    about = Text(
        "Zbuduj raporty: HTML, DOCX, PDF i załącznik XLSX.",
        "Build the reports: HTML, DOCX, PDF and an XLSX annex.",
    )

    @app.command("build", cls=cls, help=about.in_(lang))
    def build(
        context: typer.Context,
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        report: Annotated[
            list[str] | None,
            typer.Option(
                "--report",
                metavar="RAPORT" if lang == "pl" else "REPORT",
                help=REPORT_HELP.in_(lang),
                show_default=False,
            ),
        ] = None,
        wave: Annotated[
            list[str] | None, _restriction("--wave", Text("RUNDA", "ROUND"), WAVE_HELP, lang)
        ] = None,
        pzk: Annotated[
            list[str] | None, _restriction("--pzk", Text("ZESPÓŁ", "TEAM"), PZK_HELP, lang)
        ] = None,
        voivodeship: Annotated[
            list[str] | None,
            _restriction("--voivodeship", Text("WOJEWÓDZTWO", "PLACE"), PLACE_HELP, lang),
        ] = None,
        month: Annotated[
            list[str] | None, _restriction("--month", Text("MIESIĄC", "MONTH"), MONTH_HELP, lang)
        ] = None,
        profile: Annotated[Profile | None, profile_option(lang)] = None,
        jobs: Annotated[
            int, typer.Option("--jobs", metavar="N", min=1, help=JOBS_HELP.in_(lang))
        ] = 2,
        report_lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.request import build_if_needed  # noqa: PLC0415

        chosen = report_lang or context.find_root().params["_lang"]
        asked = {"wave": wave, "pzk_id": pzk, "voivodeship": voivodeship, "month": month}
        with progress(lang) as bar:
            result = build_if_needed(
                folder,
                names=report,
                profile=profile,
                lang=chosen,
                where={name: values for name, values in asked.items() if values},
                jobs=jobs,
                progress=bar,
            )
        for line in result.left_out:
            say(line, lang)
        if not result.written:
            say(NOTHING, lang)
        for path in result.written:
            say(shown_path(path), lang)


def _restriction(name: str, metavar: Text, about: Text, lang: Lang) -> Any:
    return typer.Option(name, metavar=metavar.in_(lang), help=about.in_(lang), show_default=False)


def register_verify(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``verify``: rebuild into a temporary folder and compare byte by byte."""
    about = Text(
        "Zbuduj raporty jeszcze raz i porównaj bajt po bajcie.",
        "Rebuild the reports and compare byte by byte.",
    )

    @app.command("verify", cls=cls, help=about.in_(lang))
    def verify(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.verify import verify_study  # noqa: PLC0415

        with progress(lang) as bar:
            compared = verify_study(folder, progress=bar)
        say(
            Text(
                f"Zgodne co do bajta pliki: {len(compared)}.",
                f"Files that are the same byte for byte: {len(compared)}.",
            ),
            lang,
        )


def register_freeze(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``freeze``: keep the values as the edition that later reports are compared with."""
    about = Text(
        "Zapisz wartości jako wydanie, z którym porównają się późniejsze raporty.",
        "Keep the values as the edition that later reports are compared with.",
    )

    @app.command("freeze", cls=cls, help=about.in_(lang))
    def freeze(
        folder: Annotated[Path, study_argument(lang)] = Path(),
        *,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.editions import freeze as keep  # noqa: PLC0415

        with progress(lang) as bar:
            path = keep(folder, progress=bar)
        say(shown_path(path), lang)
