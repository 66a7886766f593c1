package dev.harbor.internal.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The schema document that dlt starts with: its own tables, settings and normalizers. Stateless.
 */
final class SystemTables {
  private static final String DOCUMENT =
      """
      {
        "version": 1,
        "version_hash": "",
        "engine_version": 11,
        "name": "",
        "tables": {
          "_dlt_version": {
            "name": "_dlt_version",
            "columns": {
              "version": {"name": "version", "data_type": "bigint", "nullable": false},
              "engine_version": {"name": "engine_version", "data_type": "bigint", "nullable": false},
              "inserted_at": {"name": "inserted_at", "data_type": "timestamp", "nullable": false},
              "schema_name": {"name": "schema_name", "data_type": "text", "nullable": false},
              "version_hash": {"name": "version_hash", "data_type": "text", "nullable": false},
              "schema": {"name": "schema", "data_type": "text", "nullable": false}
            },
            "write_disposition": "skip",
            "resource": "_dlt_version"
          },
          "_dlt_loads": {
            "name": "_dlt_loads",
            "columns": {
              "load_id": {"name": "load_id", "data_type": "text", "nullable": false,
                "precision": 64},
              "schema_name": {"name": "schema_name", "data_type": "text", "nullable": true},
              "status": {"name": "status", "data_type": "bigint", "nullable": false},
              "inserted_at": {"name": "inserted_at", "data_type": "timestamp", "nullable": false},
              "schema_version_hash": {"name": "schema_version_hash", "data_type": "text",
                "nullable": true}
            },
            "write_disposition": "skip",
            "resource": "_dlt_loads"
          },
          "_dlt_pipeline_state": {
            "columns": {
              "version": {"name": "version", "data_type": "bigint", "nullable": false},
              "engine_version": {"name": "engine_version", "data_type": "bigint", "nullable": false},
              "pipeline_name": {"name": "pipeline_name", "data_type": "text", "nullable": false},
              "state": {"name": "state", "data_type": "text", "nullable": false},
              "created_at": {"name": "created_at", "data_type": "timestamp", "nullable": false},
              "version_hash": {"name": "version_hash", "data_type": "text", "nullable": true},
              "_dlt_load_id": {"name": "_dlt_load_id", "data_type": "text", "nullable": false,
                "precision": 64},
              "_dlt_id": {"name": "_dlt_id", "data_type": "text", "nullable": false,
                "unique": true, "row_key": true}
            },
            "write_disposition": "append",
            "file_format": "preferred",
            "name": "_dlt_pipeline_state",
            "resource": "_dlt_pipeline_state",
            "x-normalizer": {"seen-data": true}
          }
        },
        "settings": {
          "detections": ["iso_timestamp"],
          "default_hints": {
            "not_null": ["_dlt_id", "_dlt_root_id", "_dlt_parent_id", "_dlt_list_idx",
              "_dlt_load_id"],
            "parent_key": ["_dlt_parent_id"],
            "root_key": ["_dlt_root_id"],
            "unique": ["_dlt_id"],
            "row_key": ["_dlt_id"]
          }
        },
        "normalizers": {
          "names": "snake_case",
          "json": {"module": "dlt.common.normalizers.json.relational"}
        },
        "previous_hashes": []
      }
      """;

  private SystemTables() {}

  /** A schema document without any table of data. */
  static ObjectNode schemaDocument(String name) {
    try {
      return ExactJson.readObject(DOCUMENT).put("name", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
