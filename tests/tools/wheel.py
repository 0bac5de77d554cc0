#!/usr/bin/env python3
"""wheel.py FOLDER NAME VERSION [--tag TAG] [--requires REQUIREMENT]... [--file PATH=TEXT]... [--zeros PATH=BYTES]

Makes a small wheel without any build tool: the same arguments give the same bytes. --source makes what is only a
source distribution instead."""
import argparse
import io
import os
import tarfile
import zipfile

DATE = (2020, 1, 1, 0, 0, 0)

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("name")
parser.add_argument("version")
parser.add_argument("--tag", default="py3-none-any")
parser.add_argument("--requires", action="append", default=[])
parser.add_argument("--file", action="append", default=[])
parser.add_argument("--zeros", action="append", default=[])
parser.add_argument("--source", action="store_true")
given = parser.parse_args()

stem = f"{given.name.replace('-', '_')}-{given.version}"
metadata = f"Metadata-Version: 2.1\nName: {given.name}\nVersion: {given.version}\n"
metadata += "".join(f"Requires-Dist: {r}\n" for r in given.requires)
os.makedirs(given.folder, exist_ok=True)
if given.source:
    with tarfile.open(f"{given.folder}/{stem}.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo(f"{stem}/PKG-INFO")
        info.size = len(metadata)
        archive.addfile(info, io.BytesIO(metadata.encode()))
    raise SystemExit
files = dict(f.split("=", 1) for f in given.file) or {f"{given.name.replace('-', '_')}/__init__.py": f"version = '{given.version}'\n"}
files.update((path, "0" * int(size)) for path, size in (f.split("=", 1) for f in given.zeros))
files[f"{stem}.dist-info/METADATA"] = metadata
files[f"{stem}.dist-info/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {given.tag}\n"
files[f"{stem}.dist-info/RECORD"] = ""
with zipfile.ZipFile(f"{given.folder}/{stem}-{given.tag}.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
    for path, text in files.items():
        info = zipfile.ZipInfo(path, DATE)
        info.external_attr = (0o100755 if path.endswith(".so") else 0o100644) << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        wheel.writestr(info, text)
