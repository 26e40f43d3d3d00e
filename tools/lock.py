"""Pin what pyproject.toml asks for: requirements.lock for users, requirements-dev.lock for tests too.

usage: python tools/lock.py

Installs into two new environments with this Python and writes down what pip chose.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pinned(requirements: list[str]) -> list[str]:
    """What pip installs for the requirements into an empty environment, as name==version lines."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check", "-q"]
        subprocess.run([*pip, "install", *requirements], check=True)
        freeze = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout
    return sorted((line for line in freeze.splitlines() if "==" in line), key=str.lower)


def main() -> None:
    """Write both lock files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    users = project["dependencies"]
    build = ["hatchling>=1.25,<2", "editables"]
    for name, wanted in (
        ("requirements.lock", [*users, *build]),
        ("requirements-dev.lock", [*users, *build, *project["optional-dependencies"]["dev"]]),
    ):
        lines = ["# Written by tools/lock.py (make lock).", *pinned(wanted)]
        (ROOT / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines) - 1} packages")


if __name__ == "__main__":
    main()
