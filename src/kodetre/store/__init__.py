"""kodetre.db: the only place that speaks SQL."""

from kodetre.store.store import Store

__all__ = ["Store"]
