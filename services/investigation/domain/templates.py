"""What a bureau's own template must hold: the names that stand for what the law wants on each document; and
whether a head approves what they looked at (Measures art. 14(2)): a template may change meanwhile."""

from collections.abc import Mapping, Sequence

from services.investigation.domain.documents import SPECS, DocumentKind

ISSUER, NUMBER, TITLE, ADDRESSEE, TEXT = "发文机关", "文号", "标题", "主送机关", "正文"
SIGNATURE, DAY, COPIES, CODE = "署名", "成文日期", "抄送", "核验码"
SECTIONS = ("开头", "事实和理由", "决定和依据", "执行方式和期限", "异议")
"""The parts of a downward document, where a bureau wants headings of its own (Measures art. 14(2))."""
COMMON = (ISSUER, NUMBER, TITLE, ADDRESSEE, TEXT, SIGNATURE, DAY, CODE)
PROVIDED = tuple(kind for kind in DocumentKind)
"""Kinds that may have a template: all."""


def names(kind: DocumentKind) -> tuple[str, ...]:
    """All that may stand in a template of this kind."""
    spec = SPECS[kind]
    copies = () if spec.sealed else (COPIES,)
    return (*COMMON, *copies, *(SECTIONS if spec.form == "order" else ()))


def needed(kind: DocumentKind) -> list[Sequence[str]]:
    """What must stand in it: of each group one way. An opinion goes in copy to others (art. 14(2))."""
    text = (TEXT, "+".join(SECTIONS)) if SPECS[kind].form == "order" else (TEXT,)
    groups: list[Sequence[str]] = [(NUMBER,), (ADDRESSEE,), text, (SIGNATURE, ISSUER), (DAY,), (CODE,)]
    return [*groups, (COPIES,)] if kind is DocumentKind.OPINION else groups


def sign(versions: Mapping[DocumentKind, int]) -> str:
    """By which templates documents are written, as whoever approves them names it; 0: the layout of the
    house."""
    return ",".join(f"{kind}:{versions[kind]}" for kind in sorted(versions))


def changed(seen: str, now: Mapping[DocumentKind, int]) -> list[DocumentKind]:
    """Of which kinds another template is in use than was seen; of a kind that is named twice, than was seen
    last. Of one that is not named nothing is said."""
    known = dict(each.rpartition(":")[::2] for each in seen.split(","))
    return [kind for kind, version in now.items() if known.get(kind, str(version)) != str(version)]
