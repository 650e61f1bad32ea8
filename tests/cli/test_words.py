"""What is typed, and what the program is asked for because of it."""

import io
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_run import Command

from handouts.selection.request import Agreement, Flag

CANARY = "Zephyrine Quillfeather"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("own_desk")
def test_the_words_of_a_sheet_become_a_request(handouts: Command, asked: list[SimpleNamespace]) -> None:
    ended = handouts(
        "sheet", "sore-toe", "sore-toe",
        "--sections", "about-toes, toe-parts", "--with", "toe-questions,toe-parts", "--with", "about-toes",
        "--without", "toe-questions",
        "--techniques", "toe-curl", "--dose", "toe-curl=2x10", "--side", "left",
        "--flag", "sore-skin@foot", "--flag", "blood-thinner", "--stage", "3+", "--age", "46",
        "--agree", "sole-rub: Jo Example, light pressure, once",
        "--patient", CANARY, "--id", "77", "--born", "1980-04-03", "--date", "2026-11-23",
        "--clinician", "Jo Example", "--note", "Go slowly.", "--next-visit", "2026-12-01, 10:30",
    )  # fmt: skip
    assert ended.code == 0
    (call,) = asked
    request = call.request
    assert request.conditions == ("sore-toe",)
    assert request.kind == "sheet"
    assert request.sections == ("about-toes", "toe-parts")
    assert request.with_sections == ("toe-questions", "toe-parts", "about-toes")
    assert request.without_sections == ("toe-questions",)
    assert request.techniques == ("toe-curl",)
    assert request.doses == {"toe-curl": "2x10"}
    assert request.side == "left"
    assert request.flags == (Flag("sore-skin", "foot"), Flag("blood-thinner"))
    assert (request.stage, request.age) == (4, 46)
    assert request.agreements == (Agreement("sole-rub", "Jo Example", "light pressure, once"),)
    person = request.person
    assert (person.name, person.id, person.clinician, person.note) == (
        CANARY,
        "77",
        "Jo Example",
        "Go slowly.",
    )
    assert (person.born, person.date) == ("3 April 1980", "23 November 2026")
    assert person.next_visit == "1 December 2026, 10:30"


def test_nothing_said_is_nothing_asked(handouts: Command, asked: list[SimpleNamespace]) -> None:
    assert handouts("card", "sore-toe").code == 0
    (call,) = asked
    assert call.request.kind == "card"
    assert call.request.sections is None
    assert call.request.techniques is None
    assert call.request.person is None
    assert call.request.stage is None
    assert (call.look.brand, call.look.paper, call.look.size) == (None, "a4", 13)


def test_an_empty_list_means_none(handouts: Command, asked: list[SimpleNamespace]) -> None:
    assert handouts("sheet", "sore-toe", "--sections", "", "--patient", " ").code == 0
    assert asked[0].request.sections == ()
    assert asked[0].request.person is None


