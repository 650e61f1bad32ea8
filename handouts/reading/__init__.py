"""Files read so that every mistake in them can be shown: text, YAML, front matter, and models."""

from handouts.reading.located import KeyPath, Located, Place
from handouts.reading.model import adapter_of, as_model, keys_of, model_of
from handouts.reading.text import forbidden_character, read_bytes, read_text
from handouts.reading.yaml_files import parse_yaml, read_front_matter, read_yaml, read_yaml_entries

__all__ = [
    "KeyPath",
    "Located",
    "Place",
    "adapter_of",
    "as_model",
    "forbidden_character",
    "keys_of",
    "model_of",
    "parse_yaml",
    "read_bytes",
    "read_front_matter",
    "read_text",
    "read_yaml",
    "read_yaml_entries",
]
