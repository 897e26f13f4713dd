"""The short names of what those do who carry the program on, and the hook before a commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z-]+):.* ## ", MAKEFILE, re.MULTILINE)
TOOLS = Path(sys.executable).parent
Done = subprocess.CompletedProcess[str]
FILE = re.compile(r"(?<![\w./-])\.?\w[\w-]*(?:/[\w.-]+)+")
BAD_FORM = '"""A module."""\n\nimport os\n'
BAD_TYPE = '"""A module."""\n\nNUMBER: int = "text"\n'
GOOD = '"""A module."""\n\nNUMBER: int = 1\n'


def _run(*words: str, folder: Path = ROOT, path: str = f"{TOOLS}:{os.environ['PATH']}") -> Done:
    who = [f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = kept | dict.fromkeys(who, "a@example.org")
    env |= {"PATH": path, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        words, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    )


def _needs(*programs: str) -> None:
    for name in programs:
        if not shutil.which(name, path=f"{TOOLS}:{os.environ['PATH']}"):
            pytest.skip(f"{name} is not on this machine")


@pytest.mark.parametrize("target", TARGETS)
def test_each_short_name_is_told_and_runs_what_is_there(target: str) -> None:
    _needs("make")
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert re.search(rf"make (?:\w+ )?{target}\b", told)
    done = _run("make", "--dry-run", target)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines
    for line in lines:
        made = line.startswith(("rm ", "sed ", "python3 -m venv")) or "--site-dir" in line
        files = [] if made else FILE.findall(line)
        assert [one for one in files if not (ROOT / one).exists() and ".venv" not in one] == []


def test_make_lists_what_it_makes() -> None:
    _needs("make")
    listed = [line.split()[0] for line in _run("make").stdout.splitlines()]
    assert listed == TARGETS
    assert {*TARGETS} == {*re.findall(r"[a-z-]+", MAKEFILE.partition(".PHONY:")[2])}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone with the hook of this tree, set up by `make hooks`."""
    _needs("git", "make")
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    folder = tmp_path / "clone"
    assert _run("git", "clone", "--quiet", "--shared", str(ROOT), str(folder)).returncode == 0
    for name in ("Makefile", ".githooks/pre-commit"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    assert _run("make", "hooks", folder=folder).returncode == 0
    return folder


def _commit(folder: Path, name: str, content: str, **more: str) -> Done:
    (folder / name).write_text(content, "utf-8")
    _run("git", "add", name, folder=folder)
    return _run("git", "commit", "--quiet", "-m", "A change", folder=folder, **more)


def _commits(folder: Path) -> int:
    return int(_run("git", "rev-list", "--count", "HEAD", folder=folder).stdout)


def test_a_fault_is_not_committed(clone: Path) -> None:
    _needs("ruff", "mypy")
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", clone / ".mypy_cache")
    before = _commits(clone)
    for content, said in ((BAD_FORM, "F401"), (BAD_TYPE, "Incompatible types")):
        refused = _commit(clone, "mali_cli/made_up.py", content)
        assert refused.returncode != 0
        assert said in refused.stdout + refused.stderr
        assert "not committed" in refused.stderr
    assert _commits(clone) == before
    (clone / "mali_cli" / "beside.py").write_text(BAD_FORM, "utf-8")  # lies here, is not committed
    taken = _commit(clone, "mali_cli/made_up.py", GOOD)
    assert (taken.returncode, taken.stderr) == (0, "")
    assert _commits(clone) == before + 1


def test_a_commit_without_code_needs_no_tools(clone: Path) -> None:
    before = _commits(clone)
    (clone / "mali_cli" / "made_up.py").write_text(BAD_FORM, "utf-8")
    assert _commit(clone, "NOTES.md", "Notes.\n", path="/usr/bin:/bin").returncode == 0
    assert _commits(clone) == before + 1


def test_without_the_tools_the_hook_says_what_to_do(clone: Path) -> None:
    if shutil.which("ruff", path="/usr/bin:/bin"):
        pytest.skip("ruff is where git is")
    refused = _commit(clone, "mali_cli/made_up.py", GOOD, path="/usr/bin:/bin")
    assert refused.returncode != 0
    assert refused.stderr == "ruff is not here: make setup\n"