def test_the_words_of_the_look(handouts: Command, asked: list[SimpleNamespace]) -> None:
    words = ("--brand", "orchard", "--paper", "letter", "--large-print", "--greyscale", "--size", "14")
    ended = handouts("sheet", "sore-toe", "--side", "left", "--stage", "0-3", *words)
    look = asked[0].look
    assert (look.brand, look.paper, look.large_print, look.greyscale, look.size) == (
        "orchard", "letter", True, True, 14,
    )  # fmt: skip
    assert asked[0].request.stage == 0
    assert ended.out == (
        "output/sore-toe/sore-toe-sheet-left-new-injury-orchard-letter-large-greyscale.pdf\n"
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ((), "sore-toe-sheet.pdf"),
        (("--size", "14"), "sore-toe-sheet-14pt.pdf"),
        (("--stage", "3+"), "sore-toe-sheet-later.pdf"),
        (("--greyscale",), "sore-toe-sheet-greyscale.pdf"),
        (("--techniques", "toe-curl"), "sore-toe-sheet-chosen.pdf"),
        (("--techniques", ""), "sore-toe-sheet-chosen.pdf"),
        (("--sections", "toe-parts", "--side", "left"), "sore-toe-sheet-chosen-left.pdf"),
        (("--with", "toe-parts"), "sore-toe-sheet-chosen.pdf"),
        (("--without", "about-toes"), "sore-toe-sheet-chosen.pdf"),
        (("--with", ""), "sore-toe-sheet.pdf"),
    ],
)
def test_versions_do_not_overwrite_each_other(
    handouts: Command, asked: list[SimpleNamespace], words: tuple[str, ...], name: str
) -> None:
    assert handouts("sheet", "sore-toe", *words).out == f"output/sore-toe/{name}\n"
    assert len(asked) == 1


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize(
    "words",
    [
        ("--patient", CANARY),
        ("--age", "44"),
        ("--born", "1980-04-03"),
        ("--flag", "blood-thinner"),
        ("--agree", "sole-rub: Jo, light"),
        ("--dose", "toe-curl=2x10"),
    ],
)
def test_what_is_one_persons_goes_to_the_patients_folder(
    handouts: Command, asked: list[SimpleNamespace], words: tuple[str, ...]
) -> None:
    ended = handouts("sheet", "sore-toe", *words)
    path = Path(ended.out.strip())
    assert path.parent == Path("output/patients")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "toe" not in path.name
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sheet", "sore-tow"), 'Did you mean "sore-toe"?'),
        (("sheet", "Sore_Toe"), 'Did you mean "sore-toe"?'),
        (("sheet", "sore-toe", "--paper", "a5"), "one of: a4, letter"),
        (("sheet", "sore-toe", "--size", "12"), "one of: 13, 14"),
        (("sheet", "sore-toe", "--side", "lefft"), 'Did you mean "left"?'),
        (("sheet", "sore-toe", "--side", "left;right"), "it is one of: left, right, both"),
        (("sheet", "sore-toe", "--stage", "3"), "0-3 is to the end of day 3, and 3+ from day 4 on."),
        (("sheet", "sore-toe", "--stage", "9"), "one of: 0-3, 3+"),
        (("sheet", "sore-toe", "--age", "old"), "--age"),
        (("sheet", "sore-toe", "--age", "200"), "--age"),
        (("sheet", "sore-toe", "--agree", "sole-rub"), "--agree needs"),
        (("sheet", "sore-toe", "--agree", "sole-rub: Jo"), "--agree needs"),
        (("sheet", "sore-toe", "--dose", "2x10"), "--dose needs"),
        (("sheet", "sore-toe", "--brnad", "x"), 'Did you mean "--brand"?'),
        (("sheet", "sore-toe", "--brand"), "requires an argument"),
        (("sheet", "sore-toe", "--message-format", "xml"), "human, short, json"),
        (("sheet", "sore-toe", "--workspace", "."), "is not a workspace"),
        (("sheet",), "CONDITION"),
        (("shet", "sore-toe"), 'Did you mean "sheet"?'),
        (("card", "sore-toe", "--sections", "about-toes"), "--sections"),
        (("batch", "--formats", "crad"), 'Did you mean "card"?'),
        (("batch", "--conditions", "sore-tow"), 'Did you mean "sore-toe"?'),
        (("batch", "--conditions", ""), "--conditions names nothing"),
        (("batch", "--conditions", ","), "--conditions names nothing"),
        (("batch", "--formats", ""), "--formats names nothing"),
        (("batch", "-o", "-"), "a batch writes many files"),
        (("batch", "-o", ""), "a batch writes many files"),
        (("card", "sore-toe", "--note", "Go slowly."), "a card has no room for a note"),
        (("list", "condition"), 'Did you mean "conditions"?'),
    ],
)
def test_a_slip_is_told_with_what_was_meant(
    handouts: Command, asked: list[SimpleNamespace], words: tuple[str, ...], said: str
) -> None:
    ended = handouts(*words)
    assert ended.code == 2
    assert said in ended.err
    assert "error" in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert asked == []


def test_all_unknown_conditions_are_told_at_once(handouts: Command) -> None:
    ended = handouts("sheet", "sore-tow", "bleu-toe")
    assert ended.err.count("Did you mean") == 2


def test_half_a_name_left_outside_the_quotes_is_not_repeated(handouts: Command) -> None:
    first, last = CANARY.split()
    ended = handouts("sheet", "sore-toe", "--patient", first, last)
    assert ended.code == 2
    assert last not in ended.all
    assert "quotation marks" in ended.err


@pytest.mark.parametrize("option", ["--born", "--date", "--next-visit"])
def test_a_date_that_can_be_misread_is_refused_and_not_repeated(handouts: Command, option: str) -> None:
    ended = handouts("sheet", "sore-toe", option, "03/04/26")
    assert ended.code == 2
    assert option in ended.err
    assert "03/04/26" not in ended.err


