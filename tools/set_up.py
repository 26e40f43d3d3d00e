"""Make a virtual environment and install the pinned packages and kodetre itself into it.

usage: python3 tools/set_up.py VENV LOCK

Run with the system's Python, so it uses the standard library alone. Says in one sentence what is missing when it
cannot go on: a fresh Debian has Python without the parts that make environments.
"""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main(venv: Path, lock: Path) -> int:
    """Create `venv` if it is not there, install what `lock` pins, then kodetre; the exit code."""
    if sys.version_info < OLDEST:
        print(
            f"kodetre needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Name another one: make PYTHON=python3.12 …",
            file=sys.stderr,
        )
        return 1
    python = venv / "bin" / "python"
    if not _works(python):
        print(f"making {venv} …", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True)
        if made.returncode != 0:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            print(
                f"{sys.executable} cannot make a virtual environment: the venv package is not installed.\n"
                f"On Debian or Ubuntu: apt install python{version}-venv   then run make again.",
                file=sys.stderr,
            )
            return 1
    print(f"installing what {lock.name} pins …", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
    for what in (["-r", str(lock)], ["--no-deps", "--no-build-isolation", "-e", "."]):
        if subprocess.run([*pip, "install", *what]).returncode != 0:
            print("The packages could not be installed; see above. Is the package index reachable?", file=sys.stderr)
            return 1
    return 0


def _works(python: Path) -> bool:
    """Whether there is an environment with a pip that runs (an interrupted set-up leaves half of one)."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
