"""The zip for the stores."""

import importlib.util
import json
import os
import zipfile

from tests.conftest import ROOT

EXTENSION = ROOT / "extension"
spec = importlib.util.spec_from_file_location("pack", EXTENSION / "store" / "pack.py")
packing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(packing)


def test_the_same_files_give_the_same_bytes(tmp_path):
    first = packing.pack(tmp_path / "first").read_bytes()
    os.utime(EXTENSION / "manifest.json")
    assert packing.pack(tmp_path / "second").read_bytes() == first


def test_all_that_browsers_need_is_in_it_and_nothing_else(tmp_path):
    with zipfile.ZipFile(packing.pack(tmp_path)) as packed:
        names = set(packed.namelist())
    files = [file for file in EXTENSION.rglob("*") if file.is_file()]
    paths = {file.relative_to(EXTENSION).as_posix() for file in files}
    left_out = ("store/", "tsconfig.json", "types.d.ts")
    assert names == {path for path in paths if not path.startswith(left_out)}
    assert not [name for name in names if name.endswith((".ts", ".py"))]


def test_the_summary_fits_the_stores():
    messages = json.loads((EXTENSION / "_locales" / "en" / "messages.json").read_text())
    summary = messages["description"]["message"]
    assert len(summary) <= 132
    assert summary in (EXTENSION / "store" / "listing.md").read_text()
