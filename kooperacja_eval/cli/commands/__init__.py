"""One module for each group of commands; each registers its own."""

from kooperacja_eval.cli.commands import building, due, exporting, forms, looking, starting, surveys

ALL = (
    starting.register_init,
    starting.register_demo,
    forms.register_forms,
    surveys.register_survey,
    looking.register_check,
    looking.register_ingest,
    looking.register_indicators,
    building.register_build,
    building.register_verify,
    building.register_freeze,
    due.register_due,
    exporting.register_export,
)
"""In the order in which help shows them."""
