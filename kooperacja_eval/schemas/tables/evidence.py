"""What recommendations rest on: links to evidence, confidence, and how sources converge."""

from kooperacja_eval.schemas import codes
from kooperacja_eval.schemas.field import Field
from kooperacja_eval.schemas.table import Table
from kooperacja_eval.schemas.tables.references import place, team
from kooperacja_eval.text import Text


def _recommendation(*, key: bool = False) -> Field:
    return Field(
        kind="text",
        key=key,
        required=not key,
        references="recommendations.recommendation_id",
        pattern=r"R\d{2,3}",
        label=Text("identyfikator rekomendacji", "recommendation identifier"),
        definition=Text("Rekomendacja, której dotyczy.", "Recommendation that it is about."),
        aliases=("nr rekomendacji", "rekomendacja"),
    )


def _reason() -> Field:
    return Field(
        kind="text",
        required=True,
        label=Text("uzasadnienie", "reason"),
        definition=Text("Dlaczego tak oceniono.", "Why it was judged so."),
    )


class EvidenceLinks(Table, name="evidence_links"):
    """What supports and what contradicts a recommendation."""

    label = Text("Dowody rekomendacji", "Evidence of recommendations")
    definition = Text(
        "Jeden dowód, który wspiera rekomendację albo jej przeczy.",
        "One piece of evidence that supports or contradicts a recommendation.",
    )

    recommendation_id = _recommendation(key=True)
    number = Field(
        kind="integer",
        key=True,
        low=1,
        label=Text("numer dowodu", "number of the evidence"),
        definition=Text("Kolejny numer w rekomendacji.", "Number within the recommendation."),
        aliases=("nr dowodu",),
    )
    relation = Field(
        kind="code",
        required=True,
        codes=codes.EVIDENCE_RELATIONS,
        label=Text("relacja", "relation"),
        definition=Text("Wspiera albo przeczy.", "Supports or contradicts."),
    )
    kind = Field(
        kind="code",
        required=True,
        codes=codes.EVIDENCE_KINDS,
        label=Text("rodzaj dowodu", "kind of evidence"),
        definition=Text("Czym jest dowód.", "What the evidence is."),
    )
    target = Field(
        kind="text",
        required=True,
        label=Text("wskazanie", "target"),
        definition=Text(
            "Identyfikator wskaźnika, kodu, cytatu, wniosku albo liczby opublikowanej.",
            "Identifier of the indicator, code, quotation, conclusion or published figure.",
        ),
        aliases=("identyfikator dowodu",),
    )
    group = Field(
        kind="text",
        label=Text("grupa", "group"),
        definition=Text("Grupa wskaźnika.", "Group of the indicator."),
    )
    voivodeship = place(
        Text("Województwo wskaźnika; puste: makroregion.", "Voivodeship; empty: macroregion.")
    )
    pzk_id = team(Text("Zespół, gdy wskaźnik jest zespołu.", "Team, where it is a team's."))
    period = Field(
        kind="text",
        label=Text("okres", "period"),
        definition=Text("Okres wskaźnika.", "Period of the indicator."),
    )
    wave = Field(
        kind="text",
        pattern=r"[a-z0-9_]+(/[a-z0-9_]+)?",
        label=Text("pomiar", "wave"),
        definition=Text("Pomiar wskaźnika.", "Wave of the indicator."),
    )
    note = Field(
        kind="text",
        label=Text("uwaga", "note"),
        definition=Text("Co ten dowód znaczy.", "What this evidence means."),
    )


class Assessments(Table, name="assessments"):
    """Confidence in the qualitative finding behind a recommendation."""

    label = Text("Oceny pewności", "Assessments of confidence")
    definition = Text(
        "Jeden z czterech składników pewności ustaleń, oceniony przez osobę.",
        "One of the four components of confidence, assessed by a person.",
    )

    recommendation_id = _recommendation(key=True)
    component = Field(
        kind="code",
        key=True,
        codes=codes.CONFIDENCE_COMPONENTS,
        label=Text("składnik", "component"),
        definition=Text("Składnik pewności (za CERQual).", "Component of confidence (CERQual)."),
    )
    concern = Field(
        kind="code",
        required=True,
        codes=codes.CONCERNS,
        label=Text("zastrzeżenia", "concern"),
        definition=Text("Jak poważne są zastrzeżenia.", "How serious the concerns are."),
    )
    reason = _reason()


class Convergences(Table, name="convergences"):
    """How the sources on an evaluation question converge."""

    label = Text("Zbieżność źródeł", "Convergence of sources")
    definition = Text(
        "Ocena jednego źródła w jednym pytaniu ewaluacyjnym, dokonana przez osobę.",
        "Assessment of one source in one evaluation question, made by a person.",
    )

    question = Field(
        kind="text",
        key=True,
        label=Text("pytanie ewaluacyjne", "evaluation question"),
        definition=Text("Pytanie macierzy ewaluacji.", "Question of the evaluation matrix."),
    )
    source = Field(
        kind="code",
        key=True,
        codes=codes.EVIDENCE_SOURCES,
        label=Text("źródło", "source"),
        definition=Text("Rodzaj źródła.", "Kind of source."),
    )
    convergence = Field(
        kind="code",
        required=True,
        codes=codes.CONVERGENCE,
        label=Text("zbieżność", "convergence"),
        definition=Text(
            "Zgodność, częściowa zgodność, milczenie albo rozbieżność z innymi źródłami.",
            "Agreement, partial agreement, silence or dissonance with the other sources.",
        ),
    )
    reason = _reason()
