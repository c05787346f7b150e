"""What makes a PDF one for the archive (PDF/A-2b, ISO 19005-2): metadata, the meaning of its colours, its language."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from planner.schema.document import Document

PRODUCER = "scene-planner"
STAMP = bytes((7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class Packet(pdfdoc.PDFStream):
    """The metadata, never compressed: archives look for it in the raw bytes."""

    def format(self, document: Any) -> Any:
        kept, document.defaultStreamFilters = document.defaultStreamFilters, None
        try:
            return super().format(document)
        finally:
            document.defaultStreamFilters = kept


def describe(canvas: Canvas, document: Document) -> None:
    """Say in both places, information and packet, the same of the file."""
    said = {"title": document.title, "author": document.office, "subject": document.as_of, "creator": document.name,
            "producer": PRODUCER}
    for name, text in said.items():
        getattr(canvas, f"set{name.capitalize()}")(text)
    pdf: Any = vars(canvas)["_doc"]
    moment = _moment(pdf._timeStamp)
    packet = PACKET.format(moment=moment, **{name: escape(_legal(text)) for name, text in said.items()})
    kind = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")})
    catalog = pdf.Catalog
    catalog.Metadata = Packet(kind, packet.encode())
    if "OutputIntents" not in catalog.__NoDefault__:
        type(catalog).__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([_colours(pdf)])
    catalog.Lang = pdfdoc.PDFString("zh-CN")
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true", "PrintScaling": "/None"})


def _moment(stamp: Any) -> str:
    hours, minutes = getattr(stamp, "dhh", 0), getattr(stamp, "dmm", 0)
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*stamp.YMDhms) + f"{hours:+03}:{minutes:02}"


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _colours(pdf: Any) -> Any:
    """The profile of sRGB, without the moment that the colour library stamps into it."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = STAMP
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), bytes(profile), filters=[pdfdoc.PDFZCompress])
    return pdfdoc.PDFDictionary({
        "Type": pdfdoc.PDFName("OutputIntent"), "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"), "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": pdf.Reference(stream)})
