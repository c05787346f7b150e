#!/usr/bin/env python3
"""`python3 run.py` sets everything up and opens the program; `python3 run.py test` sets everything up and runs every check.

Any other words are handed to the program. Standard library only, and understood by old interpreters too, so that those
get a sentence instead of a traceback. A second start finds everything in place and costs a fraction of a second.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PACKAGING = ROOT / "packaging"
ENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = ENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
DEMO = ROOT / "out" / "示例"

# Which Debian package brings which library that Qt loads; the second group is needed only to show a window.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
CHECKS = {
    "ruff": ["-m", "ruff", "check"],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as check; check()"],
}


class CannotRun(Exception):
    """Something this script cannot provide is missing; the text tells the person what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def check_interpreter() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        found = platform.python_version()
        raise CannotRun(f"需要 Python 3.11 至 3.13，现在用的是 {found}。请用合适的版本运行，例如：python3.11 run.py")


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_system_libraries(window: bool) -> None:
    """Install the Debian packages Qt needs when we may, otherwise name them in one line."""
    if sys.platform != "linux":
        return
    root = os.geteuid() == 0
    wanted = {**QT_LIBRARIES, **(WINDOW_LIBRARIES if window else {})}
    if all(map(is_loadable, wanted)):
        return
    wanted = {**wanted, **(WINDOW_LIBRARIES if root else {})}
    missing = [package for library, package in wanted.items() if not is_loadable(library)]
    apt = shutil.which("apt-get")
    if not (root and apt):
        raise CannotRun(f"缺少系统库，请先运行一次：{'' if root else 'sudo '}apt-get install -y {' '.join(missing)}")
    say(f"安装系统库：{' '.join(missing)}")
    install = [apt, "install", "-y", "-q", "--no-install-recommends", *missing]
    if not succeeds_quietly(install):
        succeeds_quietly([apt, "update", "-q"])
        run_or_explain(install, "系统库没有装上，请检查软件源后重试。")


def succeeds_quietly(command: list[str]) -> bool:
    return subprocess.run(command, check=False, env=quiet_environment(), capture_output=True).returncode == 0


def run_or_explain(command: list[str], explanation: str) -> None:
    done = subprocess.run(command, check=False, env=quiet_environment(), capture_output=True)
    if done.returncode:
        told = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise CannotRun("\n".join([explanation, *(f"    {line}" for line in told[-6:])]))


def quiet_environment() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def provide_environment(lock: Path) -> None:
    """A virtual environment with exactly what `lock` names; built anew when the checkout was moved or Python changed."""
    place = ENV / ".place"
    here = f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}\n{platform.machine()}\n"
    moved = place.exists() and place.read_text(encoding="utf-8") != here
    if moved or not PYTHON.exists():
        say("准备运行环境（只在第一次，约一分钟）……")
        venv.create(ENV, clear=True, with_pip=False, symlinks=not WINDOWS)
    place.write_text(here, encoding="utf-8")
    provide_packages(lock)


def provide_packages(lock: Path) -> None:
    """Install what the lock file names unless that was done; the checks' lock contains the program's."""
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = ENV / f".{lock.stem}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say("下载并核对程序所用的库……")
    pip = provide_pip()
    installer = ["install", "-q", "--require-hashes", "-r"]
    uv = [str(PYTHON), "-m", "uv", "pip"]
    quick = succeeds_quietly([*pip, *installer, str(PACKAGING / "requirements-installer.txt")])
    if not (quick and succeeds_quietly([*uv, *installer, str(lock), "--python", str(PYTHON), *uv_index(pip)])):
        run_or_explain([*pip, *installer, str(lock)], "库没有下载完整，请检查网络或软件源后重试；已装好的不受影响。")
    stamp.write_text(wanted, encoding="utf-8")


def provide_pip() -> list[str]:
    """A pip that installs into the environment: the system's, or one unpacked there; Debian may lack both."""
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    inside = [str(PYTHON), "-m", "pip"]
    if succeeds_quietly([*outside, "--version"]):
        return outside
    if succeeds_quietly([*inside, "--version"]) or succeeds_quietly([str(PYTHON), "-m", "ensurepip"]):
        return inside
    apt = shutil.which("apt-get")
    if not WINDOWS and apt and os.geteuid() == 0:
        install = [apt, "install", "-y", "-q", "--no-install-recommends", "python3-pip"]
        if not succeeds_quietly(install):
            succeeds_quietly([apt, "update", "-q"])
            run_or_explain(install, "pip 没有装上，请检查软件源后重试。")
        return outside
    raise CannotRun("缺少 pip，请先运行一次：sudo apt-get install -y python3-pip")


def uv_index(pip: list[str]) -> list[str]:
    """The package index a person told pip to use, as uv's option: uv does not read pip's settings."""
    asked = subprocess.run([*pip, "config", "list"], check=False, capture_output=True)
    told = asked.stdout.decode("utf-8", "replace")
    found = re.search(r"^[^=\s]*index-url='(.+)'$", told.replace("extra-index-url", ""), re.MULTILINE)
    return ["--default-index", found[1]] if found else []


def has_display() -> bool:
    """Whether a window can be shown: always on Windows, elsewhere when a screen answers."""
    if sys.platform != "linux":
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if wayland and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / wayland).exists():
        return True
    if not os.environ.get("DISPLAY"):
        return False
    if not is_loadable("libX11.so.6"):
        return True  # asked for, and about to be installed
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(x11.XOpenDisplay(None))


def in_environment(words: list[str], **extra: str) -> int:
    """Run the environment's Python from where the person stands; its exit code."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.call([str(PYTHON), *words], env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": path, **extra})


def start(words: list[str]) -> int:
    """The program with these words; without any, the window, or the same work headless where there is no screen."""
    window = has_display()
    provide_system_libraries(window and not words)
    provide_environment(PACKAGING / "requirements.txt")
    in_environment([str(PACKAGING / "compile_forms.py")])
    if words:
        return in_environment(["-m", "planner", *words])
    if window:
        return in_environment(["-m", "planner", "--sample"])
    say(f"没有可用的显示器，改为在后台完成同样的工作：读入示例报送表，生成工作簿和 PDF，存到 {DEMO}")
    code = in_environment(["-m", "planner", "demo", str(DEMO)], QT_QPA_PLATFORM="offscreen")
    say(f"完成，结果在：{DEMO}" if code == 0 else "没有完成，原因见上。")
    return code


def test(words: list[str]) -> int:
    """Every check of the project; words go to pytest. Ends with one verdict a line and pytest's own summary."""
    provide_system_libraries(window=False)
    provide_environment(PACKAGING / "requirements-dev.txt")
    os.chdir(ROOT)
    in_environment([str(PACKAGING / "compile_forms.py")])  # the type checker reads them, and a clean checkout has none
    verdicts = {}
    for name, command in CHECKS.items():
        say(f"—— {name}")
        verdicts[name] = in_environment(command) == 0
    say("—— pytest")
    verdicts["pytest"], summary = run_pytest(words)
    for name, passed in verdicts.items():
        say(f"{name:<14}{'通过' if passed else '未通过'}")
    say(summary)
    return 0 if all(verdicts.values()) else 1


def run_pytest(words: list[str]) -> tuple[bool, str]:
    """Whether the tests passed, and pytest's closing line."""
    command = [str(PYTHON), "-m", "pytest", *words]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    last = ""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return running.returncode == 0, last


def main(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        check_interpreter()
        return test(words[1:]) if words[:1] == ["test"] else start(words)
    except CannotRun as reason:
        print(reason, file=sys.stderr)
    except OSError as trouble:
        print(f"没有完成：{trouble}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
