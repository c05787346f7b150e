"""What the terminal says about itself: all commands, and each one with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.cli.layout import table
from planner.cli.words import HELP, JSON, Command, Option

NAME = "planner"


def overview(groups: Mapping[str, Sequence[Command]]) -> Iterator[str]:
    """Every command with what it is for."""
    yield f"用法：{NAME} 命令 …        在终端里做一件事"
    yield f"      {NAME} [文件…]       打开窗口；给出文件时打开这个工作区，或导入这些表格"
    width = max(len(command.name) for commands in groups.values() for command in commands)
    for title, commands in groups.items():
        yield ""
        yield f"{title}："
        yield from (f"  {command.name:<{width}}  {command.about}" for command in commands)
    yield ""
    yield f"每条命令的用法：{NAME} 命令 --help。任何命令加 --json，结果就是一个 JSON 对象。"
    yield "退出码：0 完成，1 没有接受（没有改动），2 文件读不了或工作区损坏，130 已取消。"


def usage(command: Command) -> Iterator[str]:
    """One command: its words in order, what each means, its options, and examples."""
    slots = [f"{slot.shown}…" if slot.many else slot.shown for slot in command.slots]
    needed = [_written(option) for option in command.options if option.needed]
    yield f"用法：{' '.join([NAME, command.name, *slots, *needed, '[选项]'])}"
    yield ""
    yield f"{command.about}。"
    if command.slots:
        yield ""
        yield from table([(f"  {slot.shown}", slot.about) for slot in command.slots])
    yield ""
    yield "选项："
    yield from table([(f"  {_written(option)}", option.about) for option in (*command.options, JSON, HELP)])
    if command.detail:
        yield ""
        yield from command.detail.splitlines()


def _written(option: Option) -> str:
    names = ", ".join(filter(None, (option.short, option.name)))
    return f"{names} {option.value}".rstrip() + ("  可重复" if option.many else "")
