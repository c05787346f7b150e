"""公示通知 and 发布通知: the letters by which the office announces and publishes its list, the list being their attachment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from planner.documents import BLANK, DocumentKind, day, numeral, serial
from planner.domain.office import Office
from planner.domain.scenario import Scenario
from planner.schema.choices import Choice
from planner.schema.document import (
    Attachment,
    Block,
    Closing,
    Column,
    Document,
    Imprint,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Table,
)
from planner.schema.fields import Level
from planner.schema.record import Vocabulary

ANNOUNCING = DocumentKind("public-notice", "人工智能应用场景公示通知", ("round", "sector"))
PUBLISHING = DocumentKind("release-notice", "人工智能应用场景发布通知", ("round", "sector"))
STAGES = {ANNOUNCING.name: "announced", PUBLISHING.name: "published"}
WIDTHS = {"number": 17, "title": 26, "content": 48, "owner": 20, "lead_department": 16, "location": 13, "cooperation": 11}
ALWAYS = ("title", "content", "owner")
NOWHERE = "未定领域"


def compose(kind: DocumentKind, office: Office, scenarios: Sequence[Scenario], words: Vocabulary, *, as_of: dt.date,
            round_title: str = "") -> Document:
    """The letter about these scenarios: those that are in the stage which it is about and were cleared for the public."""
    listed = [s for s in scenarios if s.stage == STAGES[kind.name] and s.publish_ok and s.secrecy_checked]
    name = f"{round_title or f'{as_of.year}年'}人工智能应用场景清单"
    verb = "公示" if kind is ANNOUNCING else "发布"
    body = _announced(office, listed, name, as_of) if kind is ANNOUNCING else _published(office, listed, name)
    blocks: list[Block] = [
        *_head(office, as_of), Paragraph(f"{'、'.join(office.recipients or ('各有关单位',))}：", flush=True),
        *body, Closing(office.name or BLANK, day(as_of), (name,) if listed else ())]
    if listed:
        blocks += [Attachment("附件", name, Paper("A4", landscape=True)), _table(listed, words)]
    if office.copies_to:
        blocks.append(Imprint(office.name or BLANK, day(as_of), office.copies_to))
    return Document(kind.name, f"关于{verb}{name}的通知", tuple(blocks), office=office.name, as_of=as_of.isoformat(), letter=True)


def _head(office: Office, as_of: dt.date) -> Iterator[Block]:
    """The number of the letter is given by the registry; its place stays open."""
    if office.letterhead:
        yield Letterhead(office.letterhead, f"{office.code}〔{as_of.year}〕　　号" if office.code else "")


def _announced(office: Office, listed: Sequence[Scenario], name: str, as_of: dt.date) -> Iterator[Block]:
    if not listed:
        yield Paragraph("目前没有处于公示中、已同意公开并经保密审查的场景。")
        return
    yield Paragraph(f"按照场景征集和遴选程序，经形式审查、评审，拟将{_counted(listed)}列入{name}，现予公示。")
    yield Paragraph(f"公示期自{day(as_of)}起，共{office.objection_days or 5}个工作日。公示期内，任何单位和个人对所列场景有异议的，"
                    "请以书面形式提出，写明事实和理由。以单位名义提出的须加盖公章，以个人名义提出的须署真实姓名并写明联系方式。逾期不予受理。")
    yield from _reachable(office)


def _published(office: Office, listed: Sequence[Scenario], name: str) -> Iterator[Block]:
    if not listed:
        yield Paragraph("目前没有已发布、已同意公开并经保密审查的场景。")
        return
    yield Paragraph(f"经征集、形式审查、评审和公示，现将{name}予以发布，共列{_counted(listed)}。")
    yield Paragraph("请各需求单位落实责任人和要素条件，主动同有意参与的单位对接；请各牵头部门跟踪对接进展，按季度报送情况。"
                    "有意参与的企业、高校、科研院所和专业机构，可与需求单位直接联系，也可同我办联系。")
    yield from _reachable(office)


def _counted(listed: Sequence[Scenario]) -> str:
    sectors = len({s.sector for s in listed if s.sector})
    return f"{sectors}个领域的{len(listed)}项场景" if sectors else f"{len(listed)}项场景"


def _reachable(office: Office) -> Iterator[Block]:
    said = [f"联系人：{office.filer}" if office.filer else "", f"联系电话：{office.phone or BLANK}",
            f"通信地址：{office.address}" if office.address else ""]
    yield Paragraph("；".join(filter(None, said)) + "。")


def _table(listed: Sequence[Scenario], words: Vocabulary) -> Table:
    """Only what is public; columns that nobody has filled are left out."""
    fields = words.fields_of(Scenario)
    kept = [name for name in WIDTHS if fields[name].level is Level.PUBLIC and (name in ALWAYS or any(getattr(s, name) for s in listed))]
    columns = (serial(), *(Column(name, fields[name], width=WIDTHS[name], key=name == "title") for name in kept))
    rows: list[Row] = []
    sector = fields["sector"]
    assert isinstance(sector, Choice)
    codes = [*(term.code for term in sector.among.terms), None]
    groups = [(code, [s for s in listed if (s.sector if s.sector in sector.among else None) == code]) for code in codes]
    for at, (code, members) in enumerate(((code, members) for code, members in groups if members), 1):
        rows.append(Row((f"{numeral(at)}、{sector.show(code) or NOWHERE}（{len(members)}项）",), "group"))
        for scenario in sorted(members, key=lambda s: (not s.number, s.number or "")):
            number = 1 + sum(row.role == "record" for row in rows)
            rows.append(Row((number, *(getattr(scenario, name) for name in kept)), key=scenario.id))
    return Table(columns, rows)
