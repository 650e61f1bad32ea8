"""The one place where content becomes a version: the first digits of a hash of all its parts."""

import hashlib
import json
from collections.abc import Mapping

SIGNED = 16
"""Digits of a version that somebody signed: enough that no two are ever the same by chance."""
PRINTED = 8
"""Digits of the version printed in a footer: enough to tell two printed sheets apart."""


def version_of(parts: Mapping[str, Mapping[str, object]], digits: int = SIGNED) -> str:
    """Give the version of these parts. The order of the parts and of their keys does not matter."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def mark_of(data: bytes) -> str:
    """Give what stands for a file whose text is not kept, such as a drawing."""
    return hashlib.sha256(data).hexdigest()[:SIGNED]
