#!/usr/bin/env python3
"""Shows the documents beside this file, which Harbor wrote, to the real dlt 1.31.

    DATABASE_URL=postgresql://user:password@host:port/database check.py

1. dlt's hash of each document is the one inside, reading changes nothing, and nothing is migrated.
2. A pipeline without any local files finds fresh.schema and fresh.state in an otherwise empty dataset, goes on from their cursor,
   and keeps Harbor's part of the state.

Needs `pip install "dlt[postgres]==1.31.0"` and PostgreSQL 15; drops and makes the dataset `raw`.
"""
import base64
import copy
import os
import pathlib
import tempfile
import zlib

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"

import dlt  # noqa: E402
import psycopg2  # noqa: E402
from dlt.common.json import json  # noqa: E402
from dlt.common.schema import Schema, utils  # noqa: E402
from dlt.common.versioned_state import compress_state, decompress_state  # noqa: E402
from dlt.pipeline import state_sync  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
NEWEST = "1795361007.113482"


def same(what, found, expected):
    assert found == expected, f"{what}: found {found}, expected {expected}"


def check_schema(name):
    text = (HERE / name).read_text("utf-8")
    stored = json.loads(text)
    same(name + " hash", utils.generate_version_hash(stored), stored["version_hash"])
    assert utils.verify_schema_hash(stored), name
    schema = Schema.from_dict(copy.deepcopy(stored))
    same(name + " hash after reading", schema.version_hash, stored["version_hash"])
    same(name + " version after reading", schema.version, stored["version"])
    same(name + " previous hashes", list(schema.previous_hashes), stored["previous_hashes"])
    assert not schema.is_modified, name
    same(name + " written again", json.dumps(schema.to_dict()), text)
    again = Schema.from_stored_schema(copy.deepcopy(stored))
    same(name + " from_stored_schema", again.version_hash, stored["version_hash"])
    clone = schema.clone(update_normalizers=True)
    same(name + " after update of normalizers", clone.version_hash, stored["version_hash"])
    print(name, "version", schema.version, "tables", schema.data_table_names(seen_data_only=True))


def check_state(name):
    text = (HERE / name).read_text("utf-8")
    state = decompress_state(text)
    same(name + " hash", state_sync.generate_pipeline_state_version_hash(state), state["_version_hash"])
    migrated = state_sync.migrate_state_to_current(state["pipeline_name"], copy.deepcopy(state))
    same(name + " migrated", migrated, state)
    version, hash_, previous = state_sync.bump_pipeline_state_version_if_modified(copy.deepcopy(state))
    same(name + " bumped", (version, hash_), (state["_state_version"], previous))
    same(name + " written again", compress_state(state), text)
    print(name, "version", version, "sources", list(state["sources"]))


def store(cursor):
    schema, state = (HERE / "fresh.schema").read_text("utf-8"), (HERE / "fresh.state").read_text("utf-8")
    read, found = json.loads(schema), decompress_state(state)
    cursor.execute('drop schema if exists raw cascade; drop schema if exists raw_staging cascade; create schema raw')
    cursor.execute('create table raw._dlt_version (version bigint not null, engine_version bigint not null, inserted_at timestamptz'
                   ' not null, schema_name varchar not null, version_hash varchar not null, schema varchar not null)')
    cursor.execute('create table raw._dlt_loads (load_id varchar(64) not null, schema_name varchar, status bigint not null,'
                   ' inserted_at timestamptz not null, schema_version_hash varchar)')
    cursor.execute('create table raw._dlt_pipeline_state (version bigint not null, engine_version bigint not null, pipeline_name'
                   ' varchar not null, state varchar not null, created_at timestamptz not null, version_hash varchar,'
                   ' _dlt_load_id varchar(64) not null, _dlt_id varchar not null unique)')
    cursor.execute("insert into raw._dlt_version values (%s, %s, now(), %s, %s, %s)",
                   (read["version"], read["engine_version"], read["name"], read["version_hash"], schema))
    cursor.execute("insert into raw._dlt_loads values (%s, %s, 0, now(), %s)", (NEWEST, read["name"], read["version_hash"]))
    cursor.execute("insert into raw._dlt_pipeline_state values (%s, %s, %s, %s, now(), %s, %s, 'x')",
                   (found["_state_version"], found["_state_engine_version"], found["pipeline_name"], state,
                    found["_version_hash"], NEWEST))
    return read, found


def check_pipeline(url):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    before, state = store(cursor)
    pipeline = dlt.pipeline("forge", destination=dlt.destinations.postgres(url), dataset_name="raw", pipelines_dir=tempfile.mkdtemp())
    seen = []

    @dlt.source(name="reddit")
    def reddit():
        @dlt.resource(primary_key="id", write_disposition={"disposition": "merge", "strategy": "upsert"})
        def posts(created=dlt.sources.incremental("created")):
            seen.append(created.last_value)
            yield {"id": 1, "created": "2024-03-02T00:00:00Z", "tags": ["old"]}
            yield {"id": 2, "created": "2024-03-04T00:00:00Z", "tags": ["new"]}
        return posts

    pipeline.run(reddit())
    same("cursor that dlt found", seen, ["2024-03-03T00:00:00Z"])
    cursor.execute("select id from raw.posts")
    same("rows that dlt loaded", cursor.fetchall(), [(2,)])
    cursor.execute("select version, schema from raw._dlt_version where schema_name = 'reddit' order by inserted_at desc limit 1")
    version, schema = cursor.fetchone()
    assert before["version_hash"] in json.loads(schema)["previous_hashes"] or version == before["version"], "no ancestry"
    cursor.execute("select version, state from raw._dlt_pipeline_state order by _dlt_load_id desc limit 1")
    version, text = cursor.fetchone()
    after = decompress_state(text)
    same("version of the state", version, state["_state_version"] + 1)
    resources = after["sources"]["reddit"]["resources"]
    same("cursor that dlt left", resources["posts"]["incremental"]["created"]["last_value"], "2024-03-04T00:00:00Z")
    for name in resources:
        same("Harbor's part of " + name, resources[name]["_harbor"], state["sources"]["reddit"]["resources"][name]["_harbor"])
    print("dlt went on in the dataset, and changed in the schema:")
    for table, old in before["tables"].items():
        new = json.loads(schema)["tables"][table]
        for column, hints in new["columns"].items():
            if old["columns"].get(column) != hints:
                print("  ", table, column, old["columns"].get(column), "->", hints)
        if {**old, "columns": 0} != {**new, "columns": 0}:
            print("  ", table, {k: v for k, v in new.items() if k != "columns" and v != old.get(k)})


if __name__ == "__main__":
    for document in ("fresh", "continued"):
        check_schema(document + ".schema")
        check_state(document + ".state")
    check_pipeline(os.environ["DATABASE_URL"])
