"""The embedded database: the one place that speaks SQL."""

from server.store.artefacts import record_served, served
from server.store.database import StoreError, check, engine, find, upgrade
from server.store.tables import Base, Decision, Report, Sentence, Served

__all__ = [
    "Base",
    "Decision",
    "Report",
    "Sentence",
    "Served",
    "StoreError",
    "check",
    "engine",
    "find",
    "record_served",
    "served",
    "upgrade",
]
