"""JSON Schemas of the answers, made from the types of the model that they are made from."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from archive import model
from archive.directory import OfficialEntry
from archive.index.port import FacetCount
from archive.index.snippets import Snippet
from archive.search import Correction, FacetValue
from archive.series import nouns
from archive.series.audit.nouns import Evidence, Finding
from archive.store.nouns import IssueSummary, Post, StoreStats
from archive.suggestions import Suggestion
from archive.widening import Inclusion

Schema = dict[str, Any]

_MODEL = (
    model.Box,
    model.Bulletin,
    model.ColophonEntry,
    model.Comparison,
    model.DateMention,
    model.Department,
    model.DateMention,
    model.DepartmentMention,
    model.Figure,
    model.Item,
    model.Masthead,
    model.OfficialMention,
    model.PageInfo,
    model.Problem,
    model.Provenance,
    model.Recipient,
    model.Section,
    model.SourceFile,
    Correction,
    Inclusion,
    FacetCount,
    FacetValue,
    IssueSummary,
    OfficialEntry,
    Post,
    Snippet,
    StoreStats,
    Suggestion,
    nouns.Aggregation,
    nouns.Frequency,
    nouns.Gap,
    nouns.Observation,
    nouns.Series,
    Evidence,
    Finding,
)

_STRING: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_WORDS: Schema = {"type": "array", "items": _STRING}
_LINK: Schema = {"type": "string", "format": "uri-reference"}
_LINK_OR_NONE: Schema = {"type": ["string", "null"], "format": "uri-reference"}


def reference(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> Schema:
    """An array of a component."""
    return {"type": "array", "items": reference(name)}


def fields_of(name: str) -> tuple[str, ...]:
    """The fields of a component."""
    return tuple(components()[name]["properties"])


def chosen(name: str) -> Schema:
    """A component of which fields may have been selected: all but the id may be left out."""
    return {**components()[name], "required": ["id"]}


@cache
def components() -> dict[str, Schema]:
    """Every component by name."""
    found: dict[str, Schema] = {}
    _, made = msgspec.json.schema_components(_MODEL, ref_template="#/components/schemas/{name}")
    for name, schema in made.items():
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
        for own in schema.get("properties", {}).values():
            # A default is what a record means, not what an answer may leave out.
            own.pop("default", None)
        if schema.get("type") == "object":
            schema["required"] = list(schema["properties"])
        found[name] = schema
    found["ProvenanceLinks"] = _object(
        "条目网页；有页码的，另有该页及标出位置的图像",
        {"html": _LINK, "page": _LINK, "image": _LINK},
        optional=("page", "image"),
    )
    found["Links"] = _object("本身及相应网页", {"self": _LINK, "html": _LINK})
    found["IssueLinks"] = _object(
        "本身、网页、原件及 Akoma Ntoso XML",
        dict.fromkeys(("self", "html", "original", "xml"), _LINK)
        | {"previous": _LINK_OR_NONE, "next": _LINK_OR_NONE},
        optional=("previous", "next"),
    )
    found["Provenance"] = _extended(
        found["Provenance"], {}, {"links": reference("ProvenanceLinks")}
    )
    found |= _figures(found) | _issues(found) | _entities(found) | _series(found)
    found["Suggestion"] = _extended(
        found["Suggestion"], {}, {"links": _object("检索它的网页", {"html": _LINK})}
    )
    found["Suggestions"] = _object("键入时的提示", {"suggestions": many("Suggestion")})
    # Given as figures of the API.
    del found["StoredFigure"]
    found["Problem9457"] = _object(
        "RFC 9457 问题说明",
        {
            "type": _STRING,
            "title": _STRING,
            "status": {"type": "integer"},
            "detail": _STRING,
            "code": _STRING,
            "parameter": _STRING,
            "hint": _STRING,
        },
        optional=("code", "parameter", "hint"),
    )
    return dict(sorted(found.items()))


def text_or_null(description: str) -> Schema:
    """A text that may be missing."""
    return {"type": ["string", "null"], "description": description}


def envelope(name: str, *, facets: bool, extra: Mapping[str, Schema]) -> Schema:
    """What a list answers; ``name`` is the component of its results, ``extra`` what this list says
    besides."""
    properties: Schema = {
        "query": _object(
            "所理解的查询",
            {
                "parameters": {
                    "type": "object",
                    "additionalProperties": {"anyOf": [_STRING, _WORDS]},
                },
                "words": {"type": "string", "description": "以中文说明"},
            },
        ),
        "total": {**_COUNT, "description": "符合条件的准确总数"},
        "page": {"type": ["integer", "null"], "minimum": 1, "description": "用游标翻页时为空"},
        "pages": {"type": "integer", "minimum": 1},
        "per_page": {"type": "integer", "minimum": 1},
        "links": _object(
            "本页、下一页、上一页、相应网页，及其他格式的全部结果",
            dict.fromkeys(("self", "next", "previous", "html"), _LINK_OR_NONE)
            | dict.fromkeys(("csv", "jsonl", "parquet", "xlsx"), _LINK),
        ),
        "results": {"type": "array", "items": chosen(name)},
        "missing": {**_WORDS, "description": "所要的编号中没有的"},
    }
    if facets:
        properties["facets"] = {
            "type": "object",
            "additionalProperties": {"type": "array", "items": reference("FacetAnswer")},
        }
    return _object("", {**properties, **extra}, optional=("missing", "facets"))


def _figures(made: dict[str, Schema]) -> dict[str, Schema]:
    head = {
        "id": {"type": "string", "description": "期编号:条目:起-止"},
        "bulletin": _STRING,
        "issue": _STRING,
        "issue_date": {"type": ["string", "null"], "format": "date", "description": "出版日期"},
    }
    return {
        "Figure": _extended(
            made["Figure"],
            head,
            {
                "no_period": {
                    "type": ["string", "null"],
                    "description": "period 不明的缘由",
                },
                "provenance": reference("Provenance"),
            },
        ),
        "FacetAnswer": _object(
            "分面的一个值",
            {
                "value": _STRING,
                "label": _STRING,
                "count": _COUNT,
                "selected": {"type": "boolean"},
            },
            optional=("label", "selected"),
        ),
    }


def _issues(made: dict[str, Schema]) -> dict[str, Schema]:
    counts = dict.fromkeys(("pages", "items", "figures", "problems"), _COUNT)
    summary = _extended(
        _without(made["IssueSummary"], *counts),
        {},
        {"counts": _object("", counts), "links": reference("IssueLinks")},
    )
    item = {
        "id": {"type": "string", "description": "期编号:条目"},
        "issue": reference("IssueSummary"),
        "section_path": _WORDS,
        "number": {"type": "string", "description": "原文序号"},
        "kind": reference("ItemKind"),
        "text": _STRING,
        "departments": _WORDS,
        "officials": _WORDS,
        "topics": _WORDS,
        "links": reference("Links"),
    }
    boxes = {"boxes": many("Box")}
    department = _extended(made["DepartmentMention"], {}, boxes)
    official = _extended(made["OfficialMention"], {}, boxes)
    date = _extended(made["DateMention"], {}, boxes)
    placed = _extended(
        _without(made["Item"], "runs"),
        {"id": item["id"]},
        boxes
        | {
            "departments": many("DepartmentMention"),
            "officials": many("OfficialMention"),
            "topics": _WORDS,
            "dates": many("DateMention"),
            "figures": many("Figure"),
            "links": reference("Links"),
        },
    )
    whole = _extended(
        _without(summary, "source_sha256"),
        {},
        {
            "source_sha256": _STRING,
            "masthead": reference("Masthead"),
            "source": reference("SourceFile"),
            "rules_version": _STRING,
            "pages": many("PageInfo"),
            "sections": {"type": "array", "items": _without(made["Section"], "runs")},
            "items": many("PlacedItem"),
            "colophon": _object(
                "版记",
                {
                    "entries": {"type": "array", "items": _without(made["ColophonEntry"], "runs")},
                    "copies": {"type": ["integer", "null"]},
                    "recipients": many("Recipient"),
                },
            ),
            "key_phrases": many("KeyPhrase"),
            "corrects": many("ErratumLink"),
            "corrected_by": many("ErratumLink"),
            "problems": many("Problem"),
        },
    )
    return {
        "ErratumLink": _object(
            "更正所在的条目与所更正的期",
            {
                "issue": _STRING,
                "item": {"type": "string", "description": "更正所在条目的编号"},
                "links": reference("IssueLinks"),
            },
        ),
        "KeyPhrase": _object(
            "关键词",
            {
                "phrase": _STRING,
                "count": {**_COUNT, "description": "在此出现的次数"},
                "items": {**_COUNT, "description": "档案中有此语的条目数"},
            },
        ),
        "IssueSummary": summary,
        "DepartmentMention": department,
        "DateMention": date,
        "OfficialMention": official,
        "Item": _object("条目", item),
        "Hit": _object(
            "检索所得条目",
            item
            | {
                "score": {"type": "number"},
                "snippet": reference("Snippet"),
                "figures": many("Figure"),
            },
        ),
        "PlacedItem": placed,
        "WholeItem": _extended(
            placed,
            {},
            {
                "related": {**many("Item"), "description": "谈及相近内容的条目"},
                "issue": reference("IssueSummary"),
                "section_path": _WORDS,
                "source_sha256": _STRING,
                "rules_version": _STRING,
            },
        ),
        "WholeIssue": whole,
    }


def _entities(made: dict[str, Schema]) -> dict[str, Schema]:
    items, links = (
        {"items": {**_COUNT, "description": "提及的条目数"}},
        {"links": reference("Links")},
    )
    mentions = _object(
        "何处提及",
        {"total": _COUNT}
        | {name: many("FacetCount") for name in ("months", "departments", "officials", "topics")}
        | {"newest": many("Item"), "key_phrases": many("KeyPhrase")},
    )
    printed = _object("原文写法", {"name": _STRING, "mentions": _COUNT})
    official = {"id": _STRING, "name": _STRING, "department": _STRING}
    bulletin = _extended(made["Bulletin"], {}, {"issues": _COUNT} | links)
    year = _object(
        "一年",
        {
            "year": {"type": ["integer", "null"]},
            "issues": _WORDS,
            "missing": {"type": "array", "items": {"type": "integer"}},
        },
    )
    return {
        "Mentions": mentions,
        "Department": _extended(made["Department"], {}, items | links),
        "WholeDepartment": _extended(
            made["Department"],
            {},
            {
                "printed": {"type": "array", "items": printed},
                "posts": many("Post"),
                "mentions": reference("Mentions"),
            }
            | links,
        ),
        "Official": _extended(made["OfficialEntry"], {}, links),
        "WholeOfficial": _object(
            "官员",
            official
            | {"posts": many("Post"), "same_name": _WORDS, "mentions": reference("Mentions")}
            | links,
        ),
        "Topic": _object("专题", {"id": _STRING} | items | links),
        "WholeTopic": _object("专题", {"id": _STRING, "mentions": reference("Mentions")} | links),
        "Bulletin": bulletin,
        "WholeBulletin": _extended(bulletin, {}, {"years": {"type": "array", "items": year}}),
    }


def _series(made: dict[str, Schema]) -> dict[str, Schema]:
    names = {"type": "array", "items": _STRING}
    links = _object("", {"self": _LINK, "html": _LINK, "observations": _LINK})
    observation = _extended(
        made["Observation"],
        {"id": _STRING, "unit": _STRING},
        {
            "figure": {"anyOf": [reference("Figure"), {"type": "null"}]},
            "frequency": {"anyOf": [reference("Frequency"), {"type": "null"}]},
            "aggregation": {"anyOf": [reference("Aggregation"), {"type": "null"}]},
            "of": {"type": ["array", "null"], "items": _STRING},
            "gaps": {"type": ["boolean", "null"], "description": "汇总的各期之间有无缺期"},
        },
    )
    for name in ("printed", "as_reported_in"):
        # A number that stands for several is not printed anywhere.
        observation["properties"][name] = {"type": ["string", "null"]}
    evidence = _extended(made["Evidence"], {}, {"links": reference("ProvenanceLinks")})
    return {
        "Series": _extended(
            made["Series"],
            {},
            {
                "wordings": names,
                "frequencies": {**names, "description": "可换算成的频率"},
                "aggregations": {**names, "description": "可用的汇总方式"},
                "links": links,
            },
        ),
        "Observation": observation,
        "Evidence": evidence,
        "Finding": _extended(made["Finding"], {}, {"links": reference("IssueLinks")}),
    }


def _object(description: str, properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }
    return {"description": description} | schema if description else schema


def _extended(base: Schema, before: Schema, after: Schema) -> Schema:
    """An object with the properties of ``base`` and more."""
    properties = {**before, **base["properties"], **after}
    required = [*before, *base["required"], *after]
    return {**base, "properties": properties, "required": list(dict.fromkeys(required))}


def _without(base: Schema, *names: str) -> Schema:
    properties = {k: v for k, v in base["properties"].items() if k not in names}
    return {
        **base,
        "properties": properties,
        "required": [name for name in base["required"] if name not in names],
    }
