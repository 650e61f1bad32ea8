"""A recipe and what was typed beside it, made one order; and an order made a recipe. What is typed wins."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.cli.session import Session, shown
from handouts.dataclass import dataclass
from handouts.orders.field import listed
from handouts.orders.order import Order
from handouts.problems import Problem, Source, UsageError, error

if TYPE_CHECKING:
    from handouts.content.kinds.recipe import Recipe
    from handouts.workspace import Workspace

_CONTENT = frozenset({"sections", "with_sections", "without_sections", "techniques"})
_LOOKS = ("paper", "large_print", "greyscale", "size", "language")
"""Options that always have a value: whether one was typed, only the command line can tell."""


@dataclass(frozen=True, slots=True)
class RecipeWords:
    """The recipe to start from, and the name to save the choice under."""

    use: str | None = None
    save: str | None = None


def typed(context: Any) -> frozenset[str]:  # noqa: ANN401 - Typer's own type is private
    """Name the parameters that were given on the command line, and were not left at their usual value."""
    return frozenset(
        name for name in context.params if context.get_parameter_source(name).name == "COMMANDLINE"
    )


def with_recipe(order: Order, words: RecipeWords, workspace: "Workspace") -> Order:
    """Complete an order with what the recipe says. Raises UsageError if then no condition is named."""
    if words.use is not None:
        from handouts.recipes import find_recipe  # noqa: PLC0415 - cold start

        order = _completed(order, find_recipe(workspace, words.use))
    if not order.conditions:
        hint = "See: handouts list conditions, and: handouts list recipes"
        what = "the recipe names no condition" if words.use else "no CONDITION is named, and no --recipe"
        raise UsageError(error("USE-WORDS", what, hint=hint))
    return order


def _completed(order: Order, recipe: "Recipe") -> Order:
    """Fill in what was not typed. A list that was typed replaces the recipe's; what adds and removes joins it."""
    more, less = listed(order.with_sections), listed(order.without_sections)
    sections: Sequence[str] | None = order.sections
    if sections is None:
        sections = recipe.sections
        more = (*(one for one in recipe.with_sections if one not in less), *more)
        less = (*(one for one in recipe.without_sections if one not in more), *less)
    looks: dict[str, Any] = {
        name: value
        for name in _LOOKS
        if name not in order.said and (value := getattr(recipe, name)) is not None
    }
    if "size" in looks:
        looks["size"] = str(looks["size"])
    return replace(
        order,
        conditions=order.conditions or recipe.conditions,
        sections=sections,
        with_sections=more,
        without_sections=less,
        techniques=recipe.techniques if order.techniques is None else order.techniques,
        doses=_doses(order, recipe),
        usual_doses=dict(recipe.doses),
        brand=recipe.brand if order.brand is None else order.brand,
        recipe=recipe.id,
        changed=not _CONTENT.isdisjoint(order.said),
        **looks,
    )


def _doses(order: Order, recipe: "Recipe") -> list[str]:
    """Give the typed doses, and the recipe's for the techniques that are still meant and have no other."""
    own = list(order.doses or ())
    dosed = {text.partition("=")[0].strip() for text in own}
    meant = None if order.techniques is None else listed(order.techniques)
    kept = (
        f"{name}={dose}"
        for name, dose in recipe.doses.items()
        if name not in dosed and (meant is None or name in meant)
    )
    return [*own, *kept]


@dataclass(frozen=True, slots=True)
class Keeping:
    """A recipe about to be saved, and where."""

    recipe: "Recipe"
    path: Path
    left_out: tuple[str, ...]

    def save(self, session: Session) -> None:
        """Write the recipe, and say what it does not hold. Raises OutputError."""
        from handouts.recipes import save_recipe  # noqa: PLC0415 - cold start

        save_recipe(self.path, self.recipe)
        session.tell(Problem("info", "RECIPE-SAVED", f"the recipe is saved: {shown(self.path)}"))
        if self.left_out:
            what = f"for one patient, so not in the recipe: {', '.join(self.left_out)}"
            session.tell(Problem("info", "RECIPE-LEFT-OUT", what))


def to_keep(
    order: Order, words: RecipeWords, workspace: "Workspace", doses: Mapping[str, str]
) -> Keeping | None:
    """Make a recipe of an order that made a handout, if one is to be saved. Raises UsageError for its name."""
    if words.save is None:
        return None
    from handouts.recipes import place_for_recipe  # noqa: PLC0415 - cold start

    recipe = _recipe_of(order, doses)
    return Keeping(recipe, place_for_recipe(workspace, words.save, recipe), _left_out(order))


def _recipe_of(order: Order, doses: Mapping[str, str]) -> "Recipe":
    """Keep what an order says; what nobody said is not kept either, so that the condition's own list goes on."""
    from handouts.content.kinds.recipe import Recipe  # noqa: PLC0415 - cold start
    from handouts.reading import model_of  # noqa: PLC0415

    said: dict[str, Any] = {
        "conditions": order.conditions,
        "techniques": None if order.techniques is None else listed(order.techniques),
        "sections": None if order.sections is None else listed(order.sections),
        "with": listed(order.with_sections),
        "without": listed(order.without_sections),
        "doses": dict(doses),
        "brand": order.brand,
        "paper": order.paper if order.paper != "a4" else None,
        "large_print": order.large_print or None,
        "greyscale": order.greyscale or None,
        "size": int(order.size) if order.size != "13" else None,
        "language": order.language if order.language != "en" else None,
    }
    return model_of(Recipe, {"id": "recipe", "source": Source("recipe"), **said})


def _left_out(order: Order) -> tuple[str, ...]:
    """Name the options that were used and that a recipe does not keep."""
    from handouts.content.kinds.recipe import OF_ONE_PATIENT  # noqa: PLC0415 - cold start

    given = {one.name: getattr(order.person, one.name) for one in fields(order.person)}
    given |= {name: getattr(order, name) for name in ("age", "side", "flags", "stage", "agreements")}
    return tuple(option for name, option in OF_ONE_PATIENT.items() if given[name] is not None)
