"""Pack the extension, as it stands, for both stores: the same files give the same bytes."""

import hashlib
import json
import zipfile
from pathlib import Path

EXTENSION = Path(__file__).parent.parent
TARGET = EXTENSION.parent / "dist"
LEFT_OUT = ("store", "tsconfig.json", "types.d.ts")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def pack(target: Path) -> Path:
    """Write the zip into a folder, and give its path."""
    version = json.loads((EXTENSION / "manifest.json").read_text())["version"]
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"caveat-{version}.zip"
    files = sorted(file for file in EXTENSION.rglob("*") if file.is_file())
    with zipfile.ZipFile(path, "w") as packed:
        for file in files:
            name = file.relative_to(EXTENSION)
            if name.parts[0] not in LEFT_OUT:
                entry = zipfile.ZipInfo(name.as_posix(), LONG_AGO)
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                # Stored, not compressed: compressors differ from machine to machine.
                packed.writestr(entry, file.read_bytes())
    return path


if __name__ == "__main__":
    packed = pack(TARGET)
    print(f"{packed}  SHA-256 {hashlib.sha256(packed.read_bytes()).hexdigest()}")  # noqa: T201
