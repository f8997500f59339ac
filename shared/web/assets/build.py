"""Builds the look: npm brings GOV.UK Frontend and Sass into `build/assets`, the result is `static/dist`."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TARGET = HERE.parent / "static" / "dist"
PLACE = ROOT / "build" / "assets"
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
SHEETS = ("app", "desk")
FRONTEND = "govuk-frontend/dist/govuk/govuk-frontend.min.js"
STAMP = ".sources"
OLDEST_NODE = 20
PATIENCE = 300


class BuildFailed(Exception):
    """The look cannot be built; the text says in one line what to do."""


def build(force: bool = False) -> str:
    """Bring the built files up to date and say in one line what was done."""
    wanted = _fingerprint(sources())
    if not force and _read(TARGET / STAMP) == wanted:
        return "look: up to date"
    tools = node_folder()
    _install(tools)
    # Built aside and moved in one step: a page never meets half a style sheet.
    fresh = TARGET.with_name("dist.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _style_sheets(tools, fresh)
    _copies(fresh)
    _pack(fresh)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    return f"look: built into {TARGET.relative_to(ROOT)}"


def sources() -> list[Path]:
    """Every file whose change asks for a new build."""
    folders = (HERE / "scss", HERE / "js", HERE / "static")
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sorted([*found, *(HERE / name for name in PACKAGES), HERE / "build.py"])


def node_folder() -> Path:
    """The folder of a Node that is new enough: the system's, else one that pip puts beside this Python."""
    if found := _found_node():
        return found
    _bring_node()
    if found := _found_node():
        return found
    raise BuildFailed(f"no Node {OLDEST_NODE} or later; install one")


def _found_node() -> Path | None:
    on_path = shutil.which("node")
    folders = [*([Path(on_path).parent] if on_path else []), Path(sys.executable).parent]
    for folder in folders:
        if _node_version(folder / "node") >= OLDEST_NODE and (folder / "npm").exists():
            return folder
    return None


def _bring_node() -> None:
    sys.stdout.write(f"look: no Node {OLDEST_NODE} here, bringing one to this Python (once, 70 MB) ...\n")
    sys.stdout.flush()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    wanted = ["--require-hashes", "-r", str(ROOT / "requirements" / "build.txt")]
    _run(
        Path(sys.executable).parent,
        [*pip, *wanted],
        f"no Node {OLDEST_NODE} or later, and pip could not bring one",
    )


def _node_version(program: Path) -> int:
    if not program.exists():
        return 0
    command = [str(program), "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _install(tools: Path) -> None:
    """The locked packages, once per lock."""
    wanted = _fingerprint([HERE / name for name in PACKAGES])
    if _read(PLACE / STAMP) == wanted:
        return
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        shutil.copy(HERE / name, PLACE / name)
    _run(
        tools,
        [str(tools / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        "npm could not bring the packages (is the npm registry reachable?)",
    )
    (PLACE / STAMP).write_text(wanted)


def _style_sheets(tools: Path, target: Path) -> None:
    modules = PLACE / "node_modules"
    pairs = [f"{HERE / 'scss' / name}.scss:{target / name}.css" for name in SHEETS]
    options = ["--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={modules}"]
    program = modules / "sass" / "sass.js"
    _run(tools, [str(tools / "node"), str(program), *options, *pairs], "sass found a mistake")


def _copies(target: Path) -> None:
    for path in [*(HERE / "js").glob("*.js"), *(HERE / "static").iterdir()]:
        shutil.copy(path, target / path.name)
    shutil.copy(PLACE / "node_modules" / FRONTEND, target / Path(FRONTEND).name)


def _pack(target: Path) -> None:
    """A packed twin beside each file (shared/web/built.py sends it); the same bytes at every build."""
    for path in sorted(target.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _run(tools: Path, command: list[str], failing: str) -> None:
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        done = subprocess.run(  # noqa: S603  # every word of the command is ours
            command,
            cwd=PLACE if PLACE.exists() else ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise BuildFailed(f"{failing}: no end after {PATIENCE} s") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise BuildFailed(f"{failing}: {lines[0] if lines else done.returncode}")


def _fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
