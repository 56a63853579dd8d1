"""What residents asked, for the trainers.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("matter", sa.String(64), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("tenth", sa.Integer, nullable=False),
        sa.Column("margin", sa.Float, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("evidence", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("feedback", sa.String(8), nullable=False),
        sa.Column("reported", sa.Boolean, nullable=False),
        sa.Column("sampled", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("priority", sa.Float, nullable=False),
        sa.Column("group_key", sa.String(16), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.CheckConstraint("state IN ('new', 'labelled', 'set_aside')", name="ck_turn_known_state"),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
        sa.UniqueConstraint("user", "at", name="uq_turn_user"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_turn_queue", "turn", ["state", "group_key", "reason", "priority"])
    op.create_index("ix_turn_day_kind", "turn", ["day", "kind"])
    op.create_index("ix_turn_matter_kind", "turn", ["matter", "kind"])
    op.create_index("ix_turn_tenth", "turn", ["tenth", "kind", "outcome", "feedback"])
    op.create_table(
        "turn_answer",
        sa.Column("turn", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("guesses", sa.Text, nullable=False),
        sa.Column("refs", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["turn"], ["turn.id"], name="fk_turn_answer_turn_turn", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("turn", name="pk_turn_answer"),
    )


def downgrade() -> None:
    op.drop_table("turn_answer")
    op.drop_table("turn")
