"""A tiny invented clinic on disk: two conditions, three techniques, three sections, enough safety data.

Nothing in it is true. `write_tiny_clinic` writes a complete library that loads without a problem; a test then
changes the file it is about with `edit`. The interface words, templates and typefaces are the real ones.
"""

from datetime import date
from pathlib import Path

from handouts.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)

FILES = {
    "clinic.yaml": """\
name: Tiptoe Clinic
tagline: feet only
phone: 01632 960 000
other_phones: [020 7946 0321]
address: 1 Sole Street
locale: en-GB
emergency_number: "999"
urgent_line: 111 or your GP
team: 999 team
in_language:
  es: {urgent_line: 111 or your GP, team: 999 team}
brand: riverside
""",
    "sources.yaml": """\
# Where the statements come from.
TOE-BOOK:
  title: All about toes
  publisher: Toe Press
  url: https://example.org/toes
  year: 2020
  read: the whole page
UNUSED-BOOK:
  title: All about ears
  publisher: Ear Press
  url: https://example.org/ears
  year: null
  read: an abstract
""",
    "safety/states.yaml": """\
toe-surgery-recent:
  label: Toe surgery, first 12 weeks
  flags: [sore-skin]
""",
    "safety/matrix.yaml": """\
blood-thinner:
  label: Takes blood thinners
  cells:
    {hand: light, ball: ask, roller: ask, gun: no, stretch: ok, exercise: ok, walk: ok, heat: ok, cold: ok}
  sources: [TOE-BOOK]
clot-now:
  label: Blood clot, now or suspected
  cells:
    {hand: no, ball: no, roller: no, gun: no, stretch: no, exercise: no, walk: no, heat: no, cold: no}
  seek_care: same-day
  red_flags: [RF-CLOT]
  sources: [TOE-BOOK]
sore-skin:
  label: Broken skin
  cells:
    {hand: area, ball: area, roller: area, gun: no, stretch: ok, exercise: ok, walk: ok,
     heat: area, cold: area}
  verify: true
""",
    "en/safety/cautions.yaml": """\
blood-thinner:
  text: you take blood thinners.
  limits: {hand: Press lightly.}
clot-now:
  text: you may have a blood clot.
sore-skin:
  text: your skin is broken there.
wobbly:
  text: you are not steady on your feet.
""",
    "en/safety/red-flags.yaml": """\
RF-BLUE:
  tier: emergency
  text: Your toe turns blue and cold.
  short: Your toe is blue and cold.
  sources: [TOE-BOOK]
RF-LUNG:
  tier: emergency
  text: You are short of breath all of a sudden.
  short: You are short of breath.
  sources: [TOE-BOOK]
RF-CLOT:
  tier: same-day
  text: One calf is sore, warm and swollen.
  short: One calf is warm and swollen.
  brings: [RF-LUNG]
  sources: [TOE-BOOK]
RF-CHILD:
  tier: same-day
  text: A child limps.
  short: A child limps.
  children: true
  verify: true
RF-NIGHT:
  tier: routine
  text: The pain is worse at night and keeps getting worse.
  short: The pain is worse at night.
  sources: [TOE-BOOK]
""",
    "en/safety/notice.md": """\
---
short:
  - Keep pain at 4 out of 10 or less.
  - Stop if you feel numb.
card:
  - Stop if it hurts more than 4 out of 10.
full:
  - This sheet was made for you.
  - Do not share it.
---
""",
    "en/glossary.yaml": """\
hallux: the big toe
""",
    "en/conditions/sore-toe.md": """\
---
title: Sore toe
name: Sore toe (cause not known yet)
number: TOE-001
summary: Your toe is sore.
codes:
  icd10: {left: [M79.675], right: [M79.674]}
self_care: caution
areas: [foot]
sections: [about-toes, toe-questions]
also_sections: [toe-parts]
techniques: [toe-curl, sole-rub]
also: [sole-ball]
red_flags: [RF-BLUE, RF-CLOT, RF-CHILD, RF-NIGHT]
routine: Book a visit if it is no better in 6 weeks.
in_short:
  - Keep moving. That helps most.
  - text: Press on soft parts only.
    tools: [hand, ball]
do_not:
  - Do not press on the bump.
what_we_know: Nobody has studied sore toes.
sources: [TOE-BOOK]
written: "2026-11-22"
review_due: "2028-11-22"
---
""",
    "en/conditions/blue-toe.md": """\
---
title: Blue toe
name: Blue toe (blood flow)
number: TOE-002
summary: Blood does not reach your toe.
self_care: seek-care
urgency: emergency
areas: [foot]
red_flags: [RF-BLUE]
in_short:
  - Get help. Do not treat it at home.
do_not:
  - Do not rub it.
wait:
  - Keep it warm.
tell:
  - When it began
sources: [TOE-BOOK]
written: "2026-11-22"
review_due: "2028-11-01"
---
""",
    "en/techniques/toe-curl.md": """\
---
title: Toe curl
short_name: Toe curl
cue: Curl, hold, let go.
purpose: To make your toes stronger.
tool: exercise
areas: [foot]
sided: true
equipment: A chair.
start: Sit with your {side} foot flat on the floor.
pictures:
  - id: toe-curl-start
    label: Start
    caption: foot flat.
    alt: A foot stands flat on the floor.
    steps: [1]
  - id: toe-curl-finish
    label: Finish
    caption: toes curled.
    alt: The toes of the same foot are curled.
    steps: [2, 3]
feel: Work in the sole of your foot.
stop: You get cramp that will not ease.
easier: Curl a little.
harder: Pick up a towel.
exclude: [blue-toe, toe-surgery-recent]
cautions: [wobbly]
sources: [TOE-BOOK]
dose:
  kind: reps
  sets: [1, 3]
  reps: 10
  per_day: 1
  days_per_week: [2, 3]
  weeks: clinician_sets
  source: [TOE-BOOK]
---

1. Spread your toes.
2. Curl them as if to pick up
   a pencil.
3. Let go slowly.
""",
    "en/techniques/sole-rub.md": """\
---
title: Sole rub
short_name: Sole rub
cue: Rub soft parts only.
purpose: To ease a tight sole.
tool: hand
areas: [foot]
sided: true
targets: [sole]
no_go: [bunion]
start: Sit with your {side} foot on your other knee.
pictures:
  - id: sole-rub
    caption: Rub with your thumb.
    alt: A thumb rubs the sole of a foot.
    steps: [1, 2]
feel: Warmth.
stop: You feel tingling.
ask_first: You take blood thinners.
exclude: [blue-toe]
cautions: [blood-thinner, sore-skin]
sources: [TOE-BOOK]
dose:
  kind: time
  duration: [1, 2]
  per_day: [1, 2]
  cap: 5
  typical: true
---

1. Put your thumb on the sole.
2. Rub in small circles.
""",
    "en/techniques/sole-ball.md": """\
---
title: Sole on a ball
short_name: Sole on a ball
cue: Roll slowly.
purpose: To press on a tight sole.
tool: ball
areas: [foot]
sided: true
targets: [sole]
equipment: A soft ball.
start: Sit with a ball under your foot.
feel: A dull ache that fades.
stop: You feel tingling.
exclude: [blue-toe, toe-surgery-recent]
cautions: [blood-thinner, sore-skin]
sources: [TOE-BOOK]
dose: {kind: time, duration: {value: 30, unit: seconds}, per_day: 1, typical: true}
---

1. Roll the ball under your sole.
""",
    "en/sections/about-toes.md": """\
---
title: About toes
layout: prose
key: Toes like to move.
sources: [TOE-BOOK]
---

You have **ten** toes. Call {clinic_phone} if you count more.

- Move them.
- Warm them.
""",
    "en/sections/toe-parts.md": """\
---
title: The parts of a toe
layout: rows
sources: [TOE-BOOK]
---

- **Nail**: the hard end.
- **Joint**: where it bends.
""",
    "en/sections/toe-questions.md": """\
---
title: Questions people ask
layout: questions
tools: [walk]
activities: true
sources: [TOE-BOOK]
---

### Can I walk?

Yes. Walk a little each day.

### When should I stop?

Stop if it hurts more.
""",
}
DRAWINGS = ("toe-curl-start", "toe-curl-finish", "sole-rub", "map-foot")
DRAWING_INFO = """\
drawn_side: left
regions: [sole]
figure: woman
window: [0, 0, 80, 40]
points: {sole-left: [20, 20], bunion-left: [60, 10]}
credit: nobody
licence: CC BY 4.0
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">
<path fill="#26333b" d="M10 10h60v20h-60z"/>
</svg>
"""
MORE_WORDS = """
point_bunion: Do not press on the bump
"""


