"""The options of the command: their names, their one line of help, and the group they are listed in."""

from pathlib import Path
from typing import Annotated

import typer

_WHAT = "What goes in"
_WHO = "Who it is for ( - instead of a value: be asked for it)"
_WHO_ROWS = "Who it is for"
_LOOKS = "How it looks"
_WHERE = "Where it goes"

ConditionsOrRecipe = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CONDITION", help="Ids of conditions; see: handouts list conditions. A recipe may name them."
    ),
]

OneCondition = Annotated[
    str, typer.Argument(metavar="CONDITION", help="Id of a condition; see: handouts list conditions")
]

Sections = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="These text sections, in this order. Like the next three, may be repeated to name more; "
        'the file is then called "...-chosen.pdf".',
        rich_help_panel=_WHAT,
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="A,B", help="Add these text sections.", rich_help_panel=_WHAT),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="A,B", help="Leave these text sections out.", rich_help_panel=_WHAT),
]
Techniques = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help='These techniques, not the default. The file is then called "...-chosen.pdf".',
        rich_help_panel=_WHAT,
    ),
]
Doses = Annotated[
    list[str] | None,
    typer.Option(
        "--dose",
        metavar="TECHNIQUE=3x10",
        help="Another dose, within the sourced range. May be repeated, once for each technique.",
        rich_help_panel=_WHAT,
    ),
]
Side = Annotated[str | None, typer.Option(metavar="left|right|both", rich_help_panel=_WHAT)]
Flags = Annotated[
    list[str] | None,
    typer.Option(
        "--flag",
        metavar="FLAG@AREA",
        help="Something true of the patient, and where; see: handouts list flags. May be repeated.",
        rich_help_panel=_WHAT,
    ),
]
Stage = Annotated[
    str | None,
    typer.Option(metavar="0-3|3+", help="Days since an injury; not said: new.", rich_help_panel=_WHAT),
]
Age = Annotated[int | None, typer.Option(min=0, max=130, metavar="YEARS", rich_help_panel=_WHAT)]
Agreements = Annotated[
    list[str] | None,
    typer.Option(
        "--agree",
        metavar="'TECHNIQUE: NAME, REASON'",
        help="A named clinician agrees to what the safety rules ask about. May be repeated.",
        rich_help_panel=_WHAT,
    ),
]
Recipe = Annotated[
    str | None,
    typer.Option(
        metavar="RECIPE",
        help="Start from a usual choice; see: handouts list recipes. What is said here wins.",
        rich_help_panel=_WHAT,
    ),
]
SaveRecipe = Annotated[
    str | None,
    typer.Option(
        metavar="RECIPE",
        help="Keep this choice as a recipe, with nothing of the patient.",
        rich_help_panel=_WHAT,
    ),
]

Patient = Annotated[str | None, typer.Option(metavar="NAME", rich_help_panel=_WHO)]
PatientId = Annotated[str | None, typer.Option("--id", metavar="ID", rich_help_panel=_WHO)]
Born = Annotated[str | None, typer.Option(metavar="DATE", help="Says the age too.", rich_help_panel=_WHO)]
Date = Annotated[
    str | None, typer.Option(metavar="DATE", help="2026-11-23 or 23 November 2026", rich_help_panel=_WHO)
]
Clinician = Annotated[str | None, typer.Option(metavar="NAME", rich_help_panel=_WHO)]
Note = Annotated[str | None, typer.Option(metavar="TEXT", rich_help_panel=_WHO)]
NoteOnCard = Annotated[str | None, typer.Option("--note", hidden=True)]
"""A card has no room for a note; it has the option only so that it can say so."""
NextVisit = Annotated[str | None, typer.Option(metavar="DATE", rich_help_panel=_WHO)]

