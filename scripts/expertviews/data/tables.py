"""Writes tables as files: CSV, SQLite, one zip, and its descriptions for Frictionless and Croissant.

Sources: Frictionless Data Package v1; MLCommons Croissant 1.0; RFC 4180; OWASP, “CSV Injection”.
"""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import NoneType
from typing import Any, get_args

from expertviews.data.rows import TABLES, Row, Table

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""Spreadsheets take a cell that starts with one of these for a formula, so in CSV an apostrophe goes before it."""

_FRICTIONLESS = {str: "string", int: "integer", bool: "boolean"}
_CROISSANT = {str: "sc:Text", int: "sc:Integer", bool: "sc:Boolean"}
_SQLITE = {str: "TEXT", int: "INTEGER", bool: "INTEGER"}
_CONTEXT = json.loads(Path(__file__).with_name("croissant-context.json").read_text("utf-8"))
"""The context that version 1.0 of Croissant prescribes."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can have, so that it is the same whenever it is made


@dataclass(frozen=True)
class About:
    """The data as a whole: what it is called, and the addresses of its page, the folder of its files and its licence.

    `as_of` is a day; empty if it isn't known.
    """

    name: str
    title: str
    page: str
    folder: str
    as_of: str
    licence: str = ""

    @property
    def description(self) -> str:
        """A sentence on what the data is."""
        until = f", as of {self.as_of}" if self.as_of else ""
        return f"Who said what in the expert round-tables of {self.title}{until}, each quotation proved in its source."


def as_csv(table: Table, *parts: bytes) -> bytes:
    """Return a table as CSV: a header, and the lines of all parts of it."""
    return b"".join((csv_lines([(*table.row.model_fields,)]), *parts))


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV in UTF-8; no cell runs as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*map(_cell, row)] for row in rows)
    return out.getvalue().encode()


def as_database(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """Return the rows of all tables, by name, as an SQLite database."""
    with closing(sqlite3.connect(":memory:")) as base:
        for table in TABLES:
            columns = [f'"{name}" {_type(table, name, _SQLITE)}' for name in table.row.model_fields]
            keys = [f"PRIMARY KEY {_quoted(table.key)}"]
            others = ((other.name, _quoted(other.key)) for other in table.refers_to)
            keys += [f'FOREIGN KEY {foreign} REFERENCES "{name}" {foreign}' for name, foreign in others]
            base.execute(f'CREATE TABLE "{table.name}" ({", ".join([*columns, *keys])})')
            marks = ", ".join("?" * len(table.row.model_fields))
            insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 - our own names
            base.executemany(insert, tables[table.name])
        base.commit()
        return bytes(base.serialize())


def _quoted(columns: Iterable[str]) -> str:
    """Return names of columns as SQL has them in a key."""
    return '("{}")'.format('", "'.join(columns))


def as_package(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def datapackage(about: About, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the Frictionless description of CSV files."""
    return {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "homepage": about.page,
        **({"version": about.as_of} if about.as_of else {}),
        **({"licenses": [{"path": about.licence}]} if about.licence else {}),
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in TABLES],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema = {
        "fields": [
            {
                "name": name,
                "type": _type(table, name, _FRICTIONLESS),
                "description": field.description,
                "constraints": {} if NoneType in get_args(field.annotation) else {"required": True},
            }
            for name, field in table.row.model_fields.items()
        ],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": list(other.key), "reference": {"resource": other.name, "fields": list(other.key)}}
            for other in table.refers_to
        ],
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.row.__doc__,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def croissant(about: About, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of CSV files for machine learning, as MLCommons Croissant has it."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.name,
        "description": about.description,
        "url": about.page,
        "version": "1.0.0",
        "citeAs": f"{about.title}: data{f' as of {about.as_of}' if about.as_of else ''}. {about.page}",
        "creator": {"@type": "sc:Organization", "name": about.title},
        **({"datePublished": about.as_of} if about.as_of else {}),
        **({"license": about.licence} if about.licence else {}),
        "distribution": [_file_object(about, table, files[f"{table.name}.csv"]) for table in TABLES],
        "recordSet": [_record_set(table) for table in TABLES],
    }


def _file_object(about: About, table: Table, content: bytes) -> dict[str, Any]:
    name = f"{table.name}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": table.row.__doc__,
        "contentUrl": f"{about.folder}{name}",
        "encodingFormat": "text/csv",
        "sha256": sha256(content).hexdigest(),
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.row.__doc__,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{name}",
                "name": name,
                "description": field.description,
                "dataType": _type(table, name, _CROISSANT),
                "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": name}},
            }
            for name, field in table.row.model_fields.items()
        ],
    }


def json_bytes(data: Any) -> bytes:
    """Return JSON for a file that people read, too."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _FORMULA else value
    return str(value).lower() if isinstance(value, bool) else value


def _type(table: Table, name: str, types: Mapping[type, str]) -> str:
    """Return the type of a column in a format whose `types` are given; None is allowed besides."""
    annotation = table.row.model_fields[name].annotation
    return next(types[kind] for kind in get_args(annotation) or (annotation,) if kind is not NoneType)
