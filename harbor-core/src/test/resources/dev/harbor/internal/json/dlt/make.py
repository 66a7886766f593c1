#!/usr/bin/env python3
"""Writes the documents beside this file: what the real dlt 1.31 stores in its system tables.

    DATABASE_URL=postgresql://user:password@host:port/database make.py

NAME.schema is the newest `_dlt_version.schema` of a dataset, NAME.state the newest `_dlt_pipeline_state.state`, both byte for byte.
Their hashes stand inside, as dlt computed them. Needs `pip install "dlt[postgres]==1.31.0"` and PostgreSQL 15.
"""
import base64
import datetime
import decimal
import os
import pathlib
import random
import struct
import tempfile
import zlib

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"

import dlt  # noqa: E402
import psycopg2  # noqa: E402
from dlt.common.json import json  # noqa: E402
from dlt.common.versioned_state import decompress_state  # noqa: E402
from dlt.pipeline.state_sync import generate_pipeline_state_version_hash  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
URL = os.environ["DATABASE_URL"]


def store(name, *runs, pipeline="forge", text=lambda schema: schema):
    """Runs a pipeline into an empty dataset and writes what it stored."""
    dataset = "documents_" + name
    connection = psycopg2.connect(URL)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'drop schema if exists "{dataset}" cascade; drop schema if exists "{dataset}_staging" cascade')
        made = dlt.pipeline(pipeline, destination=dlt.destinations.postgres(URL), dataset_name=dataset,
                            pipelines_dir=tempfile.mkdtemp())
        for run in runs:
            made.run(run())
        cursor.execute(f"select schema from {dataset}._dlt_version order by inserted_at desc limit 1")
        (HERE / f"{name}.schema").write_text(text(cursor.fetchone()[0]), "utf-8")
        cursor.execute(f"select state from {dataset}._dlt_pipeline_state order by _dlt_load_id desc limit 1")
        (HERE / f"{name}.state").write_text(cursor.fetchone()[0], "utf-8")
    connection.close()


def nested(disposition="append", **hints):
    @dlt.resource(name="orders", write_disposition=disposition, **hints)
    def orders():
        yield {"id": 1, "note": "a", "lines": [{"sku": "x", "tags": ["p", "q"]}]}
        yield {"id": 2, "note": 3.5, "lines": []}

    return orders


def merged(strategy):
    return nested({"disposition": "merge", "strategy": strategy}, primary_key="id")


def scd2():
    return nested({"disposition": "merge", "strategy": "scd2"})


@dlt.source(name="shop", schema_contract={"columns": "freeze"}, max_table_nesting=3)
def shop():
    @dlt.resource(primary_key="id", write_disposition="merge", columns={
        "price": {"data_type": "decimal", "precision": 6, "scale": 2, "x-unit": {"of": "money", "rate": 1.5}},
        "seen": {"data_type": "timestamp", "timezone": False, "precision": 3},
        "later": {"description": "nothing yet"}}, max_table_nesting=1)
    def items(at=dlt.sources.incremental("at", initial_value="2024-01-01T00:00:00Z")):
        dlt.current.resource_state()["typed"] = [
            decimal.Decimal("1.10"), datetime.datetime(2024, 2, 29, 10, tzinfo=datetime.timezone.utc),
            datetime.date(2024, 2, 29), datetime.time(10, 30), b"\x00\x01", 1.5, 1e16, 0.00001, 1e-7, -0.0, 2**53, 2**63 - 1]
        dlt.current.resource_state()["ключ\u2028\U0001f600"] = {"b": None, "a": True, "\uf8ff": "\x00\x1f\x7f\"\\/"}
        dlt.current.source_state()["shared"] = {"token": "page-2"}
        yield [{"id": i, "at": f"2024-03-0{i}T00:00:00Z", "price": "1.5", "seen": "2024-03-01T00:00:00", "parts": [{"n": [1]}]}
               for i in (1, 2, 3)]

    @dlt.transformer(data_from=items, table_name="item_comments")
    def comments(found):
        dlt.current.resource_state()["pages"] = 7
        for item in found:
            yield {"item": item["id"], "text": "ок"}

    @dlt.resource(columns={"gone": {"nullable": False}}, schema_contract="evolve")
    def nothing():
        dlt.current.resource_state()["calls"] = 1
        yield from ()

    return items, comments, nothing


def other():
    return dlt.resource([{"k": 1}], name="elsewhere", write_disposition="replace")


def many_lanes():
    @dlt.source(name="lanes")
    def lanes():
        def lane(n):
            @dlt.resource(name=f"lane_{n}")
            def rows(at=dlt.sources.incremental("at")):
                yield {"at": n, "l": [n]}
            return rows
        return [lane(n) for n in range(10)]

    return lanes()


def compressed(schema):
    """The form in which dlt stores a schema that is too long for its destination."""
    return base64.b64encode(zlib.compress(schema.encode("utf-8"), level=9)).decode("ascii")


def numbers():
    """A state, not compressed, whose numbers dlt reads and writes differently, with dlt's hash of it."""
    text = ('{"_state_version":1,"_state_engine_version":4,"pipeline_name":"forge","_version_hash":"HASH","sources":{"forge":{"resources":'
            '{"r":{"n":[18446744073709551616,18446744073709551615,-9223372036854775809,1.50,1E5,2e+23,9007199254740993.0,-0.0]}}}}}')
    hash_ = generate_pipeline_state_version_hash(decompress_state(text))
    (HERE / "numbers.state").write_text(text.replace("HASH", hash_), "utf-8")


def doubles():
    """Doubles by their bits, as dlt's JSON writes them."""
    chance = random.Random(20261122)
    values = [struct.unpack(">d", chance.randbytes(8))[0] for _ in range(300)]
    values += [chance.randrange(10 ** 18) / 10 ** chance.randrange(25) for _ in range(300)]
    values += [10.0 ** e for e in range(-12, 25)] + [1.5 * 10.0 ** e for e in range(-12, 25)]
    values += [5e-324, 1e-323, 2e-323, 1.7976931348623157e308, 2.2250738585072014e-308, 2e23, 9007199254740993.0, -0.0, 0.0]
    lines = [f"{struct.pack('>d', v).hex()} {json.dumps(v)}" for v in values if v == v and abs(v) != float("inf")]
    (HERE / "doubles.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    numbers()
    doubles()
    store("append", nested)
    store("replace", lambda: nested("replace"))
    store("upsert", lambda: merged("upsert"))
    store("delete_insert", lambda: merged("delete-insert"))
    store("append_after_merge", lambda: merged("upsert"), nested)
    store("scd2", scd2)
    store("shop", shop, lambda: shop())
    store("two_sources", other, many_lanes)
    store("lanes", many_lanes)
    store("compressed", nested, text=compressed)
