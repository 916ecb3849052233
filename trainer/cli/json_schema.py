"""The formats of the files as JSON Schema, for editors that check them while you type.

The schemas are made from the types that read the files: limits from the annotations, descriptions
from the docstrings. They use draft 7, which TOML editors support best. In them, dates are strings
in the formats `date` and `date-time`.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from trainer.catalog.model import Exercise, Prescribed, Routine, Source, Step, Variant
from trainer.files.quantities import LONGEST_BREATH
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.settings.model import CueSettings, Settings

_Schema = dict[str, Any]


class CatalogFile(msgspec.Struct, rename={"exercises": "exercise", "routines": "routine"}):
    """Exercises and routines of your own for Glute Trainer: exercises.toml."""

    format: Literal[1]
    """The version of this format: 1."""
    source: Source | None = None
    exercises: tuple[Exercise, ...] = ()
    routines: tuple[Routine, ...] = ()


class HistoryFile(msgspec.Struct, rename={"sessions": "session"}):
    """What was done with Glute Trainer, oldest first: history.toml."""

    format: Literal[1]
    """The version of this format: 1."""
    sessions: tuple[SessionRecord, ...] = ()


_FILES: Mapping[str, tuple[type[msgspec.Struct], ...]] = {
    "catalog": (CatalogFile, Source, Exercise, Variant, Step, Routine, Prescribed),
    "history": (HistoryFile, SessionRecord, ExerciseRecord),
    "settings": (Settings, CueSettings),
}
"""The type of each file, followed by the types of the tables in it."""

_AS_A_HOLD = {"properties": {"kind": {"const": "hold"}}, "required": ["kind"]}
_AS_A_MOVE = {"properties": {"kind": {"const": "move"}}, "required": ["kind"]}
_ON_A_BREATH = {"properties": {"breath": {"enum": ["inhale", "exhale"]}}, "required": ["breath"]}

_RULES: Mapping[type, _Schema] = {
    Step: {
        "allOf": [
            {"if": _AS_A_HOLD, "then": {"properties": {"breath": {"const": "easy"}}}},
            {"if": _AS_A_MOVE, "then": {"properties": {"hold_range": False}}},
            {
                "if": _ON_A_BREATH,
                "then": {"properties": {"seconds": {"maximum": LONGEST_BREATH}}},
            },
        ]
    },
    Prescribed: {"not": {"required": ["reps", "each_side"]}},
}
"""The rules between fields that a schema can express."""
_NEVER_EMPTY = {Exercise: "step", Variant: "step", Routine: "exercise", SessionRecord: "exercise"}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of `catalog`, `history` or `settings`.

    Raises KeyError for any other kind.
    """
    file, *_ = kinds = _FILES[kind]
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/definitions/{name}")
    for struct in kinds:
        part = parts[struct.__name__]
        part["properties"] = {
            name: _described(_plain(field), docs)
            for (name, field), docs in zip(part["properties"].items(), _docs(struct), strict=True)
        }
        part.update(_RULES.get(struct, {}))
        if kind == "catalog":  # in the other files, unknown keys come from newer versions
            part["additionalProperties"] = False
        if table := _NEVER_EMPTY.get(struct):
            part["properties"][table]["minItems"] = 1
    whole = parts.pop(file.__name__)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **whole, "definitions": parts}


def _plain(field: Any) -> Any:
    """Convert a field to draft 7, and remove null, which TOML does not have."""
    if isinstance(field, list):
        return [_plain(item) for item in field]
    if not isinstance(field, dict):
        return field
    field = {key: _plain(item) for key, item in field.items() if (key, item) != ("default", None)}
    if "prefixItems" in field:  # all items are of the same type
        field["items"] = field.pop("prefixItems")[0]
    if "pattern" in field:
        field["pattern"] = field["pattern"].replace(r"\Z", "$")
    given = [one for one in field.get("anyOf", ()) if one != {"type": "null"}]
    if len(given) == 1:
        return {**{key: item for key, item in field.items() if key != "anyOf"}, **given[0]}
    return {**field, "anyOf": given} if given else field


def _described(field: _Schema, docs: str) -> _Schema:
    """Add a description to a field: its docstring, then the allowed values."""
    if not docs:
        return field
    if "$ref" in field:  # draft 7 ignores everything next to a $ref
        field = {"allOf": [{"$ref": field.pop("$ref")}], **field}
    allowed = field.get("description")
    return {**field, "description": f"{docs} Allowed: {allowed}." if allowed else docs}


def _docs(kind: type) -> Iterator[str]:
    """Yield the docstring under each field of a type, or an empty string, in order."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(definition, ast.ClassDef)
    for place, statement in enumerate(definition.body):
        if isinstance(statement, ast.AnnAssign):
            match definition.body[place + 1 : place + 2]:
                case [ast.Expr(value=ast.Constant(value=str() as text))]:
                    yield " ".join(text.replace("`", "").split())
                case _:
                    yield ""
