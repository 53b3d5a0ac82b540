"""The tables. Whole records are kept compressed; beside them stand the columns that are asked for.

Ids of superseded issues change, so rows refer to an issue by ``issue_pk`` and the ids of items
and figures are put together when they are read.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 7

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

bulletin = Table(
    "bulletin",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    # Grows with every change to an issue of the bulletin.
    Column("revision", Integer, nullable=False),
)

issue = Table(
    "issue",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # The id the record claims: what issues that supersede one another have in common.
    Column("key", Text, nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("bulletin", ForeignKey("bulletin.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("number", Integer),
    Column("number_last", Integer),
    Column("serial", Integer),
    Column("date", Date),
    # Sorts issues by time, also those that print no date: 2023-12-15, else 2023, then number.
    Column("position", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("items", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", Text, nullable=False, unique=True),
    Column("rules_version", Text, nullable=False),
    Column("imported_at", DateTime, nullable=False, index=True),
    Column("publishers", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("issue_by_time", "current", "position"),
    Index("issue_by_bulletin", "bulletin", "current", "position"),
)

item = Table(
    "item",
    metadata,
    Column("issue_pk", ForeignKey("issue.pk", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("item_by_key", "issue_pk", "key", unique=True),
)

# The distinct headings of an issue's sections.
heading = Table(
    "heading",
    metadata,
    Column("issue_pk", ForeignKey("issue.pk", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, primary_key=True),
    Index("heading_by_text", "text", "issue_pk"),
    sqlite_with_rowid=False,
)

department = Table(
    "department",
    metadata,
    Column("id", Text, primary_key=True),
    Column("provisional", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

department_alias = Table(
    "department_alias",
    metadata,
    Column("name", Text, primary_key=True),
    Column("department", ForeignKey("department.id", ondelete="CASCADE"), primary_key=True),
    Index("alias_by_department", "department"),
)

official = Table(
    "official",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
)


def _of_item() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["issue_pk", "item"], ["item.issue_pk", "item.ordinal"], ondelete="CASCADE"
    )


department_mention = Table(
    "department_mention",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("issue_pk", Integer, nullable=False),
    Column("item", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("department", Text),
    _of_item(),
    Index("department_mention_by_item", "issue_pk", "item"),
    Index("department_mention_by_department", "department", "issue_pk", "item"),
    Index("department_mention_by_surface", "surface", "department"),
)

official_mention = Table(
    "official_mention",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("issue_pk", Integer, nullable=False),
    Column("item", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("official", Text),
    _of_item(),
    Index("official_mention_by_item", "issue_pk", "item"),
    Index("official_mention_by_official", "official", "issue_pk"),
)

# One row for each title of a mention: what posts through time are read from.
official_post = Table(
    "official_post",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("issue_pk", Integer, nullable=False),
    Column("item", Integer, nullable=False),
    Column("official", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("title", Text, nullable=False),
    _of_item(),
    Index("official_post_by_item", "issue_pk", "item"),
    Index("official_post_by_official", "official"),
    Index("official_post_by_department", "department"),
)

# Which issues of the same bulletin an issue corrects, as it names them.
erratum = Table(
    "erratum",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("issue_pk", ForeignKey("issue.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("item", Text, nullable=False),
    Column("year", Integer),
    Column("number", Integer),
    Column("serial", Integer),
    Index("erratum_by_number", "year", "number"),
    Index("erratum_by_serial", "serial"),
)

# What figures of a bulletin have in common as printed: what series are put together from, and what
# figures are chosen by before they are looked at. Text that is missing is empty, so that it can be
# unique.
strand = Table(
    "strand",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("bulletin", ForeignKey("bulletin.id"), nullable=False),
    Column("metric", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("period_type", Text, nullable=False),
    Column("comparison", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("tabular", Boolean, nullable=False),
    Column("row", Text, nullable=False),
    Column("nth", Integer, nullable=False),
    UniqueConstraint(
        "bulletin", "metric", "subject", "unit", "period_type", "comparison", "scope", "tabular",
        "row", "nth",
        name="strand_as_printed",
    ),
)  # fmt: skip

item_topic = Table(
    "item_topic",
    metadata,
    Column("issue_pk", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("topic", Text, primary_key=True),
    _of_item(),
    Index("item_topic_by_topic", "topic", "issue_pk", "item"),
)

# What figures are chosen, counted and sorted by: narrow, so that a million are soon read through.
figure = Table(
    "figure",
    metadata,
    Column("issue_pk", Integer, primary_key=True),
    # Place in the text among the figures of the issue.
    Column("ordinal", Integer, primary_key=True),
    Column("item", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("strand", ForeignKey("strand.pk"), nullable=False),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("has_change", Boolean, nullable=False),
    # To compare and sort by; the exact decimal is in the content.
    Column("value_number", Float, nullable=False),
    _of_item(),
    Index("figure_by_item", "issue_pk", "item"),
    Index("figure_by_value", "value_number", "issue_pk", "ordinal"),
    # With the value, by which the figures of a strand are bounded and sorted.
    Index("figure_by_strand", "strand", "issue_pk", "value_number"),
    sqlite_with_rowid=False,
)


def _of_figure() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["issue_pk", "ordinal"], ["figure.issue_pk", "figure.ordinal"], ondelete="CASCADE"
    )


figure_content = Table(
    "figure_content",
    metadata,
    Column("issue_pk", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    _of_figure(),
)

# Metric, subject and sentence, to look for words in.
figure_words = Table(
    "figure_words",
    metadata,
    Column("issue_pk", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    _of_figure(),
    sqlite_with_rowid=False,
)

# No foreign key: an issue that is gone must still be taken out of the index.
pending = Table("pending", metadata, Column("issue", Text, primary_key=True))
