#!/usr/bin/env python3
"""Draws src-tauri/icons from the SVG files here. Needs rsvg-convert (Debian: librsvg2-bin).

Run it by hand after changing a drawing, and commit what it makes: a build must not need it.
"""

import struct
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ICONS = HERE.parent.parent / "src-tauri" / "icons"


def png(name: str, size: int) -> bytes:
    """RGBA, as Tauri asks."""
    source = HERE / f"{name}.svg"
    return subprocess.run(
        ["rsvg-convert", "-w", str(size), "-h", str(size), str(source)], check=True, stdout=subprocess.PIPE
    ).stdout


def ico(sizes: list[int]) -> bytes:
    """Windows reads PNG entries since Vista; 256 is written as 0."""
    images = [png("foyer", size) for size in sizes]
    offset = 6 + 16 * len(images)
    head = struct.pack("<HHH", 0, 1, len(images))
    for size, image in zip(sizes, images):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return head + b"".join(images)


def icns() -> bytes:
    """macOS: PNG entries by type."""
    entries = b""
    for kind, size in [(b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)]:
        image = png("foyer", size)
        entries += kind + struct.pack(">I", len(image) + 8) + image
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def main() -> None:
    ICONS.mkdir(parents=True, exist_ok=True)
    for size, name in [(32, "32x32"), (128, "128x128"), (256, "128x128@2x"), (512, "icon")]:
        (ICONS / f"{name}.png").write_bytes(png("foyer", size))
    for name in ["tray", "tray-unread"]:
        (ICONS / f"{name}.png").write_bytes(png(name, 64))
    (ICONS / "icon.ico").write_bytes(ico([16, 24, 32, 48, 64, 256]))
    (ICONS / "icon.icns").write_bytes(icns())


if __name__ == "__main__":
    main()
