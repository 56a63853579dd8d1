"""What trainers say would have been right.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("who", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("words", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("matters", sa.Text, nullable=False),
        sa.Column("intent", sa.String(20), nullable=False),
        sa.Column("numbers", sa.String(20), nullable=False),
        sa.Column("replace", sa.Boolean, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("confirmed_by", sa.String(20), nullable=False),
        sa.Column("exported", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_label"),
        sa.ForeignKeyConstraint(["undoes"], ["label.id"], name="fk_label_undoes_label"),
    )
    op.create_index("ix_label_words", "label", ["words"])
    op.create_index("ix_label_undoes", "label", ["undoes"])
    op.create_table(
        "label_turn",
        sa.Column("label", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("label", "turn", name="pk_label_turn"),
        sa.ForeignKeyConstraint(["label"], ["label.id"], name="fk_label_turn_label_label"),
    )
    op.create_index("ix_label_turn_turn", "label_turn", ["turn"])


def downgrade() -> None:
    op.drop_table("label_turn")
    op.drop_table("label")
