"""What typer says of a command line that it cannot take apart, in words that can be translated."""

import re
from typing import Any, Protocol, runtime_checkable

from kodetre.i18n.message import Message, msg, msg_of, translatable

_TOLD = (
    (
        r"No such option: (?P<option>.+?) \(Possible options: (?P<others>.+)\)",
        translatable("there is no option {option}; similar ones: {others}"),
    ),
    (r"No such option: (?P<option>.+)", translatable("there is no option {option}")),
    (
        r"No such command (?P<command>'.*')\. Did you mean (?P<other>.+)\?",
        translatable("there is no command {command}; did you mean {other}?"),
    ),
    (r"No such command (?P<command>'.*')", translatable("there is no command {command}")),
    (r"Missing command", translatable("a command is missing")),
    (r"Missing (?:argument|parameter) (?P<name>.+)", translatable("{name} is missing")),
    (r"Missing option (?P<name>.+)", translatable("the option {name} is missing")),
    (r"Option (?P<option>'.*') requires an argument", translatable("the option {option} needs a value after it")),
    (
        r"Option (?P<option>'.*') requires (?P<count>\d+) arguments",
        translatable("the option {option} needs {count} values after it"),
    ),
    (r"Option (?P<option>'.*') does not take a value", translatable("the option {option} takes no value")),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<arguments>.*)\)",
        translatable("there is more than the command takes: {arguments}"),
    ),
    (r"'?(?P<value>.*?)'? is not a valid (?:int|integer)", translatable("'{value}' is no whole number")),
    (r"'?(?P<value>.*?)'? is not a valid float", translatable("'{value}' is no number")),
    (r"Input should be less than or equal to (?P<most>.+)", translatable("the most is {most}")),
    (r"Input should be greater than or equal to (?P<least>.+)", translatable("the least is {least}")),
    (r"Input should be less than (?P<most>.+)", translatable("it must be less than {most}")),
    (r"Input should be greater than (?P<least>.+)", translatable("it must be more than {least}")),
    (r"Input should be a valid integer.*", translatable("this is no whole number")),
    (r"Input should be a valid number.*", translatable("this is no number")),
    (
        r"(?:Value error, )?'?(?P<value>.*?)'? is (?:not one|none) of (?P<choices>.*)",
        translatable("'{value}' is none of {choices}"),
    ),
)
"""Forms of what typer says, and the same in words of ours, whose values are the groups of the form."""


@runtime_checkable
class WrongArguments(Protocol):
    """What typer raises for a command line that it cannot take apart. It keeps the class to itself."""

    ctx: Any

    def format_message(self) -> str:
        """What is wrong."""
        ...


def told(problem: WrongArguments) -> str:
    """What is wrong with a command line, without full stop; empty where there is nothing to say."""
    message = problem.format_message().strip().rstrip(".")
    own = getattr(problem, "message", "")
    for start in ("Invalid value for ", "Invalid value: "):
        if own and message.startswith(start) and str(own).rstrip(".") in message:
            hint = message.removeprefix(start).partition(": ")[0] if start.endswith("for ") else ""
            reason = own if isinstance(own, Message) else _in_our_words(str(own).rstrip("."))
            return msg("{option}: {reason}", option=hint, reason=reason) if hint else reason
    return _in_our_words(message)


def _in_our_words(message: str) -> str:
    for form, sentence in _TOLD:
        if match := re.fullmatch(form, message):
            return msg_of(sentence, **match.groupdict())
    return message
