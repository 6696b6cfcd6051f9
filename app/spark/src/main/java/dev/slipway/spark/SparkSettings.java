// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import java.util.Map;

/// What would change answers, columns or what counts as written, whatever the cluster has set.
final class SparkSettings {

  static final Map<String, String> ALL =
      Map.ofEntries(
          // A second task beside one at work would be counted and written by chance.
          Map.entry("spark.speculation", "false"),
          Map.entry("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1"),
          // The driver says that the folder is whole, once it has judged the rows.
          Map.entry("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false"),
          Map.entry("spark.sql.caseSensitive", "true"),
          Map.entry("spark.sql.datetime.java8API.enabled", "true"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          // Days and times as the files have them, and as their schemas call them.
          Map.entry("spark.sql.parquet.binaryAsString", "false"),
          Map.entry("spark.sql.parquet.inferTimestampNTZ.enabled", "true"),
          Map.entry("spark.sql.parquet.int96AsTimestamp", "true"),
          Map.entry("spark.sql.parquet.int96TimestampConversion", "false"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          Map.entry("spark.sql.parquet.writeLegacyFormat", "false"),
          Map.entry("spark.sql.legacy.parquet.nanosAsLong", "false"));

  private SparkSettings() {}
}
