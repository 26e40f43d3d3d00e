"""What a user has said of an actor. Pure."""

from dataclasses import dataclass

from kodetre.actors.kinds import UNKNOWN


@dataclass(frozen=True, slots=True)
class KeptActor:
    """What actors.yaml says of a name."""

    name: str
    kind: str = UNKNOWN
    variants: tuple[str, ...] = ()
    is_name: bool = True
