"""What a template sees: plain data made from a selection, every token filled in, every sentence ready to print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from handouts.content.kinds.dose import CLINICIAN_SETS
from handouts.doses import Blank, card_lines, dose_chips
from handouts.phrases import inside_a_sentence
from handouts.templating.control import control_line, number_of, reviewer_line
from handouts.templating.maps import map_of
from handouts.templating.words import Words

if TYPE_CHECKING:
    from handouts.approval import Control
    from handouts.content.kinds.dose import Dose
    from handouts.content.kinds.section import Section
    from handouts.content.kinds.technique import Picture, Technique
    from handouts.content.library import Library
    from handouts.doses import DoseChip
    from handouts.selection import Selection
    from handouts.selection.choice import Chosen
    from handouts.selection.request import Side

Data = dict[str, Any]
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LABELS: Final = {"Start": "start", "Then": "then", "Finish": "finish", "Close up": "close_up"}
SIDE_WORDS: Final = {"left": "dose_left_side", "right": "dose_right_side", "both": "dose_both_sides"}


def context_of(selection: Selection, library: Library, control: Control) -> Data:
    """Everything the template may use, as plain data."""
    words = Words(library, selection.side)
    clinic = library.clinic
    person = selection.person
    personal = person is not None
    flags = {
        tier.replace("-", "_"): [_flag(one, words) for one in found]
        for tier, found in selection.flags.items()
    }
    techniques = [_technique(one, selection, library, words) for one in selection.techniques]
    title = selection.title
    return {
        "words": words.everything(),
        "language": clinic.locale,
        "number": number_of(selection),
        "version": control.version,
        # Law 10: a personal file says whose clinic made it, never whom it is for.
        "document_title": words.get("document_title_personal") if personal else f"{title}, {clinic.name}",
        "title": title,
        "card_title": words.get("card_title", title=title),
        "summary": words.fill(selection.summary),
        "clinic": {
            "name": clinic.name,
            "tagline": clinic.tagline,
            "phone": words.values["clinic_phone"],
            "logo_alt": words.get("logo_alt"),
        },
        "fields": _fields(selection, words),
        "continued": {
            "help": words.get("continued", title=words.get("when_to_get_help")),
            "notice": words.get("continued", title=words.get("safety_notice")),
        },
        "note": person.note if person else None,
        "in_short": _in_short(selection, words),
        "notice": [words.fill(text) for text in selection.notice.short],
        "full_notice": [words.fill(text) for text in selection.notice.full_lines],
        "notice_groups": [[words.fill(text) for text in group] for group in selection.notice.full],
        "card_notes": _card_notes(techniques, words),
        "card_notice": [words.fill(text) for text in selection.notice.card],
        "go_through": selection.go_through,
        "signs_first": selection.signs_first,
        "map": map_of(selection, library, words),
        "emergency_action": words.get(_emergency_action(selection)),
        "flags": flags,
        "routine": [words.fill(text) for text in selection.routine],
        "more_signs": pages(words, words.get("more_signs"), "help"),
        "techniques": techniques,
        "sections": [_section(one, words) for one in selection.sections],
        "weeks_to_set": _with_line(words.get("weeks_to_set"))
        if any(one.dose.weeks == CLINICIAN_SETS for one in selection.techniques)
        else None,
        "days": [words.get(f"day_{day}") for day in DAYS],
        "what_we_know": [words.fill(text) for text in selection.what_we_know],
        "sources": _publishers(selection, library),
        "do_not": [words.fill(text) for text in selection.do_not],
        "wait": [words.fill(text) for text in selection.wait],
        "tell": [words.fill(text) for text in selection.tell],
        "urgency": (selection.urgency or "").replace("-", "_"),
        "running": _running(selection, words),
        "control": control_line(selection, control, words),
        "reviewed_by": reviewer_line(selection, control, words),
        "page_of": _page_of(words),
    }


def _card_notes(techniques: list[Data], words: Words) -> list[Data]:
    """What a card says beside its tiles, each once, with the numbers of the techniques that it is for."""
    found: dict[tuple[str, str], list[Data]] = {}
    for one in techniques:
        said = [(words.get("ask_first_if"), text) for text in one["cautions"]]
        said += [("", text) for text in (*one["limits"], one["agreed"], one["dose_changed"]) if text]
        for key in said:
            found.setdefault(key, []).append(one)
    return [
        {
            "ids": " ".join(one["id"] for one in of),
            "label": f"{', '.join(str(one['number']) for one in of)}. {lead}".strip(),
            "text": text,
        }
        for (lead, text), of in found.items()
    ]


def _emergency_action(selection: Selection) -> str:
    """Which words say what to do in an emergency: one condition that must not travel decides for all."""
    still = any(condition.call_only for condition in selection.conditions)
    return "emergency_action_call_only" if still else "emergency_action"


def _with_line(text: str) -> Markup:
    """`text` with a line to write on where it says {line}."""
    return Markup("<blank/>").join(escape(part) for part in text.split("{line}"))


def _flag(flag: Any, words: Words) -> Data:  # noqa: ANN401 - a RedFlag
    return {"text": words.fill(flag.text), "short": words.fill(flag.short), "source": str(flag.source)}


def _tile_side(selection: Selection, words: Words) -> str:
    """The side in the name of a tile; where none was chosen, that which is sore."""
    return words.side.lower() if selection.side else words.get("dose_sore_side")


def pages(words: Words, text: str, of: str) -> Markup:
    """`text` with its `{page}` or `{pages}` turned into an element that the layout will fill.

    `{page}` is the page where the thing begins.
    """
    one = words.get("on_page", page="{first}")
    two, many = (
        words.get(form, first="{first}", last="{last}") if "{pages}" in text else ""
        for form in ("on_two_pages", "on_pages")
    )
    element = Markup('<pages of="{}" one="{}" two="{}" many="{}"/>').format(of, one, two, many)
    before, token, after = text.partition("{page}" if "{page}" in text else "{pages}")
    return Markup("{}{}{}").format(before, element if token else "", after)


def _page_of(words: Words) -> Markup:
    this, end = Markup('<pages of="this" one="{first}"/>'), Markup('<pages of="end" one="{first}"/>')
    text = str(escape(words.get("page_of")))
    return Markup(text.replace("{page}", this).replace("{pages}", end))  # noqa: S704 - escaped above


def _fields(selection: Selection, words: Words) -> list[Data]:
    """The personal strip: with a name what was given, else lines to write on."""
    person = selection.person
    given = {
        "for": person and person.name,
        "date": person and person.date,
        "from": person and person.clinician,
        "born": person and person.born,
        "id": person and person.id,
        "next_visit": person and person.next_visit,
    }
    sided = any(condition.sidedness == "sided" for condition in selection.conditions)
    always = () if given["for"] else ("for", "date", "from")
    fields: list[Data] = [
        {"label": words.get(name), "value": value, "choices": []}
        for name, value in given.items()
        if value or name in always
    ]
    side: Data = {"label": words.get("side"), "value": words.side or None, "choices": []}
    if sided and not words.side and not given["for"]:
        side["choices"] = [words.get(name) for name in ("left", "right", "both")]
    if sided and (side["value"] or side["choices"]):
        place = min(3, len(fields))
        fields.insert(place, side)
    return fields


def _in_short(selection: Selection, words: Words) -> list[Any]:
    """The first points of the sheet: what matters most, then how many activities there are and where."""
    points: list[Any] = [words.fill(text) for text in selection.in_short]
    count = len(selection.techniques)
    if count:
        line = words.get("activities_one" if count == 1 else "activities", count=count)
        points.insert(1, pages(words, line, "techniques"))
    return points


def _technique(one: Chosen, selection: Selection, library: Library, words: Words) -> Data:
    technique = one.technique
    pictures = technique.pictures_for(
        {area for condition in selection.conditions for area in condition.areas}
    )
    return {
        "id": technique.id,
        "number": one.number,
        "source": str(technique.source),
        "title": technique.title,
        "continued": words.get("continued", title=f"{one.number} {technique.title}"),
        "short_name": technique.short_name,
        "tile_name": words.get("tile_name", name=technique.short_name, side=_tile_side(selection, words))
        if technique.sided and not one.dose.per_side
        else technique.short_name,
        "cue": words.fill(technique.cue),
        "purpose": words.fill(technique.purpose),
        "chips": [_chip(chip) for chip in dose_bar(one, selection, library)],
        "card_lines": [_chip(chip) for chip in tile_dose(one, library)],
        "progression": one.dose.progression,
        "dose_changed": _dose_changed(one, words),
        "pictures": [
            _picture(picture, technique.sided, selection, library, words, first=index == 0)
            for index, picture in enumerate(pictures)
        ],
        "card_picture": _card_picture(pictures, technique, selection, library, words),
        "need": inside_a_sentence(words.fill(technique.equipment)) if technique.equipment else None,
        "start": words.fill(technique.start),
        "steps": [words.fill(step) for step in technique.steps],
        "feel": inside_a_sentence(words.fill(technique.feel)),
        "stop": inside_a_sentence(words.fill(technique.stop)),
        "never": words.fill(technique.never_if) if technique.never_if else None,
        "ask": [words.fill(text) for text in ((technique.ask_first,) if technique.ask_first else ())],
        "cautions": [words.fill(text) for text in one.cautions],
        "limits": [words.fill(text) for text in one.limits],
        "easier": words.fill(technique.easier) if technique.easier else None,
        "harder": words.fill(technique.harder) if technique.harder else None,
        "agreed": words.get("agreed", name=one.agreement.name, reason=one.agreement.reason)
        if one.agreement
        else None,
    }


def dose_bar(one: Chosen, selection: Selection, library: Library) -> tuple[DoseChip, ...]:
    """The cells of the bar that says how much and how often, on a sheet."""
    sided = one.technique.sided
    return dose_chips(_for_the_bar(one.dose), library.words, side=_dose_side(one, selection), sided=sided)


def tile_dose(one: Chosen, library: Library) -> tuple[DoseChip, ...]:
    """The lines of a tile that say how much and how often, on a card."""
    return card_lines(one.dose, library.words)


def _dose_side(one: Chosen, selection: Selection) -> Side | None:
    return selection.side if one.technique.sided or one.dose.per_side else None


def _for_the_bar(dose: Dose) -> Dose:
    """The dose without weeks that the clinician has to set: one line for all activities stands over "My week"."""
    return replace(dose, weeks=None) if dose.weeks == CLINICIAN_SETS else dose


def _dose_changed(one: Chosen, words: Words) -> str | None:
    if not one.dose_changed:
        return None
    return (
        words.get("dose_changed", name=one.dose_by) if one.dose_by else words.get("dose_changed_by_clinician")
    )


def _chip(chip: Any) -> Data:  # noqa: ANN401 - a DoseChip
    parts = [Markup("<blank/>") if isinstance(part, Blank) else escape(part) for part in chip.parts]
    return {"icon": chip.icon, "words": Markup("").join(parts)}


def _card_picture(
    pictures: tuple[Picture, ...], technique: Technique, selection: Selection, library: Library, words: Words
) -> Data | None:
    """The picture for a tile: the one chosen for it, else the last that is no close-up."""
    chosen = [picture for picture in pictures if picture.card]
    whole = [picture for picture in pictures if picture.label != "Close up"]
    for picture in (*chosen, *reversed(whole), *pictures):
        return _picture(picture, technique.sided, selection, library, words, first=False)
    return None


def _picture(
    picture: Picture,
    sided: bool,  # noqa: FBT001
    selection: Selection,
    library: Library,
    words: Words,
    *,
    first: bool,
) -> Data:
    """A picture with its words; mirrored for the right side. With no side chosen the first says which it shows."""
    drawn = library.drawings[picture.id].drawn_side
    marks_a_side = sided and drawn != "none"
    side = selection.side if selection.side in ("left", "right") else "left"
    caption = words.fill(picture.caption)
    if marks_a_side and first and selection.side not in ("left", "right"):
        caption = f"{caption} {words.get('shown', side=words.get('left').lower())}."
    label = words.get(LABELS[picture.label]) if picture.label else None
    return {
        "id": picture.id,
        "alt": words.fill(picture.alt),
        "mirror": "yes" if marks_a_side and drawn != side else "no",
        "label": label,
        "caption": caption,
    }


def _section(section: Section, words: Words) -> Data:
    picture = section.picture
    return {
        "id": section.id,
        "title": words.fill(section.title),
        "continued": words.get("continued", title=words.fill(section.title)),
        "source": str(section.source),
        "key": words.fill(section.key) if section.key else None,
        "picture": {"id": picture.id, "alt": words.fill(picture.alt)} if picture else None,
        "markup": words.markup(section.markup),
        "rows": [
            {
                "name": words.fill(row.name),
                "meaning": words.markup(row.meaning),
                "source": f"{section.source.path}:{row.line}",
            }
            for row in section.rows
        ],
        "questions": [
            {
                "text": words.fill(one.text),
                "answer": words.markup(one.answer),
                "source": f"{section.source.path}:{one.line}",
            }
            for one in section.questions
        ],
    }


def _publishers(selection: Selection, library: Library) -> list[str]:
    """Who stands behind what is said of the condition and behind the doses, in order of first use.

    The other sources stand in the library, and the sheet says where to ask: printed, they would fill a page more.
    """
    used = {key for one in selection.conditions for key in one.sources}
    used |= {key for one in selection.techniques for key in one.technique.dose.source}
    found = (library.sources[key] for key in selection.sources if key in used)
    named = (
        f"{one.publisher.rstrip('.')}, {one.year}" if one.year else one.publisher.rstrip(".") for one in found
    )
    # A number stays with its name at the end of a line.
    return [f"{number}\u00a0{name}" for number, name in enumerate(dict.fromkeys(named), 1)]


def _running(selection: Selection, words: Words) -> Data:
    """The foot of the pages between: what and for whom, so that loose pages find each other again."""
    person = selection.person
    rest = Markup("")
    if person and person.name:  # marked, for it may be cut where the line is too short
        rest += Markup(", {} <em>{}</em>").format(words.get("for").lower(), person.name)
    if selection.side:
        rest += Markup(", {}").format(words.get(SIDE_WORDS[selection.side]))
    return {"title": selection.title, "rest": rest}
