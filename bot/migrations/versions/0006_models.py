"""The models: trained when, from what, how good, and which answers.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_LIVE = sa.text("state = 'live'")


def upgrade() -> None:
    op.create_table(
        "model",
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("trained_at", sa.Float, nullable=False),
        sa.Column("data_version", sa.String(64), nullable=False),
        sa.Column("comparison", sa.Text, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("overruled_by", sa.String(64), nullable=False),
        sa.Column("overrule_reason", sa.Text, nullable=False),
        sa.CheckConstraint(
            "state IN ('candidate', 'live', 'former', 'refused', 'failed')", name=op.f("ck_model_known_state")
        ),
        sa.PrimaryKeyConstraint("version", name="pk_model"),
    )
    op.create_index("one_live_model", "model", ["state"], unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)
    op.create_table(
        "model_switch",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["version"], ["model.version"], name="fk_model_switch_version"),
        sa.PrimaryKeyConstraint("id", name="pk_model_switch"),
    )


def downgrade() -> None:
    op.drop_table("model_switch")
    op.drop_table("model")
