"""File names that say nothing of a patient, and are the same again the next time.

A name is a keyed hash (HMAC, RFC 2104) of the patient's id, name and date of birth with condition, format and language.
Where a clinic counts its rows from 1 each day, the id of one patient is another's the day after, and must not lead to
the same file. Ids are short numbers, so a plain hash could be tried out; the key lies beside the handouts and never
leaves the workspace.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from handouts.output import PATIENTS, keep_private, only_run_in, write_whole
from handouts.problems import OutputError, Problem, Source, error
from handouts.selection.request import Person

_KEY = ".key"
_KEY_BYTES = 32
_DIGITS = 20
"""Hexadecimal digits of a name: among a million handouts two alike have a chance of one in 10^12."""


def passing_key() -> bytes:
    """Draw a key that is kept nowhere, for a run that writes nothing."""
    return secrets.token_bytes(_KEY_BYTES)


def key_in(output: Path) -> bytes | None:
    """Give the key of an output folder, if it has one. Raises OutputError if it cannot be read, or is damaged."""
    path = output / PATIENTS / _KEY
    return _read(path) if os.path.lexists(path) else None


def closed_to_others(output: Path, *, change: bool = True) -> tuple[Problem, ...]:
    """Close the patients' folder and the key in it to all but their owner; say which of them others could open.

    Without `change` they are only looked at. Raises OutputError for what is a link, or somebody else's.
    """
    folder = output / PATIENTS
    found = keep_private(folder, change=change)
    hint = "Whoever read it can find out whose a file is. If that may be, delete it: then all have new names."
    return (*found, *(replace(one, hint=hint) for one in keep_private(folder / _KEY, change=change)))


def kept_key(output: Path) -> bytes:
    """Give the key of an output folder, made at the first use and readable by the owner alone.

    Raises OutputError if it cannot be made or read, or is damaged.
    """
    path = output / PATIENTS / _KEY
    if not path.exists():
        with only_run_in(output):
            if not path.exists():
                write_whole(path, passing_key().hex().encode(), private=True)
    return _read(path)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as fault:
        reason = f"this file cannot be read: {fault.strerror}"
        raise OutputError(error("KEY-READ", reason, Source(str(path)))) from None
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        hint = "Put back the file from a backup. Or delete it: then all file names will be new ones."
        raise OutputError(
            error("KEY-DAMAGED", "the key of the file names is damaged", Source(str(path)), hint)
        )
    return key


def named_in(folder: Path) -> Iterator[Path]:
    """Find the files in the patients' folder that a mail merge named."""
    digits = f"[0-9a-f]{{{_DIGITS}}}"
    return (path for path in folder.glob("handout-*.pdf") if re.fullmatch(f"handout-{digits}", path.stem))


def opaque_path(
    output: Path, key: bytes, patient: Person, conditions: Iterable[str], form: str, language: str
) -> Path:
    """Name the file of one patient's handout. It is the same however the name is spaced, and in capitals or not."""
    who = [
        " ".join(unicodedata.normalize("NFC", one or "").casefold().split())
        for one in (patient.id, patient.name, patient.born)
    ]
    meant = [who, sorted(conditions), form, language]
    digest = hmac.new(key, json.dumps(meant).encode(), hashlib.sha256).hexdigest()
    return output / PATIENTS / f"handout-{digest[:_DIGITS]}.pdf"
