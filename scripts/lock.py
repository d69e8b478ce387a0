"""Write requirements.lock and requirements-dev.lock from pyproject.toml.

Both hold one version of each package for every platform and every Python that pyproject allows,
with the hashes of all its published files, and no addresses: pip asks whatever index it is
configured for, and a file with another hash is refused. The build back end is locked too, so
that the package itself is installed without an isolated (and unlocked) build environment.

Run it by ``make lock``; pins are kept unless ``--upgrade`` is given.
"""

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
DEV = "requirements-dev.lock"
DEV_EXTRAS = ("dev", "bench", "cluster")
OLDEST_PYTHON = "3.11"

# Without build isolation these must be there before anything is built: hatchling asks for
# editables outside of its own metadata, and odfpy is published as a source archive only.
BACK_ENDS = ("editables>=0.5", "setuptools>=77")
DEV_TOOLS = ("uv>=0.9",)

# One version for all Pythons ("fewest"): the same numbers whatever Python computes them.
COMPILE = (
    *("uv", "pip", "compile", "--no-config", "--quiet"),
    *("--universal", "--python-version", OLDEST_PYTHON, "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-header", "--no-annotate"),
)


def main() -> None:
    """Compile the larger lock first; the smaller one then takes its versions."""
    parser = argparse.ArgumentParser(description=__doc__, prog="lock")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    build = (*_build_requirements(), *BACK_ENDS)
    extras = [word for extra in DEV_EXTRAS for word in ("--extra", extra)]
    _compile(DEV, [*upgrade, *extras], (*build, *DEV_TOOLS))
    _compile(RUNTIME, [*upgrade, "--constraint", DEV], build)


def _build_requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["build-system"]["requires"])


def _compile(lock: str, options: list[str], also: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", *COMPILE, *options, "pyproject.toml", "-", "-o", lock]
    done = subprocess.run(command, cwd=ROOT, input="\n".join(also), text=True, check=False)
    if done.returncode:
        sys.exit(f"{lock}: uv could not resolve the requirements (exit code {done.returncode})")
    written = (ROOT / lock).read_text(encoding="utf-8")
    if "://" in written:
        sys.exit(f"{lock}: an address was written; lock without direct references")
    packages = sum(1 for line in written.splitlines() if "==" in line)
    print(f"{lock}: {packages} packages, {written.count('--hash=')} hashes")


if __name__ == "__main__":
    main()
