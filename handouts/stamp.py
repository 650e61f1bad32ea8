"""One handout, many patients: what they have in common is typeset once, then each one's own words are stamped in.

A stamped handout looks, reads and is tagged exactly as if it had been typeset for that person alone. Only the subsets
of its typefaces are larger: they hold all Latin letters, so that its bytes do not depend on who came before. Whoever's
words need anything else (another script, two lines where there is one, a glyph that is not there) is typeset in full.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from handouts.document.places import PLACES, filled_in
from handouts.pipeline import Kept, Made, Reading, keep_standing, make_handout
from handouts.problems import HandoutsError
from handouts.selection import Person, Request, age_for_laws
from handouts.templating import with_values
from handouts.typeset import CannotStayOpen, DoesNotFit, LacksGlyph
from handouts.typeset.personal import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handouts.pipeline import Look
    from handouts.typeset.forme import Paragraphs
    from handouts.workspace import Workspace

__all__ = ["Template", "Templates", "make_or_stamp", "places_for", "shared_by_all"]

MOST_BYTES: Final = 32_000_000
"""How much standing type is kept in a process: about three hundred handouts."""
MOST_LAYOUTS: Final = 40
"""How many layouts of one handout are kept: a note may have one line or ten, a name may need a row of its own."""
_FIELDS: Final = tuple(field.name for field in fields(Person))


class Template:
    """A handout without its person: the same for all who have the same fields filled in.

    It is set for the first person, and again for whoever's words would be laid out otherwise.
    """

    def __init__(
        self,
        workspace: Workspace,
        request: Request,
        look: Look,
        reading: Reading,
    ) -> None:
        self.places = places_for(request)
        self._request = replace(request, person=None)
        self._workspace = workspace
        self._look = look
        self._reading = reading
        self._own_templates = workspace.has_own_templates()
        self._kept: list[Kept] = []
        self._open = True

    @property
    def size(self) -> int:
        """How many bytes of standing type are kept."""
        return sum(len(kept.standing.forme.beginning) for kept in self._kept)

    def is_of(self, reading: Reading) -> bool:
        """Whether it was made of this library and register; what is read from the disk anew may be another."""
        library, approvals = self._reading.library, self._reading.approvals
        same = reading.library is library and reading.approvals is approvals
        return same and library is not None and approvals is not None

    def stamped(self, person: Person) -> Made | None:
        """The handout for a person; None if their words do not fit, and it has to be made in full.

        Whether they fit depends on the person alone, not on those before. None also where anything is wrong with the
        handout: made in full, it is refused with all that there is to say.
        """
        values = values_in(self.places, person)
        if values is None or not self._open:
            return None
        made: Paragraphs = {}
        try:
            for index, kept in enumerate(self._kept):
                try:
                    done = self._filled(kept, person, values, made)
                except DoesNotFit:
                    continue
                self._kept.insert(0, self._kept.pop(index))  # most have the layout that others had
                return done
            return self._filled(self._keep(person, values), person, values, made)
        except CannotStayOpen:
            self._open = False
            return None
        except (DoesNotFit, LacksGlyph, _SaysMore, HandoutsError):
            return None

    def _filled(self, kept: Kept, person: Person, values: Mapping[int, str], made: Paragraphs) -> Made:
        pdf = kept.standing.forme.filled_for(values, made)
        if self._own_templates:
            self._refuse_more(kept, person, values)
        made_of = replace(kept.made.selection, person=person)
        own = tuple(filled_in(text, values) for text in kept.made.own_paragraphs)
        return replace(kept.made, pdf=pdf, selection=made_of, own_paragraphs=own)

    def _keep(self, person: Person, values: Mapping[int, str]) -> Kept:
        """Set the handout as this person needs it, and keep it."""
        request = replace(self._request, person=person)
        kept = keep_standing(self._workspace, request, self._look, self.places, values, self._reading)
        self._refuse_more(kept, person, values)
        self._kept = [kept, *self._kept[: MOST_LAYOUTS - 1]]
        return kept

    @staticmethod
    def _refuse_more(kept: Kept, person: Person, values: Mapping[int, str]) -> None:
        """Raise _SaysMore if the template does more with a value than print it, as a clinic's own may."""
        if kept.fill(person) != with_values(kept.markup, values):
            raise _SaysMore


class _SaysMore(Exception):  # noqa: N818 - it says what is the case
    """The template made something else of a person's values than of the places for them."""


def places_for(request: Request) -> Person:
    """A place for every value of the request's person that may differ from one handout to the next.

    With a changed dose the clinician stays: the sheet says who set it.
    """
    person = request.person or Person()
    values = {name: getattr(person, name) for name in _FIELDS}
    places = {name: place if values[name] else None for name, place in zip(_FIELDS, PLACES, strict=False)}
    if request.doses:
        places["clinician"] = values["clinician"]
    return Person(**places)


def values_in(places: Person, person: Person) -> dict[int, str] | None:
    """What a person has in the places, by the code of each; None if it cannot be stamped in.

    That is so for other fields than there are places for, and for anything but Latin letters, digits and single spaces.
    """
    values: dict[int, str] = {}
    for name in _FIELDS:
        place, value = getattr(places, name), getattr(person, name)
        if place in PLACES and value:
            if not LETTERS.issuperset(value) or value != " ".join(value.split()):
                return None
            values[ord(place)] = value
        elif (place or None) != (value or None):
            return None
    return values


class Templates:
    """The templates of a process, those that were used last."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._by_key: OrderedDict[object, Template] = OrderedDict()

    def of(
        self,
        workspace: Workspace,
        request: Request,
        look: Look,
        reading: Reading,
    ) -> Template:
        """The template of a request, made at its first use and again for another library or register."""
        key = (workspace, shared_by_all(request), look, reading.language)
        found = self._by_key.get(key)
        if found is None or not found.is_of(reading):
            found = Template(workspace, request, look, reading)
            self._by_key[key] = found
        self._by_key.move_to_end(key)
        return found

    def trim(self) -> None:
        """Let go of the templates that were not used for longest, until the rest is small enough."""
        size = sum(template.size for template in self._by_key.values())
        while size > self._most_bytes and len(self._by_key) > 1:
            _, gone = self._by_key.popitem(last=False)
            size -= gone.size


_TEMPLATES: Final = Templates()


def make_or_stamp(
    workspace: Workspace,
    request: Request,
    look: Look,
    reading: Reading,
    *,
    templates: Templates = _TEMPLATES,
) -> Made:
    """Make one handout for a person as `make_handout` does: stamped if its words fit, else typeset in full.

    Raises what `make_handout` raises. `templates` keeps what the next handout can use.
    """
    template = templates.of(workspace, request, look, reading)
    size = template.size
    made = template.stamped(request.person or Person())
    if template.size > size:
        templates.trim()
    if made is not None:
        return made
    return make_handout(workspace, request, look, reading)


def shared_by_all(request: Request) -> tuple[object, ...]:
    """All of a request that its handout depends on, but for the person's values."""
    looked_at = {field.name: getattr(request, field.name) for field in fields(request)}
    looked_at |= {
        "person": places_for(request),
        "age": age_for_laws(request.age),
        "doses": tuple(request.doses.items()),
    }
    return tuple(looked_at.values())
