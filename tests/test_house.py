"""What the house says of itself is true: texts complete, documents fresh, commands there, nothing that tells too much."""

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from shared import i18n
from shared.cli.main import jiandu
from tests.conftest import SLOWEST

ROOT = Path(__file__).resolve().parents[1]
GUIDES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/operating.md", "deploy/README.md")
CATALOGUES = sorted(ROOT.glob("s*/**/translations/zh_CN/LC_MESSAGES/messages.po"))
LARGEST_PICTURE = 150_000
HOVERED = re.compile(r"""<(?!iframe|mark)[a-z]+(?:[^<>]|\{%.*?%\})*\stitle=""")
"""A tip that needs a mouse. A frame's title is its name; marks in a statement are listed below it in full."""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[!:}]")
TELLTALE = re.compile(
    r"file://|(?<![\w/.])/(?:home|root|Users|work)/\w|pypi\.org/simple|registry\.npmjs\.org|/opt/pypi"
)


def _committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_every_text_has_its_chinese(path: Path):
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]

    for message in messages:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        said = message.id[-1] if isinstance(message.id, tuple) else message.id
        for text in texts:
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(said)), message.id
            assert text.count("\n") == said.count("\n"), f"said twice, or lines lost: {message.id}"


@pytest.mark.parametrize("part", i18n.parts())
def test_every_text_of_the_code_is_in_its_catalogue(part: str):
    path = i18n.parts()[part] / "translations" / "zh_CN" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        known = {message.id for message in read_po(file) if message.id}

    assert {message.id for message in i18n.template_of(part) if message.id} == known, (
        f"run: make texts ({part})"
    )


def test_nothing_is_told_to_a_mouse_alone():
    pages = [path for path in _committed() if path.suffix == ".html" and "templates" in path.parts]

    assert pages
    assert [path.name for path in pages if HOVERED.search(path.read_text())] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_the_guides_is_there(guide: str):
    text = (ROOT / guide).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    for words in re.findall(r"jiandu ([a-z][a-z-]+)(?: ([a-z][a-z-]+))?", text):
        command = jiandu.commands[words[0]]
        assert not words[1] or not hasattr(command, "commands") or words[1] in command.commands, words


def test_both_readmes_show_the_same_commands_and_pictures():
    def shown(name: str) -> list[str]:
        text = (ROOT / name).read_text()
        return re.findall(r"docs/pictures/\w+\.png", text) + re.findall(
            r"^(?:make|jiandu) [a-z -]+", text, re.MULTILINE
        )

    assert [line.strip() for line in shown("README.md")] == [
        line.strip() for line in shown("README.zh-CN.md")
    ]


def test_both_readmes_have_the_same_parts():
    def parts(name: str) -> list[int]:
        return [
            len(line.split(" ")[0]) for line in (ROOT / name).read_text().splitlines() if line.startswith("#")
        ]

    assert parts("README.md") == parts("README.zh-CN.md")


def test_the_longest_files_that_begin_first_are_there():
    assert [file for file in SLOWEST if not (ROOT / "tests" / file).is_file()] == []


def test_locks_hold_what_is_asked_for_and_name_no_address():
    for kind in ("build", "runtime", "dev"):
        asked = re.findall(r"^[a-z][\w.-]+", (ROOT / "requirements" / f"{kind}.in").read_text(), re.MULTILINE)
        lock = (ROOT / "requirements" / f"{kind}.txt").read_text()
        pinned = re.findall(r"^([\w.-]+)(?:\[\w+\])?==\S+.*\\\n    --hash=sha256:", lock, re.MULTILINE)
        assert {name.lower() for name in asked} <= set(pinned), kind
        assert "://" not in lock, kind
    for lock in [path for path in _committed() if path.name == "package-lock.json"]:
        assert '"resolved"' not in lock.read_text(), lock


def test_pictures_are_small_and_shown():
    shown = "".join((ROOT / name).read_text() for name in GUIDES)
    for picture in (ROOT / "docs" / "pictures").glob("*"):
        assert picture.stat().st_size <= LARGEST_PICTURE, picture.name
        assert picture.name in shown, picture.name


def test_no_committed_file_tells_where_it_was_made():
    for path in _committed():
        if path != Path(__file__) and path.suffix not in {".png", ".gz", ".pdf"}:
            found = TELLTALE.search(path.read_text(errors="replace"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_every_package_that_running_needs_is_used():
    text = (ROOT / "requirements" / "runtime.in").read_text()
    names = [re.split(r"[>=<\[]", line)[0] for line in text.splitlines() if line and not line.startswith("#")]
    code = "\n".join(
        path.read_text()
        for folder in ("services", "shared", "deploy")
        for path in (ROOT / folder).rglob("*.py")
    )
    modules = {"pyjwt": "jwt", "flask-wtf": "flask_wtf", "flask-smorest": "flask_smorest", "prometheus-client": "prometheus_client", "python-docx": "docx", "pillow": "PIL"}  # fmt: skip
    unused = [
        name
        for name in names
        if not re.search(
            rf"^\s*(?:from|import) {modules.get(name, name.replace('-', '_'))}\b", code, re.MULTILINE
        )
    ]

    assert unused == ["setuptools"], "it installs this project, and nothing imports it"