Brand = Annotated[
    str | None,
    typer.Option(metavar="BRAND", help="See: handouts list brands", rich_help_panel=_LOOKS),
]
Paper = Annotated[str, typer.Option(metavar="a4|letter", rich_help_panel=_LOOKS)]
LargePrint = Annotated[
    bool,
    typer.Option("--large-print/--no-large-print", help="18 pt text, one column.", rich_help_panel=_LOOKS),
]
Greyscale = Annotated[
    bool,
    typer.Option("--greyscale/--no-greyscale", help="For a black-and-white printer.", rich_help_panel=_LOOKS),
]
Size = Annotated[str, typer.Option(metavar="13|14", help="Body text in points.", rich_help_panel=_LOOKS)]
Language = Annotated[str, typer.Option(metavar="en", rich_help_panel=_LOOKS)]

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; - is standard output.",
        rich_help_panel=_WHERE,
    ),
]
OutputFolder = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FOLDER", help="Write below this folder.", rich_help_panel=_WHERE),
]
Preview = Annotated[bool, typer.Option("--preview", help="Pages as PNG beside it.", rich_help_panel=_WHERE)]
Open = Annotated[bool, typer.Option("--open", help="Open it when it is done.", rich_help_panel=_WHERE)]
WorkspaceFolder = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="The clinic's folder, if not this one or one above it.",
        rich_help_panel=_WHERE,
    ),
]
MessageFormat = Annotated[
    str,
    typer.Option(
        "--message-format",
        metavar="human|short|json",
        help="How to say what is wrong.",
        rich_help_panel=_WHERE,
    ),
]

OnlyConditions = Annotated[
    list[str] | None,
    typer.Option("--conditions", metavar="A,B", help="Only these conditions.", rich_help_panel=_WHAT),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--formats", metavar="sheet,card,large-print", help="Only these formats.", rich_help_panel=_WHAT
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(metavar="A,B|all", help="In each of these languages.", rich_help_panel=_LOOKS),
]
Papers = Annotated[
    list[str] | None,
    typer.Option(metavar="A,B|all", help="On each of these papers.", rich_help_panel=_LOOKS),
]
ApprovedOnly = Annotated[
    bool,
    typer.Option(
        "--approved-only",
        help="Only what is signed and unchanged since; says what is left out, and why.",
        rich_help_panel=_WHAT,
    ),
]
By = Annotated[str, typer.Option("--by", metavar="'NAME, ROLE'", help="Who signs, as it is printed.")]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Last day it may be printed; not said: the condition's next review."),
]
Patients = Annotated[
    Path | None,
    typer.Option(
        "--patients",
        metavar="TABLE",
        help="A handout for each row of a table of patients (CSV, or xlsx) instead of the library.",
        rich_help_panel=_WHO_ROWS,
    ),
]
Index = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="FILE.csv",
        help="Write down which file is whose, readable by you alone.",
        rich_help_panel=_WHO_ROWS,
    ),
]
MergeInto = Annotated[
    str | None,
    typer.Option(
        "--merge-into",
        metavar="FILE.pdf",
        help="All of them in one file too, each beginning on a new sheet of paper.",
        rich_help_panel=_WHO_ROWS,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        max=256,
        metavar="N",
        help="Processes at once; not said: what is quickest, which is 1 for a few dozen handouts.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Make them on the Dask cluster at tcp://HOST:PORT instead."),
]
Force = Annotated[
    bool, typer.Option("--force", help="Make all again, also what has not changed since it was made.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")]
Layout = Annotated[
    str,
    typer.Option(
        metavar="plain|openemr",
        help="openemr: one file for each ICD-10 code, named as OpenEMR looks for it.",
        rich_help_panel=_WHERE,
    ),
]
Fhir = Annotated[
    bool,
    typer.Option(
        "--fhir",
        help="Write handouts.fhir.json beside them: a FHIR R4 Bundle that describes each file.",
        rich_help_panel=_WHERE,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Explain = Annotated[
    str | None, typer.Option("--explain", metavar="CODE", help="Say what a check asks, why, and who says so.")
]
Summary = Annotated[
    bool,
    typer.Option("--summary", help="A table instead: how hard, how long, how much each handout asks for."),
]
Worksheet = Annotated[
    str | None,
    typer.Option(
        "--worksheet",
        metavar="CONDITION",
        help="A reviewer's worksheet for this sheet instead (PEMAT-informed), as far as a machine can fill it in.",
    ),
]
What = Annotated[
    str,
    typer.Argument(metavar="conditions|techniques|sections|brands|formats|flags|recipes"),
]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Only what stands in these files or folders."),
]
