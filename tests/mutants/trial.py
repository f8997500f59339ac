"""One mutant, one forked process: the domain's unit tests run against it and stop at the first that fails."""

import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from inspect import signature
from itertools import product
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import hypothesis

from shared import divisions, workdays
from tests.mutants.operators import mutated

SECONDS = 90
"""Of its own work: how busy the machine is says nothing of a mutant."""
MEMORY = 3 << 30
NICE = 5
ALIVE, KILLED = 0, 1
BEFORE = (
    "pytest", "hypothesis.strategies", "sqlalchemy.orm", "shared.contracts.events", "shared.contracts.articles",
    "shared.contracts.pauses", "shared.contracts.provinces", "shared.contracts.retention",
    "shared.contracts.taxonomy", "shared.office_days",
)  # fmt: skip


class Planted(MetaPathFinder, Loader):
    """Gives one module with a change in it; every other comes as it is."""

    def __init__(self, module: str, code: CodeType) -> None:
        self.module, self.code = module, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name == self.module else None
        if spec is not None:
            spec.loader = self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def prepare() -> None:
    """What every trial needs and no mutant touches is loaded once, before the forks."""
    for name in BEFORE:
        import_module(name)
    divisions.divisions()
    workdays.load()
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutants", max_examples=20, derandomize=True, database=None, phases=phases
    )
    hypothesis.settings.load_profile("mutants")
    if loaded := [name for name in sys.modules if name.startswith("services.triage.domain")]:
        raise RuntimeError(f"loaded before the mutants: {loaded}")


def trials(
    source: Path, numbers: Iterable[int], tests: Sequence[str], at_once: int
) -> Iterator[tuple[int, bool]]:
    """Each mutant with whether no test notices, as they end; so many of them are tried at the same time. Trials
    that never end or eat all memory are noticed."""
    module, text = ".".join(source.with_suffix("").parts), source.read_text("utf-8")
    running: dict[int, int] = {}
    for number in numbers:
        if len(running) == at_once:
            yield _ended(running)
        code = compile(mutated(text, number), str(source), "exec")
        running[_forked(partial(_trial, Planted(module, code), tests))] = number
    while running:
        yield _ended(running)


def passes(tests: Sequence[str]) -> bool:
    """Whether the tests hold without any change."""
    _, survived = _ended({_forked(partial(run, tests)): 0})
    return survived


def _trial(planted: Planted, tests: Sequence[str]) -> int:
    sys.meta_path.insert(0, planted)
    return run(tests)


def run(tests: Sequence[str]) -> int:
    """Calls the test functions of these modules as pytest would, but without its start, which takes longer than
    most of them. What asks for a fixture is no test of decisions alone and is left out."""
    try:
        for name in tests:
            for test in _functions(import_module(name)):
                for arguments in _arguments(test):
                    test(**arguments)
    except BaseException:  # noqa: BLE001 - whatever a mutant raises, somebody noticed
        return KILLED
    return ALIVE


def _functions(module: ModuleType) -> list[Callable[..., None]]:
    return [value for name, value in vars(module).items() if name.startswith("test_")]


def _arguments(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """Every combination of its parameters; none when it asks for a fixture."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    named = {name for mark in marks for name in _names(mark.args[0])}
    if set(signature(test).parameters) - named:
        return
    for values in product(*(mark.args[1] for mark in marks)):
        yield {
            name: value
            for mark, given in zip(marks, values, strict=True)
            for name, value in _named(mark.args[0], given)
        }


def _named(names: str | Sequence[str], values: Any) -> Iterator[tuple[str, Any]]:
    wanted = _names(names)
    return zip(wanted, [values] if isinstance(names, str) and len(wanted) == 1 else values, strict=True)


def _names(names: str | Sequence[str]) -> list[str]:
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


def _forked(trial: Callable[[], int]) -> int:
    child = os.fork()
    if child == 0:
        _quiet_and_bounded()
        status = KILLED
        try:
            status = trial()
        finally:
            os._exit(status)
    return child


def _ended(running: dict[int, int]) -> tuple[int, bool]:
    """The first that ends, which runs no longer."""
    child, status = os.wait()
    return running.pop(child), os.waitstatus_to_exitcode(status) == ALIVE


def _quiet_and_bounded() -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.nice(max(0, NICE - os.nice(0)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
