"""The command `handouts card`."""

import typer

from handouts.cli import options
from handouts.cli.session import session_of


def card(
    context: typer.Context,
    conditions: options.ConditionsOrRecipe = None,
    *,
    techniques: options.Techniques = None,
    doses: options.Doses = None,
    side: options.Side = None,
    flags: options.Flags = None,
    stage: options.Stage = None,
    age: options.Age = None,
    agreements: options.Agreements = None,
    recipe: options.Recipe = None,
    save_recipe: options.SaveRecipe = None,
    patient: options.Patient = None,
    patient_id: options.PatientId = None,
    born: options.Born = None,
    date: options.Date = None,
    clinician: options.Clinician = None,
    note: options.NoteOnCard = None,
    next_visit: options.NextVisit = None,
    brand: options.Brand = None,
    paper: options.Paper = "a4",
    large_print: options.LargePrint = False,
    greyscale: options.Greyscale = False,
    size: options.Size = "13",
    language: options.Language = "en",
    output: options.Output = None,
    preview: options.Preview = False,
    open_it: options.Open = False,
    workspace: options.WorkspaceFolder = None,
    message_format: options.MessageFormat = "human",
) -> None:
    """Print a one-page routine card: pictures, doses and a grid to tick."""
    from handouts.cli.handout import Delivery, make  # noqa: PLC0415 - cold start
    from handouts.cli.recipe import RecipeWords, typed  # noqa: PLC0415 - cold start
    from handouts.orders.order import Order  # noqa: PLC0415 - cold start
    from handouts.orders.person import PersonWords  # noqa: PLC0415 - cold start

    session = session_of(context)
    opened = session.begin(workspace, message_format, language)
    person = PersonWords(patient, patient_id, born, date, clinician, note, next_visit)
    make(
        session,
        opened,
        Order(
            kind="card",
            conditions=tuple(conditions or ()),
            techniques=techniques,
            doses=doses,
            side=side,
            flags=flags,
            stage=stage,
            age=age,
            agreements=agreements,
            person=person,
            brand=brand,
            paper=paper,
            large_print=large_print,
            greyscale=greyscale,
            size=size,
            language=language,
            said=typed(context),
        ),
        Delivery(output, preview, open_it),
        RecipeWords(recipe, save_recipe),
    )
