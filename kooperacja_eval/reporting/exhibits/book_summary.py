"""The summary of the Book: what was tested, what came out, what is recommended.

The border: puts computed sentences of other exhibits together and adds those on conclusions,
barriers and recommendations. It computes nothing and weighs nothing.
"""

from typing import Final

from kooperacja_eval.reporting import formats
from kooperacja_eval.reporting.exhibit import Exhibit
from kooperacja_eval.reporting.exhibits.barriers_words import barriers_of
from kooperacja_eval.reporting.exhibits.book_course import book_course
from kooperacja_eval.reporting.exhibits.book_recommendations import book_recommendations_sentence
from kooperacja_eval.reporting.exhibits.book_words import (
    LEVELS,
    final_wave,
    levels,
    own_words,
    register,
    sentences,
)
from kooperacja_eval.reporting.exhibits.conclusions_counts import COUNT
from kooperacja_eval.reporting.exhibits.coop_rivals import coop_answer
from kooperacja_eval.reporting.exhibits.coop_words import INDEX_TABLES
from kooperacja_eval.reporting.exhibits.outcomes import completion_sentence
from kooperacja_eval.reporting.exhibits.reach import reach_sentence
from kooperacja_eval.reporting.exhibits.summary_parts import what_was_tested
from kooperacja_eval.reporting.exhibits.survey_words import main_pair
from kooperacja_eval.reporting.material import Material
from kooperacja_eval.reporting.prose import Prose
from kooperacja_eval.text import LANGUAGES, Lang, Text

NAMED_BARRIERS: Final = 3
NOTHING: Final = Text("", "")
CAUTION: Final = Text(
    "**Czego nie wolno wnioskować:** że zmiany wywołał model. Test nie miał grupy porównawczej, "
    "w jego trakcie wybuchła pandemia, a zespoły mają po kilka rodzin; zespołów, województw ani "
    "makroregionów nie wolno ustawiać w ranking. Każda rekomendacja mówi, na czym się opiera i "
    "co jej przeczy.",
    "**What may not be concluded:** that the model made the changes. The test had no comparison "
    "group, a pandemic broke out meanwhile, and teams have a few families each; neither teams nor "
    "voivodeships nor macroregions may be ranked. Each recommendation says what it rests on and "
    "what contradicts it.",
)


def book_summary(report: Material) -> Prose:
    """Say in about a page what was tested, what came out and what is recommended."""
    return Prose(
        sentences(
            _course(report),
            _together(reach_sentence(report).text, _outcome(report)),
            _survey(report),
            _cooperation(report),
            _together(_conclusions(report), _barriers(report)),
            _recommended(report),
            CAUTION,
        )
    )


def _text(shown: Exhibit | Prose) -> Text:
    return shown.text if isinstance(shown, Prose) else NOTHING


def _together(*parts: Text) -> Text:
    """Return several sentences as one paragraph."""
    known = [part for part in parts if part.pl]
    return Text(" ".join(part.pl for part in known), " ".join(part.en for part in known))


def _course(report: Material) -> Text:
    return _text(book_course(report)) if report.has("schedule") else NOTHING


def _outcome(report: Material) -> Text:
    return _text(completion_sentence(report)) if report.has("families", "pzk") else NOTHING


def _survey(report: Material) -> Text:
    wave = final_wave(report)
    if not wave or main_pair(report, wave) is None:
        return NOTHING
    return what_was_tested(report, wave).text


def _cooperation(report: Material) -> Text:
    return _text(coop_answer(report)) if report.has(*INDEX_TABLES) else NOTHING


def _conclusions(report: Material) -> Text:
    """Say how many entries the register of conclusions has."""
    rows = report.rows(COUNT, level="macroregion", group="")
    count = int(rows.loc[rows["period"].isna(), "numerator"].sum())
    if not count:
        return NOTHING
    return Text(
        "Rejestr wniosków, spostrzeżeń, trudności i rekomendacji zespołów eksperckich ma "
        f"{formats.plural(count, 'wpis', 'wpisy', 'wpisów')}.",
        "The register of conclusions, observations, difficulties and recommendations of the "
        f"expert teams has {formats.plural_en(count, 'entry', 'entries')}.",
    )


def _barriers(report: Material) -> Text:
    """Say how many barriers the catalogue has, and name those that occur most widely."""
    found = barriers_of(report) if report.has("codes") or report.has("conclusions") else ()
    if not found:
        return NOTHING
    count, first = len(found), found[:NAMED_BARRIERS]
    many = count > len(first)
    return Text(
        f"Katalog ma {formats.plural(count, 'barierę', 'bariery', 'barier')} kooperacji"
        f"{'; najszerzej nazywane' if many else ''}: {'; '.join(b.label.pl for b in first)}. "
        "Szeroko nazywana bariera nie musi być najdotkliwsza.",
        f"The catalogue has {formats.plural_en(count, 'barrier', 'barriers')} to cooperation"
        f"{'; those named most widely' if many else ''}: {'; '.join(b.label.en for b in first)}. "
        "A barrier that is widely named need not be the worst.",
    )


def _recommended(report: Material) -> Text:
    """Say how many recommendations there are, and list them by level."""
    frame = register(report)
    if frame.empty:
        return NOTHING
    lines = (_lines(report, lang) for lang in LANGUAGES)
    return sentences(_text(book_recommendations_sentence(report)), Text(*lines))


def _lines(report: Material, lang: Lang) -> str:
    """List what is recommended, in the words of the register."""
    frame = register(report)
    found = []
    for level in levels(report):
        rows = frame[frame["level"] == level]
        items = " ".join(
            f"**{name}** {own_words(words).in_(lang)}"
            for name, words in zip(rows["recommendation_id"], rows["recommendation"], strict=True)
        )
        found.append(f"- {LEVELS[level].in_(lang)}: {items}")
    return "\n".join(found)
