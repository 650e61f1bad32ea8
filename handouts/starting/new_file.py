"""A new file for a clinic's workspace: a form to fill in, or a copy of what is there to word another way.

Nothing here is written over, and what is still to be filled in cannot be printed (`content/unfinished.py`).
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from handouts.content.files import read_condition, read_section, read_technique
from handouts.content.kinds.condition import Condition
from handouts.content.kinds.technique import Technique
from handouts.content.original import KEY, ORIGINAL, original_version
from handouts.looks.brand import brand_ids, load_brand
from handouts.problems import UsageError, did_you_mean, error
from handouts.reading import read_text, read_yaml
from handouts.starting.forms import form, quoted
from handouts.starting.own_pictures import own_drawing, with_pictures
from handouts.workspace import Workspace, is_language, is_portable

NewKind = Literal["condition", "technique", "section", "brand", "recipe"]
NEW_KINDS: tuple[NewKind, ...] = get_args(NewKind)
Written = Literal["condition", "technique", "section"]

_READERS = {"condition": read_condition, "technique": read_technique, "section": read_section}
_NOT_TEXT = re.compile(r"[0-9]+|true|false|null")
_NUMBER = re.compile(r"^number:.*$", re.MULTILINE)
_OWN_NUMBER = re.compile(r'^number: *"?OWN-([0-9]{3})\b', re.MULTILINE)


NewFiles = dict[Path, bytes]
"""What is to be written, path by path."""


def new_files(
    kind: NewKind,
    name: str,
    workspace: Workspace,
    *,
    like: str | None = None,
    pictures: tuple[str, ...] = (),
    logo: Path | None = None,
    language: str = "en",
) -> NewFiles:
    """Make the files that a new entry begins as.

    `like` names the entry to copy; with the same id it becomes the clinic's own wording of it. `pictures` are ids
    of drawings, or SVG files to take in as the clinic's own; `logo` is an SVG file for a brand. Raises UsageError
    for an id that is taken, cannot be a file's name or stands for nothing, OutputError for an SVG file that cannot
    be read, and ContentError for one that cannot be printed.
    """
    _refuse_id(name)
    if not is_language(language):
        hint = "Two or three letters, and a country where that matters: es, pt-BR."
        raise UsageError(error("USE-VALUE", "--language is not the name of a language", hint=hint))
    if pictures and kind != "technique":
        raise UsageError(error("USE-PICTURE", f"only a technique has pictures, not a {kind}"))
    if logo is not None and kind != "brand":
        raise UsageError(error("USE-PICTURE", f"only a brand has a logo, not a {kind}"))
    if kind == "brand":
        return _new_brand(name, workspace, like, logo)
    if kind == "recipe":
        return _new_recipe(name, workspace, like)
    return _new_content(kind, name, workspace, like, pictures, language)


def can_be_id(name: str) -> bool:
    """Say whether a new entry may have this id: YAML must not take it for a number or for true."""
    return is_portable(name) and not _NOT_TEXT.fullmatch(name)


def _refuse_id(name: str) -> None:
    if can_be_id(name):
        return
    better = re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-")
    usable = can_be_id(better) and ".." not in name
    hint = "An id is lower-case letters, digits and single hyphens, at most 60, and no name Windows keeps (con, nul)."
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    raise UsageError(
        error("USE-ID", f'"{shown}" cannot be an id', hint=f"{hint} Try: {better}" if usable else hint)
    )


def _refuse_taken(path: Path, workspace: Workspace) -> None:
    if path.exists() or path.is_symlink():
        what = f"there is already {workspace.shown(path)}"
        raise UsageError(error("USE-ID", what, hint="Change that one, or choose another id."))


def _unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    return UsageError(error("USE-FROM", f'there is no {kind} "{name}"', hint=did_you_mean(name, known)))


def _new_content(
    kind: Written, name: str, workspace: Workspace, like: str | None, pictures: tuple[str, ...], language: str
) -> NewFiles:
    path = workspace.own_file(kind, name, language)
    _refuse_taken(path, workspace)
    there = workspace.content_files(kind, language)
    if like == name and name not in there and name in workspace.content_files(kind, ORIGINAL):
        return {path: _to_translate(kind, name, workspace).encode()}
    if like is None:
        if name in there:
            hint = (
                f"To word it your own way: handouts new {kind} {name} --from {name}. Else choose another id."
            )
            raise UsageError(error("USE-ID", f'the {kind} "{name}" is built in', hint=hint))
        text = form(
            f"{kind}.md",
            number=_free_number(workspace, language),
            today=workspace.today.isoformat(),
            review=_in_a_year(workspace),
        )
    elif like not in there:
        raise _unknown(kind, like, there)
    else:
        if name in there and name != like:
            raise UsageError(error("USE-ID", f'the {kind} "{name}" is built in', hint="Choose another id."))
        text = _copied(kind, name, like, read_text(*_newest(kind, like, workspace, language)))
        if name != like:
            text = _as_kind(kind, text, like, workspace, language)
        if kind == "condition" and name != like:
            text = _as_own_document(text, workspace, language)
    drawings: dict[Path, bytes] = {}
    if pictures:
        text, drawings = with_pictures(text, name, pictures, workspace, language)
    return {**drawings, path: text.encode()}


def _to_translate(kind: Written, name: str, workspace: Workspace) -> str:
    """Begin a translation: the original word for word, with what says which version of it this was made from."""
    path, shown = _newest(kind, name, workspace, ORIGINAL)
    version = original_version(_READERS[kind](path, shown))
    heading = (
        f'# To be put into another language: the {kind} "{name}", which stands here as it is in the original.',
        "# What a law reads stays as it is: exclude, cautions, areas, tool, dose, red flags. The rest is translated.",
        "# The version of the original; where that changes, both are read again and the new version is written here.",
        f'{KEY}: "{version}"',
    )
    return _headed(heading, kind, read_text(path, shown))


def _copied(kind: Written, name: str, like: str, text: str) -> str:
    """Head a copy with what it is. A heading that an earlier copy had goes."""
    heading: tuple[str, ...]
    if name == like:
        heading = (
            f'# Your own wording of the built-in {kind} "{name}", laid over it. "handouts check" says what must stay:',
            "# what is forbidden, warned of or limited there may be added to and tightened, never taken away.",
        )
    else:
        text = re.sub(rf"^{KEY}:.*\n", "", text, count=1, flags=re.MULTILINE)
        heading = (f'# Begun as a copy of the {kind} "{like}". What changes there does not change here.',)
    return _headed(heading, kind, text)


def _headed(heading: tuple[str, ...], kind: Written, text: str) -> str:
    body = re.sub(r"\A---\n(?:#.*\n)*", "", text)
    return "\n".join(
        ("---", *heading, f"# All keys and choices, for an editor: schemas/{kind}.schema.json", body)
    )


def _as_kind(kind: Written, text: str, like: str, workspace: Workspace, language: str) -> str:
    """Say in a copy what it is a kind of: all that is forbidden in what it was copied from stays so. Not of a text."""
    original = _READERS[kind](*_newest(kind, like, workspace, language))
    if not isinstance(original, Condition | Technique):
        return text
    text = re.sub(r"^kind_of:.*\n", "", text, count=1, flags=re.MULTILINE)
    kinds = ", ".join(dict.fromkeys((like, *original.kind_of)))
    return re.sub(r"^((?:number|tool):.*)$", rf"\1\nkind_of: [{kinds}]", text, count=1, flags=re.MULTILINE)


def _as_own_document(text: str, workspace: Workspace, language: str) -> str:
    """Give a copied condition a number and dates of its own."""
    text = _NUMBER.sub(f"number: {_free_number(workspace, language)}", text, count=1)
    for key, day in (("written", workspace.today.isoformat()), ("review_due", _in_a_year(workspace))):
        text = re.sub(rf"^{key}:.*$", f'{key}: "{day}"', text, count=1, flags=re.MULTILINE)
    return text


def _newest(kind: Written, name: str, workspace: Workspace, language: str) -> tuple[Path, str]:
    """Give the file of an entry that counts, and how it is shown."""
    path = workspace.files_of(kind, name, language)[-1]
    return path, workspace.shown(path)


def _free_number(workspace: Workspace, language: str) -> str:
    """Find the first document number of the clinic's own that no condition has."""
    files = [paths[-1] for paths in workspace.content_files("condition", language).values()]
    texts = (read_text(path, workspace.shown(path)) for path in files)
    taken = [int(match[1]) for text in texts for match in _OWN_NUMBER.finditer(text)]
    return f"OWN-{max(taken, default=0) + 1:03d}"


