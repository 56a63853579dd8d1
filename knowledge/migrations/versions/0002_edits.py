"""the staff's edits

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.CheckConstraint("subject_kind IN ('unit', 'matter', 'department')", name=op.f("ck_edit_known_kind")),
        sa.CheckConstraint("who <> ''", name=op.f("ck_edit_by_somebody")),
        sa.CheckConstraint("old <> new", name=op.f("ck_edit_changes_something")),
        sa.ForeignKeyConstraint(["undoes"], ["edit.id"], name=op.f("fk_edit_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.create_index("ix_edit_subject_field", ["document", "subject_kind", "subject", "field"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.drop_index("ix_edit_subject_field")
    op.drop_table("edit")
