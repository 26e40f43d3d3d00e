"""Which key of pseudonyms a store has: asked whenever a project's store is opened."""

from kodetre.store.database import Database

_KEY = "SELECT id FROM pseudonym_key"


def pseudonym_key(database: Database) -> str:
    """The id of the project's key; empty where it has none."""
    with database.reading() as connection:
        row = connection.execute(_KEY).fetchone()
    return row["id"] if row is not None else ""
