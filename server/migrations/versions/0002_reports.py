"""Readers' reports, the sentences that they are about, and the decisions on them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What is kept is kept by the database itself, whatever a later program does.
KEPT = {
    "decision_stays": "BEFORE DELETE ON decision",
    "decision_is_not_changed": "BEFORE UPDATE OF id, report_id, decided, moderator, outcome ON decision",
    "reply_is_only_erased": "BEFORE UPDATE OF reply ON decision WHEN NEW.reply <> ''",
    "report_stays": "BEFORE DELETE ON report",
    "report_is_not_changed": "BEFORE UPDATE OF id, receipt, reported, kind, labels, reasons, model ON report",
    "report_is_only_erased": "BEFORE UPDATE OF comment, sentence_id, erased ON report"
    " WHEN NEW.comment <> '' OR NEW.sentence_id IS NOT NULL OR NEW.erased IS NULL",
    "sentence_is_not_changed": "BEFORE UPDATE ON sentence",
}


def upgrade() -> None:
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False, unique=True),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("receipt", sa.String(), nullable=False, unique=True),
        sa.Column("reported", sa.DateTime(), nullable=False, index=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("sentence_id", sa.Integer(), sa.ForeignKey("sentence.id"), index=True),
        sa.Column("erased", sa.DateTime()),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("decided", sa.DateTime(), nullable=False),
        sa.Column("moderator", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
    )
    for name, when in KEPT.items():
        message = name.replace("_", " ")
        op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END")


def downgrade() -> None:
    # Triggers go with their tables.
    for table in ("decision", "report", "sentence"):
        op.drop_table(table)