@pytest.mark.parametrize("bad", ["\u202e", "\x00", "\x1b[31m", "\udc80", "\n", "\t"])
def test_a_character_that_cannot_be_printed_is_named_and_the_value_is_not(
    handouts: Command, bad: str
) -> None:
    ended = handouts("sheet", "sore-toe", "--note", f"{CANARY}{bad}x")
    assert ended.code == 2
    assert "--note holds" in ended.err
    assert "Zephyrine" not in ended.err


def test_a_value_too_long_is_refused(handouts: Command) -> None:
    ended = handouts("sheet", "sore-toe", "--note", "x" * 1001)
    assert ended.code == 2
    assert "1000 characters" in ended.err


@pytest.mark.usefixtures("own_desk")
def test_a_dash_asks_at_the_terminal(
    handouts: Command, asked: list[SimpleNamespace], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin, stderr = Terminal(f"{CANARY}\n1980-04-03\n"), Terminal()
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "stderr", stderr)
    ended = handouts("sheet", "sore-toe", "--patient", "-", "--born", "-")
    assert ended.code == 0
    assert stderr.getvalue() == "Name of the patient: Date of birth: "
    assert asked[0].request.person.name == CANARY
    assert asked[0].request.person.born == "3 April 1980"


def test_a_dash_off_a_terminal_is_a_usage_error(handouts: Command) -> None:
    ended = handouts("sheet", "sore-toe", "--patient", "-")
    assert ended.code == 2
    assert "--patient - asks at the terminal" in ended.err


def test_messages_can_be_read_by_a_program_even_about_the_words(handouts: Command) -> None:
    import json

    for words in (
        ("--message-format", "json", "--brnad", "x"),
        ("--message-format=json", "--paper", "leter"),
    ):
        ended = handouts("sheet", "sore-toe", *words)
        (line,) = ended.err.splitlines()
        told = json.loads(line)
        assert told["severity"] == "error"
        assert told["hint"].startswith("Did you mean")


def test_short_messages_are_one_line_each(handouts: Command) -> None:
    ended = handouts("sheet", "sore-tow", "--message-format", "short")
    assert len(ended.err.splitlines()) == 1


def test_messages_are_coloured_on_a_terminal_only_and_not_if_asked_not_to(
    handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in handouts("sheet", "sore-tow").err
    monkeypatch.setenv("TERM", "xterm")
    for forbidden, coloured in (("", True), ("1", False)):
        stderr = Terminal()
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setenv("NO_COLOR", forbidden)
        handouts("sheet", "sore-tow")
        assert ("\x1b" in stderr.getvalue()) is coloured


def test_version_and_help(handouts: Command) -> None:
    from handouts import __version__

    assert handouts("--version").out == f"handouts {__version__}\n"
    overview = handouts("--help")
    assert overview.code == 0
    for command in ("sheet", "card", "batch", "list", "check"):
        assert command in overview.out
    assert "Who it is for" in handouts("sheet", "--help").out
    assert handouts().code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--side", "left", "--side", "right"), "--side"),
        (("--side", "left", "--side=left"), "--side"),
        (("--brand", "orchard", "--brand", "riverside"), "--brand"),
        (("--age", "4", "--age", "44"), "--age"),
        (("--note", "one", "--note", "two"), "--note"),
        (("-o", "a.pdf", "--output", "b.pdf"), "--output"),
    ],
)
def test_an_option_with_one_value_is_not_given_twice(
    handouts: Command, asked: list[SimpleNamespace], words: tuple[str, ...], said: str
) -> None:
    ended = handouts("sheet", "sore-toe", *words)
    assert ended.code == 2
    assert f"{said} is given more than once" in ended.err
    assert asked == []


def test_all_options_given_twice_are_told_at_once(handouts: Command) -> None:
    ended = handouts("batch", "--paper", "a4", "--paper", "letter", "--size", "13", "--size", "14")
    assert ended.err.count("is given more than once") == 2


def test_two_doses_are_for_two_techniques(handouts: Command, asked: list[SimpleNamespace]) -> None:
    ended = handouts("sheet", "sore-toe", "--dose", "toe-curl=2x10", "--dose", "toe-curl=3x10")
    assert ended.code == 2
    assert '--dose is given twice for "toe-curl"' in ended.err
    assert asked == []
    assert handouts("sheet", "sore-toe", "--dose", "toe-curl=2x10", "--dose", "sole-rub=2min").code == 0
    assert asked[0].request.doses == {"toe-curl": "2x10", "sole-rub": "2min"}