def _in_a_year(workspace: Workspace) -> str:
    """The day on which something written today is to be looked at again."""
    today = workspace.today
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year + 1, day=day).isoformat()


def _new_brand(name: str, workspace: Workspace, like: str | None, logo: Path | None) -> NewFiles:
    folder = workspace.own_brand_folder(name)
    _refuse_taken(folder, workspace)
    known = brand_ids(workspace)
    if name in known:
        hint = f"Choose another id; it can take everything from this one: handouts new brand my-{name} --from {name}"
        raise UsageError(error("USE-ID", f'the brand "{name}" is built in', hint=hint))
    if like is not None and like not in known:
        raise _unknown("brand", like, known)
    mark = None if logo is None else own_drawing(logo)
    return brand_files(folder, workspace, like or sample_brand(workspace), _title(name), mark)


def brand_files(
    folder: Path, workspace: Workspace, extends: str, title: str, mark: bytes | None
) -> dict[Path, bytes]:
    """Make a brand that takes all from another: a colour to change, and its mark, or one that only holds the place."""
    colour = str(load_brand(workspace, extends).roles["accent"]).upper()
    brand = form("brand.yaml", name=quoted(title[:60]), extends=extends, colour=colour)
    logo = form("logo.svg", colour=colour).encode() if mark is None else mark
    return {folder / "brand.yaml": brand.encode(), folder / "logo.svg": logo}


def sample_brand(workspace: Workspace) -> str:
    """Name the brand of the sample clinic."""
    path = workspace.file_of("clinic")[0]
    data = read_yaml(path, workspace.shown(path)).data
    return str(data["brand"]) if isinstance(data, dict) and "brand" in data else brand_ids(workspace)[0]


def _title(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split("-"))


def _new_recipe(name: str, workspace: Workspace, like: str | None) -> NewFiles:
    path = workspace.own_recipe(name)
    _refuse_taken(path, workspace)
    if like is None:
        return {path: form("recipe.yaml", id=name).encode()}
    known = workspace.recipe_files()
    if like not in known:
        raise _unknown("recipe", like, known)
    text = read_text(known[like], workspace.shown(known[like]))
    return {path: text.replace(f"--recipe {like} ", f"--recipe {name} ").encode()}
