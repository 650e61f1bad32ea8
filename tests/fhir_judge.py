"""Judge a Bundle as FHIR R4 defines it, with another reading of the standard than the program's own.

`fhir.resources` knows the elements, their types and how often they may stand; R4B is R4 in all that a document
reference and a bundle consist of. The closed lists of codes, which it knows but does not ask for, are asked for here.
"""

from collections.abc import Iterator
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from fhir_core.fhirabstractmodel import FHIRAbstractModel


def judged(text: str | bytes) -> Bundle:
    """Read a Bundle, or raise for whatever R4 does not allow in it."""
    bundle: Bundle = Bundle.model_validate_json(text)
    wrong = [f"{where}: {code}" for where, code, allowed in closed_codes(bundle) if code not in allowed]
    assert not wrong, wrong
    addresses = [entry.fullUrl for entry in bundle.entry or ()]
    assert len(addresses) == len(set(addresses)), "bdl-7: the same fullUrl twice"
    for entry in bundle.entry or ():
        assert entry.resource is not None
        assert entry.fullUrl == f"urn:uuid:{entry.resource.id}"
        assert entry.request is None, "bdl-3: only a batch or a transaction may ask for something"
        assert entry.response is None
    return bundle


def closed_codes(model: FHIRAbstractModel) -> Iterator[tuple[str, Any, list[str]]]:
    """Find every code that must be one of a closed list, with that list."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        extra = field.json_schema_extra
        allowed = extra.get("enum_values") if isinstance(extra, dict) else None
        if allowed is not None and value is not None:
            assert isinstance(allowed, list)
            yield f"{type(model).__name__}.{name}", value, [str(one) for one in allowed]
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, FHIRAbstractModel):
                yield from closed_codes(part)
