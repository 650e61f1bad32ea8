"""Plain data written as YAML that a person can read and that `read_yaml` reads back as the same data."""

from collections.abc import Mapping

import yaml

WIDTH = 110


class _Dumper(yaml.CSafeDumper):
    """Writes every value out: the reader refuses aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML asks for each value
        return True


def yaml_text(data: Mapping[str, object], opening: str) -> str:
    """Write keys and values in the order given, below `opening`, each line of which becomes a comment.

    The data may hold text, whole numbers, true and false, null, lists and keys with values; decimals would not
    come back the same. An empty mapping is written as nothing, which reads as empty.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in opening.splitlines())
    if not data:
        return comment
    body: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=WIDTH,
    )
    return f"{comment}\n{body}"
