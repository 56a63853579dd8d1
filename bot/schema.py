"""The tables of the bot itself, next to those of the knowledge store in the same database."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from knowledge.schema import metadata as knowledge_metadata

metadata = MetaData(naming_convention=knowledge_metadata.naming_convention)

# --- accounts -------------------------------------------------------------
# An account is never deleted, so that a name in an audit trail means one person for ever.

account = Table(
    "account",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200), nullable=False),  # argon2's own encoding: parameters, salt, hash
    Column("one_time", Boolean, nullable=False),  # the password must be changed before anything else
    Column("disabled", Boolean, nullable=False),
    CheckConstraint("role IN ('reader', 'editor', 'trainer', 'admin')", name="known_role"),
)

session = Table(
    "session",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of the cookie's, in hex
    Column("account", String(20), ForeignKey("account.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("opened_at", Float, nullable=False),  # seconds since the epoch, here and below
    Column("seen_at", Float, nullable=False),
)

# Whether or not there is such an account.
sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(20), nullable=False, index=True),
    Column("address", String(64), nullable=False, index=True),
    Column("at", Float, nullable=False, index=True),
)

# --- the front desk ---------------------------------------------------------

desk_lookup = Table(
    "desk_lookup",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("at", Float, nullable=False),
    Column("pinned", Boolean, nullable=False),
)

desk_report = Table(
    "desk_report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("who", String(20), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("key", String(120), nullable=False),
    Column("comment", Text, nullable=False),
    Column("settled", Boolean, nullable=False),
)

# --- the WeChat official account ----------------------------------------------

wechat_push = Table(
    "wechat_push",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("user", String(64), nullable=False, index=True),
    Column("answer", Text),  # null while it is being worked on
    Column("rest", Text, nullable=False),  # what 「更多」 shows next
    Column("late", Boolean, nullable=False),  # the user was told to wait
    Column("given", Boolean, nullable=False),  # a late answer was given after all
    Column("at", Float, nullable=False, index=True),
)

# --- what residents asked -----------------------------------------------------
# What is counted and searched stands in a narrow table, what is only shown beside it,
# so that a hundred thousand turns are looked through in a moment.

turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("day", String(10), nullable=False),  # of Beijing, e.g. 2026-11-24
    Column("channel", String(20), nullable=False),
    Column("user", String(64), nullable=False),  # a keyed hash
    Column("text", Text, nullable=False),  # masked
    Column("intent", String(40), nullable=False),
    Column("matter", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("tenth", Integer, nullable=False),  # of the confidence, 0 to 9
    Column("margin", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("evidence", String(64), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("feedback", String(8), nullable=False),
    Column("reported", Boolean, nullable=False),
    Column("sampled", Boolean, nullable=False),
    Column("reason", String(12), nullable=False),
    Column("priority", Float, nullable=False),
    Column("group_key", String(16), nullable=False),  # the same for what is asked in nearly the same words
    Column("model", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    UniqueConstraint("user", "at"),
    CheckConstraint("state IN ('new', 'labelled', 'set_aside')", name="known_state"),
    Index("ix_turn_queue", "state", "group_key", "reason", "priority"),
    Index("ix_turn_day_kind", "day", "kind"),
    Index("ix_turn_matter_kind", "matter", "kind"),
    Index("ix_turn_tenth", "tenth", "kind", "outcome", "feedback"),
    sqlite_autoincrement=True,  # a label names a turn's number for ever
)

turn_answer = Table(
    "turn_answer",
    metadata,
    Column("turn", Integer, ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("guesses", Text, nullable=False),  # [["resident_id_card", 0.97], …], JSON as below
    Column("refs", Text, nullable=False),
    Column("options", Text, nullable=False),  # the matters offered
    Column("answer", Text, nullable=False),
)

# --- what would have been right -----------------------------------------------
# What trainers say would have been right: never changed but for who confirms it and whether it was exported.

label = Table(
    "label",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("who", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("words", String(64), nullable=False, index=True),  # SHA-256 of the folded text, in hex; none of an undo
    Column("verdict", String(12), nullable=False),
    Column("matters", Text, nullable=False),  # ids with a comma between them, as are numbers
    Column("intent", String(20), nullable=False),
    Column("numbers", String(20), nullable=False),
    Column("replace", Boolean, nullable=False),
    Column("undoes", Integer, ForeignKey("label.id"), index=True),
    Column("confirmed_by", String(20), nullable=False),
    Column("exported", Boolean, nullable=False),
)

# The turns that a label is about; none for one from a table, nor for an undo. A turn may be purged before its label.
label_turn = Table(
    "label_turn",
    metadata,
    Column("label", Integer, ForeignKey("label.id"), primary_key=True),
    Column("turn", Integer, primary_key=True, index=True),
)

# --- the models -----------------------------------------------------------------

model = Table(
    "model",
    metadata,
    Column("version", String(40), primary_key=True),
    Column("trained_at", Float, nullable=False),
    Column("data_version", String(64), nullable=False),  # empty for a model that was there before the register
    Column("comparison", Text, nullable=False),  # JSON of bot.models.comparison, or empty: never compared
    Column("who", String(64), nullable=False),
    Column("why", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("fault", Text, nullable=False),
    Column("overruled_by", String(64), nullable=False),
    Column("overrule_reason", Text, nullable=False),
    CheckConstraint("state IN ('candidate', 'live', 'former', 'refused', 'failed')", name="known_state"),
)
Index(
    "one_live_model",
    model.c.state,
    unique=True,
    sqlite_where=text("state = 'live'"),
    postgresql_where=text("state = 'live'"),
)

# Append-only: who let which model answer, when and why.
model_switch = Table(
    "model_switch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("version", String(40), ForeignKey("model.version"), nullable=False),
    Column("who", String(64), nullable=False),
    Column("why", Text, nullable=False),
)
