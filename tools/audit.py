"""Ask the package index whether anything that is pinned has a known hole, with pip-audit.

usage: python tools/audit.py [LOCK...]     (requirements.lock and requirements-dev.lock)

pip-audit is installed into an environment of its own that is gone afterwards. Ends with 1 when there is a hole, and also when the
index does not tell of one package: an index that mirrors another often has no advisories.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def main(locks: list[Path]) -> int:
    """Audit each lock file; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [str(binaries / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "pip-audit"]
        if subprocess.run(pip).returncode != 0:
            print("pip-audit could not be installed; see above.", file=sys.stderr)
            return 1
        wrong = 0
        for lock in locks:
            print(f"{lock.name}:", flush=True)
            audit = [str(binaries / "pip-audit"), "--strict", "--disable-pip", "--no-deps", "--requirement", str(lock)]
            wrong += subprocess.run(audit).returncode != 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [ROOT / name for name in LOCKS]))