def test_lists_given_twice_are_one_list_and_a_switch_given_twice_is_on(
    handouts: Command, asked: list[SimpleNamespace]
) -> None:
    lists = ("--techniques", "toe-curl", "--techniques", "sole-rub,toe-curl", "--sections", "toe-parts")
    ended = handouts("sheet", "sore-toe", *lists, "--sections", "about-toes", "--greyscale", "--greyscale")
    assert ended.code == 0
    assert asked[0].request.techniques == ("toe-curl", "sole-rub")
    assert asked[0].request.sections == ("toe-parts", "about-toes")
    assert asked[0].look.greyscale


def test_the_order_of_conditions_is_kept_in_the_sheet_and_not_in_its_name(
    handouts: Command, asked: list[SimpleNamespace]
) -> None:
    ended = [handouts("sheet", *names) for names in (("sore-toe", "blue-toe"), ("blue-toe", "sore-toe"))]
    assert ended[0].out == ended[1].out == "output/blue-toe+sore-toe/blue-toe+sore-toe-sheet.pdf\n"
    assert [call.request.conditions for call in asked] == [("sore-toe", "blue-toe"), ("blue-toe", "sore-toe")]


@pytest.mark.parametrize(
    "command", [("sheet", "sore-toe"), ("card", "sore-toe"), ("batch",), ("list",), ("check",)]
)
@pytest.mark.parametrize("language", ["..", "../en", "en/", "EN", "fr", "", "sections", "drafts"])
def test_a_language_the_library_does_not_have(
    handouts: Command, tmp_path: Path, command: tuple[str, ...], language: str
) -> None:
    content = tmp_path / "library/content"
    for folder in ("sections", "drafts"):  # no languages
        (content / folder / "conditions").mkdir(parents=True)
        (content / folder / "conditions/sore-toe.md").write_text("---\n---\n")
    ended = handouts(*command, "--language", language)
    assert ended.code == 2
    assert f'--language cannot be "{language}"; it is one of: en' in ended.err
    assert "USE-VALUE" in ended.err
    assert ('Did you mean "en"?' in ended.err) is (language in {"en/", "EN"})
    assert ended.out == ""


def test_a_language_that_a_clinic_wrote_may_be_asked_for(handouts: Command, tmp_path: Path) -> None:
    conditions = tmp_path / "library/content/pt-BR/conditions"
    conditions.mkdir(parents=True)
    english = tmp_path / "library/content/en/conditions/sore-toe.md"
    (conditions / "sore-toe.md").write_text(english.read_text())
    ended = handouts("list", "--language", "pt-BR")
    assert (ended.code, ended.out.split("\t")[0]) == (0, "sore-toe")
    assert "one of: en, pt-BR" in handouts("list", "--language", "pt").err


def test_a_card_has_no_option_for_a_note_in_its_help(handouts: Command, asked: list[SimpleNamespace]) -> None:
    assert "--note" in handouts("sheet", "--help").out
    assert "--note" not in handouts("card", "--help").out
    assert handouts("card", "sore-toe", "--note", " ").code == 0
    assert len(asked) == 1