def write_tiny_clinic(folder: Path) -> Path:
    """Write the whole library into a folder and give the folder."""
    content = folder / "content"
    for name, text in FILES.items():
        _write(content / name, text)
    for name in DRAWINGS:
        _write(content / "illustrations" / f"{name}.svg", DRAWING)
        _write(content / "illustrations" / f"{name}.yaml", DRAWING_INFO)
    words = (REPOSITORY / "content" / "en" / "words.yaml").read_text(encoding="utf-8")
    _write(content / "en" / "words.yaml", words + MORE_WORDS)
    (folder / "templates").symlink_to(REPOSITORY / "templates")
    return folder


def tiny_workspace(folder: Path, *overlays: Path) -> Workspace:
    """Write the library and give a workspace of it, with further folders laid over it."""
    return Workspace((write_tiny_clinic(folder), *overlays), folder / "output", TODAY)


def edit(folder: Path, name: str, old: str, new: str) -> Path:
    """Change one thing in a content file; fails if what is to be changed is not there."""
    path = folder / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def overlay(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Write a clinic's own version of a tiny file into another folder, with some things changed."""
    text = FILES[name]
    for old, new in changes:
        assert old in text, f"{old!r} is not in {name}"
        text = text.replace(old, new, 1)
    _write(folder / "content" / name, text)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
