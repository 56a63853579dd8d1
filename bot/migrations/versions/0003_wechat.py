"""the pushes of the WeChat account, shared by all replicas

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A version before this one made these itself; what they hold is good for an hour.
    op.execute("DROP TABLE IF EXISTS wechat_push")
    op.execute("DROP TABLE IF EXISTS wechat_rest")
    op.create_table(
        "wechat_push",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_wechat_push")),
    )
    op.create_index(op.f("ix_wechat_push_user"), "wechat_push", ["user"])
    op.create_index(op.f("ix_wechat_push_at"), "wechat_push", ["at"])


def downgrade() -> None:
    op.drop_table("wechat_push")