def test_the_help_says_what_a_chosen_sheet_is_called(handouts: Command) -> None:
    assert "chosen.pdf" in handouts("sheet", "--help").out
    assert "chosen.pdf" in handouts("card", "--help").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sore-toe", "--sections", "notice"), "the safety notice always prints"),
        (("sore-toe", "--without", "get-help"), "the get-help box always prints"),
        (("sore-toe", "--without", "toe-part"), 'Did you mean "toe-parts"?'),
        (("sore-toe", "--dose", "toe-crul=2x10"), 'Did you mean "toe-curl"?'),
        (("blue-toe", "--dose", "toe-curl=2x10"), "a dose was given for toe-curl, which is not on this page"),
        (("blue-toe", "--agree", "toe-curl: Jo, ok"), "an agreement was given for toe-curl, which is not on"),
    ],
)
def test_what_is_said_of_a_name_is_true(handouts: Command, words: tuple[str, ...], said: str) -> None:
    ended = handouts("sheet", *words)
    assert ended.code == 2
    assert said in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--agree", "Zephyrine Quill: she is fine, ok"), "value 1 of --agree is no technique"),
        (("--agree", "sole-ball: Jo, ok", "--agree", "Quill: fine, 1"), "value 2 of --agree is no technique"),
        (("--agree", "toe-crul: Jo, ok"), 'there is no technique "toe-crul"'),
        (("--flag", "Zephyrine Quill"), "value 1 of --flag is no flag"),
        (("--flag", "wobbly", "--flag", "sore-skin@Quill"), "behind the @ of value 2 of --flag is no area"),
        (("--flag", "blood-thiner"), 'there is no flag "blood-thiner"'),
        (("--side", "Zephyrine"), "--side cannot be this; it is one of: left, right, both"),
        (("--side", "rigth"), '--side cannot be "rigth"'),
        (("--stage", "Quill"), "--stage cannot be this"),
    ],
)
@pytest.mark.parametrize("kind", ["sheet", "card"])
def test_a_word_that_may_be_a_name_is_not_repeated(
    handouts: Command, kind: str, words: tuple[str, ...], said: str
) -> None:
    ended = handouts(kind, "sore-toe", *words)
    assert ended.code == 2
    assert said in ended.err, ended.err
    assert not {"Zephyrine", "Quill", "fine"} & set(re.findall(r"\w+", ended.all)), ended.all


NAME = "Zephyrine Quill"


@pytest.mark.parametrize(
    "words",
    [
        ("--techniques", NAME),
        ("--techniques", f"toe-curl,{NAME}"),
        ("--techniques", "zephyrinequill" * 4),
        ("--sections", NAME),
        ("--with", NAME),
        ("--without", NAME),
        ("--dose", f"{NAME}=2x10"),
        ("--dose", f"toe-curl={NAME}"),
        ("--dose", f"{NAME}=2x10", "--dose", f"{NAME}=2x10"),
        ("--dose", f"{NAME}={NAME}"),
        (NAME,),
    ],
)
def test_a_word_that_is_no_id_is_not_repeated(handouts: Command, words: tuple[str, ...]) -> None:
    ended = handouts("sheet", "sore-toe", *words)
    assert (ended.code, ended.out) == (2, "")
    assert not re.search("zephyrine|quill", ended.err, re.IGNORECASE), ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--techniques", "toe-hop"), 'there is no technique "toe-hop"'),
        (("--sections", "about-ears"), 'there is no section "about-ears"'),
        (("--dose", "toe-hop=2x10"), 'there is no technique "toe-hop"'),
        (("--dose", "toe-curl=lots"), 'the dose of toe-curl cannot be read: "lots" is not a dose'),
        (("sore-foot",), 'there is no condition "sore-foot"'),
    ],
)
def test_a_word_like_an_id_is_repeated_to_help(handouts: Command, words: tuple[str, ...], said: str) -> None:
    ended = handouts("sheet", "sore-toe", *words)
    assert said in ended.err, ended.err


@pytest.mark.parametrize("option", ["--patient", "--id", "--clinician", "--note", "--next-visit", "--agree"])
@pytest.mark.parametrize("character", "\u00ad\u200b\u200d\u200e\u2060\u2066\ufeff\u202e\n\t\x07")
def test_a_hidden_character_is_blamed_on_its_option(handouts: Command, option: str, character: str) -> None:
    start = "sole-ball: " if option == "--agree" else ""
    ended = handouts(
        "sheet", "sore-toe", option, f"{start}\u0639\u0644\u06cc{character}\u0631\u0636\u0627, fine"
    )
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert f"{option} holds a character that cannot be printed" in ended.err
    assert "USE-CHARACTER" in ended.err
    assert "\u0639" not in ended.err
    assert "template" not in ended.err


@pytest.mark.parametrize("option", ["--patient", "--clinician", "--note", "--agree"])
def test_a_word_of_two_scripts_is_blamed_on_its_option(handouts: Command, option: str) -> None:
    start = "sole-ball: " if option == "--agree" else ""
    ended = handouts("sheet", "sore-toe", option, f"{start}Ign\u043ere it, fine")
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert f"{option} holds a character that cannot be printed: U+043E" in ended.err


def test_a_section_taken_away_that_was_not_there_is_told(handouts: Command) -> None:
    ended = handouts("sheet", "sore-toe", "--without", "toe-parts,about-toes")
    assert ended.code == 0, ended.err
    assert "toe-parts would not have been on this sheet anyway" in ended.err
    assert "about-toes would not" not in ended.err
