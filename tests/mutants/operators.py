"""Small changes to a program, one at a time: what a slip of the pen might do to it."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
NO_CODE = frozenset({"annotation", "returns", "decorator_list", "type_params"})
TEXTS = frozenset({"N_", "TypeVar"})
"""Calls whose arguments are words for people."""


@dataclass(frozen=True)
class Mutant:
    """One change: `before` becomes `after` on a line of a function; `number` finds it again."""

    number: int
    line: int
    where: str
    before: str
    after: str


def mutants(source: str) -> list[Mutant]:
    """All changes to a module, in the order of its lines."""
    found = _Changer()
    found.visit(ast.parse(source))
    return found.mutants


def mutated(source: str, number: int) -> ast.Module:
    """The module with one change."""
    tree = _Changer(number).visit(ast.parse(source))
    return ast.fix_missing_locations(tree)


class _Changer(ast.NodeTransformer):
    """Walks once; counts every change that is possible, and makes the wanted one."""

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.mutants: list[Mutant] = []
        self._count = 0
        self._where: list[str] = []

    def visit(self, node: ast.AST) -> ast.AST:
        if _for_people(node):
            return node
        chosen = None
        for changed in variants(node):
            if self._count == self.wanted:
                chosen = changed
            self._note(node, changed)
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if named:
            self._where.append(node.name)
        self._descend(node)
        if named:
            self._where.pop()
        return chosen or node

    def _note(self, node: ast.AST, changed: ast.AST) -> None:
        if self.wanted is None:
            before, after = (" ".join(ast.unparse(each).split()) for each in (node, changed))
            line = getattr(node, "target", getattr(node, "pattern", node)).lineno
            self.mutants.append(Mutant(self._count, line, ".".join(self._where), before, after))
        self._count += 1

    def _descend(self, node: ast.AST) -> None:
        for name, value in ast.iter_fields(node):
            if name in NO_CODE:
                continue
            if isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
            elif isinstance(value, list):
                value[:] = [self.visit(one) if isinstance(one, ast.AST) else one for one in value]


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """The changes that a node invites."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPPED:
            yield _with(node, ops=[SWAPPED[type(op)]()])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPPED:
            yield _with(node, op=SWAPPED[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield deepcopy(operand)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value:
            yield ast.Constant(f"XX{value}")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if _plain(test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), deepcopy(test)))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.match_case(guard=ast.expr()):
            yield _with(node, guard=None)
        case ast.Return(value=value) if value is not None and not _none(value):
            yield _with(node, value=ast.Constant(None))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() | ast.Call()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _for_people(node: ast.AST) -> bool:
    """Messages, docstrings, and what a module lends out."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
        return True
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in TEXTS


def _with(node: ast.AST, **changes: object) -> ast.AST:
    changed = deepcopy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def _plain(test: ast.expr) -> bool:
    """A condition that no other change turns round."""
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr)


def _none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
