"""Make a virtual environment and install the pinned packages and kodetre itself into it.

usage: python3 tools/set_up.py VENV LOCK

Run with the system's Python, so it uses the standard library alone. Says in one sentence what is missing when it
cannot go on: a fresh Debian has Python without the parts that make environments.
"""

import hashlib
import html
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
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
        if not _make(venv):
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            print(
                f"{sys.executable} cannot make a virtual environment, and pip could not be fetched from the index.\n"
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


def _make(venv: Path) -> bool:
    """Make the environment; where Python came without pip's installer, as on a fresh Debian, fetch pip from the index."""
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    if subprocess.run(command, capture_output=True).returncode == 0:
        return True
    if subprocess.run([*command, "--without-pip"], capture_output=True).returncode != 0:
        return False
    print("fetching pip …", flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            wheel = _fetch_pip(Path(folder))
            installer = [str(venv / "bin" / "python"), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]
            return subprocess.run(installer).returncode == 0
    except (OSError, ValueError) as error:
        print(f"pip could not be fetched: {error}", file=sys.stderr)
        return False


def _fetch_pip(folder: Path) -> Path:
    """The newest released pip as a wheel in `folder`, its hash checked against the index (PEP 503)."""
    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    found = re.findall(
        r'href="([^"#]*/(pip-(\d+(?:\.\d+)*)-py3-none-any\.whl))#sha256=([0-9a-f]{64})"', _get(page).decode()
    )
    if not found:
        raise ValueError(f"no pip is listed at {page}")
    link, name, _, sha256 = max(found, key=lambda f: [int(part) for part in f[2].split(".")])
    data = _get(urllib.parse.urljoin(page, html.unescape(link)))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"{name} is not what the index says it is")
    wheel: Path = folder / str(name)
    wheel.write_bytes(data)
    return wheel


def _get(address: str) -> bytes:
    """What an address answers."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read()
    return content


def _works(python: Path) -> bool:
    """Whether there is an environment with a pip that runs (an interrupted set-up leaves half of one)."""
    if not python.exists():
        return False
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
