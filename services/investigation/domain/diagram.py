"""The state table as a Mermaid page for the docs: `python -m services.investigation.domain.diagram`."""

from pathlib import Path

from services.investigation.domain.case import ENDED, Action, State
from services.investigation.domain.states import TABLE


def mermaid() -> str:
    """The diagram: one arrow per move that changes the state."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.QUEUED}"]
    for action, rule in TABLE.items():
        for origin, targets in rule.moves.items():
            lines += [f"    {origin} --> {target}: {action}" for target in targets if target != origin]
    lines += [f"    {state} --> [*]" for state in State if state in ENDED]
    return "\n".join(lines)


def table() -> str:
    """Who may do what, and in which states."""
    lines = ["| action | role | in state | besides | article |", "|---|---|---|---|---|"]
    for action, rule in TABLE.items():
        besides = ", ".join(check.__name__.replace("_", " ") for check in rule.who + rule.when)
        roles, origins = " or ".join(sorted(rule.roles)), ", ".join(rule.moves)
        lines.append(f"| `{action}` | {roles} | {origins} | {besides or '-'} | {rule.article or '-'} |")
    return "\n".join(lines)


def page() -> str:
    """The whole document."""
    count = f"{len(State)} states, {len(Action)} actions"
    return (
        "# The life of a case\n\n"
        "Written by `python -m services.investigation.domain.diagram` from the table in\n"
        "`services/investigation/domain/actions.py`; a test keeps it fresh. " + count + ".\n\n"
        "```mermaid\n" + mermaid() + "\n```\n\n" + table() + "\n\n"
        "Every action also requires sight of the case: an account of the case's own body, with a desk\n"
        "role, neither named in it nor belonging to a house that is.\n"
    )


if __name__ == "__main__":
    (Path(__file__).resolve().parents[3] / "docs" / "case-states.md").write_text(page(), "utf-8")
