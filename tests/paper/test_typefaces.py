"""The office's own typefaces: found by name, used where they have the character and their makers allow it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from planner.paper.fonts import Faces
from planner.paper.missing import missing
from planner.paper.typefaces import choose, read
from planner.paper.writing import write
from planner.paths import resource
from planner.schema.document import Column, Document, Paragraph, Row, Table
from planner.schema.fields import Text

Font = Callable[..., Path]
SAID = "先导区安排场景若干项，由张㛃负责。"


@pytest.fixture
def font(folder: Path) -> Font:
    """A font file with a few characters under a family's name, made from a shipped one."""
    def made(name: str, chars: str, file: str = "a.ttf", licence: int = 0, of: str = "Kai") -> Path:
        opened = TTFont(resource("fonts", f"{of}.ttf"))
        options = Options(name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(text=chars)
        subsetter.subset(opened)
        opened["OS/2"].fsType = licence
        for record in opened["name"].names:
            if record.nameID in (1, 4, 6):
                opened["name"].setName(name if record.nameID != 6 else "OfficeFangSong", record.nameID, 3, 1, 0x804)
        opened.save(folder / file)
        return folder / file
    return made


def letter(text: str) -> Document:
    return Document("a", "关于某事的通知", (Paragraph(text),), letter=True)


def embedded(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        return {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}


def test_it_draws_what_it_has_and_the_shipped_face_the_rest(font: Font, folder: Path, tmp_path: Path) -> None:
    font("仿宋_GB2312", "先导区安排场景若干项")
    made = write(letter(SAID), tmp_path / "a.pdf", fonts=folder)
    write(letter(SAID), tmp_path / "b.pdf")
    assert made.missing_characters == ()
    assert len(embedded(tmp_path / "a.pdf")) == len(embedded(tmp_path / "b.pdf")) + 1
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        assert SAID in "".join(pdf[0].get_textpage().get_text_range().split())


def test_a_character_that_only_the_office_has_is_printed(font: Font, folder: Path, tmp_path: Path) -> None:
    rare = "\ue000"
    path = font("方正小标宋简体", "甲乙")
    opened = TTFont(path)
    for table in opened["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(rare)] = table.cmap[ord("甲")]
    opened.save(path)
    document = Document("a", f"甲{rare}", (Paragraph("乙"),))
    assert [one.char for one in missing(document)] == [rare]
    assert missing(document, folder) == []
    assert write(document, tmp_path / "a.pdf", fonts=folder).missing_characters == ()


def test_the_better_name_wins(font: Font, folder: Path) -> None:
    font("仿宋", "甲", "a.ttf")
    font("仿宋_GB2312", "甲", "b.ttf")
    font("某某艺术体", "甲", "c.ttf")
    chosen = choose(folder)
    assert {face: one.file.name for face, one in chosen.faces.items()} == {"Fang": "b.ttf"}
    assert chosen.faces["Fang"].name == "仿宋_GB2312"


@pytest.mark.parametrize(("licence", "refused"), [(0, ""), (4, ""), (8, ""), (2, "embedding"), (0x100, "embedding"), (0x204, "embedding")])
def test_who_forbids_embedding_is_not_embedded(font: Font, folder: Path, licence: int, refused: str) -> None:
    font("黑体", "甲", licence=licence)
    chosen = choose(folder)
    assert ("Hei" in chosen.faces) is (not refused)
    assert [one.refused for one in chosen.refused] == ([refused] if refused else [])


def test_collections_and_damaged_files_are_read_too(font: Font, folder: Path) -> None:
    path = font("楷体", "甲")
    (folder / "damaged.ttf").write_bytes(path.read_bytes()[:40])
    (folder / "empty.otf").write_bytes(b"")
    assert [one.refused for one in read(folder / "damaged.ttf") + read(folder / "empty.otf")] == ["damaged", "damaged"]
    assert choose(folder).faces["Kai"].file == path
    assert choose(folder / "gone").faces == {}
    assert choose(None).faces == {}


def test_the_same_typefaces_give_the_same_bytes(font: Font, folder: Path, tmp_path: Path) -> None:
    font("仿宋_GB2312", "先导区")
    for name in "ab":
        write(letter(SAID), tmp_path / f"{name}.pdf", fonts=folder)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_what_no_face_has_is_told_with_its_places() -> None:
    table = Table((Column("name", Text(label="联系人")),), [Row(("张三",)), Row(("王\U000323af",)), Row(("王\U000323af",))], "表1")
    found = missing(Document("a", "题目", (Paragraph("正\ue123文"), table)))
    assert [(one.char, len(one.places)) for one in found] == [("\ue123", 1), ("\U000323af", 2)]
    assert found[1].places[0] == "表1 第2行 联系人"
    assert found[1].shown == "\U000323af（U+323AF）：表1 第2行 联系人等 2 处"


def test_nothing_is_missing_where_everything_is_printed(tmp_path: Path) -> None:
    document = letter("〇①㎡−𬱖䶮㛃…—“”")
    assert missing(document) == []
    assert Faces().has("Fang", "𬱖")
    assert write(document, tmp_path / "a.pdf").missing_characters == ()
