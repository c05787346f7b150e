"""Charts that Word draws itself and people may recolour: bars in greys and patterns that stay apart in black and white."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from planner.schema.document import Bars
from planner.word.tables import escaped

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
EMU = 12700
HEIGHT = 220.0
PATTERNS = ("solid:404040", "ltUpDiag", "solid:BFBFBF", "dkHorz", "solid:7F7F7F", "pct20")
_FORMATS = "http://schemas.openxmlformats.org"
_SPACES = (f'xmlns:c="{_FORMATS}/drawingml/2006/chart" xmlns:a="{_FORMATS}/drawingml/2006/main" '
           f'xmlns:r="{_FORMATS}/officeDocument/2006/relationships" xmlns:w="{_FORMATS}/wordprocessingml/2006/main" '
           f'xmlns:wp="{_FORMATS}/drawingml/2006/wordprocessingDrawing"')


def put_chart(paragraph: Any, bars: Bars, number: int, breadth: float) -> None:
    """Stand the chart in the paragraph; `number` counts the charts of the document from 1."""
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART, _chart(bars).encode(), paragraph.part.package)
    link = paragraph.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawing = (
        f'<w:drawing {_SPACES}><wp:inline><wp:extent cx="{round(breadth * EMU)}" cy="{round(HEIGHT * EMU)}"/>'
        f'<wp:docPr id="{1000 + number}" name="图{number}" descr="{escaped(bars.caption)}"/><a:graphic><a:graphicData '
        f'uri="{_FORMATS}/drawingml/2006/chart"><c:chart r:id="{link}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>")
    paragraph.add_run()._r.append(parse_xml(drawing))


def _chart(bars: Bars) -> str:
    series = "".join(_series(bars, at) for at in range(len(bars.series)))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}><c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{_type(1050)}<a:r><a:rPr sz=\"1050\" b=\"0\"/><a:t>"
        f"{escaped(bars.caption)}（单位：{escaped(bars.unit)}）</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/>{_text(900)}<c:crossAx val="2"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:numFmt formatCode="#,##0.##" sourceLinked="0"/>{_text(900)}<c:crossAx val="1"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(900)}</c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>')


def _series(bars: Bars, at: int) -> str:
    name, values = bars.series[at]
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>图!${chr(66 + at)}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{_fill(PATTERNS[at % len(PATTERNS)])}<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{_text(800)}<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strLit><c:ptCount val="{len(bars.labels)}"/>{_points(bars.labels)}</c:strLit></c:cat><c:val><c:numLit>'
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{_points(values)}</c:numLit></c:val></c:ser>')


def _points(values: tuple[str, ...] | tuple[Decimal | None, ...]) -> str:
    return "".join(f'<c:pt idx="{at}"><c:v>{escaped(value) if isinstance(value, str) else f"{value:f}"}</c:v></c:pt>'
                   for at, value in enumerate(values) if value is not None)


def _fill(pattern: str) -> str:
    kind, _, colour = pattern.partition(":")
    if kind == "solid":
        return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return (f'<a:pattFill prst="{kind}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>')


def _text(size: int) -> str:
    return f"<c:txPr><a:bodyPr/><a:p>{_type(size)}<a:endParaRPr/></a:p></c:txPr>"


def _type(size: int) -> str:
    return f'<a:pPr><a:defRPr sz="{size}" b="0"><a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:defRPr></a:pPr>'
