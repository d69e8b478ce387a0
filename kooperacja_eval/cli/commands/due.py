"""``due``: the month whose reports fall due today, for schedules."""

from typing import Annotated

import typer
from typer.core import TyperCommand

from kooperacja_eval.cli.commands.options import lang_option
from kooperacja_eval.text import Lang, Text

DAY_HELP = Text(
    "Dzień, o który chodzi (2020-04-01); dziś w Polsce, gdy nie podano.",
    "The day in question (2020-04-01); today in Poland by default.",
)


def register_due(app: typer.Typer, lang: Lang, cls: type[TyperCommand]) -> None:
    """Add ``due``: a month on the first working day of the next one, nothing on other days."""
    about = Text(
        "W pierwszy dzień roboczy miesiąca podaj poprzedni miesiąc (2020-03); w inne dni nic.",
        "On the first working day of a month print the month before (2020-03), else nothing.",
    )

    @app.command("due", cls=cls, help=about.in_(lang))
    def due(
        *,
        day: Annotated[
            str | None,
            typer.Option(
                "--day",
                metavar="DZIEŃ" if lang == "pl" else "DAY",
                help=DAY_HELP.in_(lang),
                show_default=False,
            ),
        ] = None,
        _lang: Annotated[Lang | None, lang_option(lang)] = None,
    ) -> None:
        from kooperacja_eval.pipeline.due import asked_day, month_due  # noqa: PLC0415

        month = month_due(asked_day(day))
        if month is not None:
            typer.echo(month)
