"""A plan document as facts and back: what was read is kept, so that it can be stored again."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from tracker.core.plan import PlanDocument
from tracker.errors import StoreError

_NOTHING = object()


def document_facts(document: PlanDocument) -> dict[str, Any]:
    """Return a document as objects and lists of facts; fields with their usual value are left out."""
    return cast("dict[str, Any]", _facts(document))


def document_from(facts: Mapping[str, Any]) -> PlanDocument:
    """Return the document that ``document_facts`` was given; raise StoreError for facts that are none."""
    try:
        return cast("PlanDocument", _value(PlanDocument, facts))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError("store.unreadable_document") from error


def _facts(value: Any) -> Any:
    kind: Any = type(value)
    if is_dataclass(kind):
        named = ((name, getattr(value, name), usual) for name, usual in _fields(cast("type", kind)))
        return {name: _facts(found) for name, found, usual in named if found != usual}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): _facts(found) for name, found in value.items()}
    if isinstance(value, (list, tuple)):
        return [_facts(found) for found in value]
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Name the fields of a class, each with its usual value."""
    return tuple((field.name, _usual(field)) for field in fields(kind))


def _usual(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return _NOTHING if field.default is MISSING else field.default


def _value(kind: Any, facts: Any) -> Any:
    """Make a value of a type; fields that the type does not know are left out."""
    if is_dataclass(kind):
        known = _types(cast("type", kind))
        return cast("Any", kind)(
            **{name: _value(known[name], found) for name, found in facts.items() if name in known}
        )
    if get_origin(kind) in {Union, UnionType}:
        (some,) = (one for one in get_args(kind) if one is not type(None))
        return None if facts is None else _value(some, facts)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], found) for found in facts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(facts)
    return facts


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
