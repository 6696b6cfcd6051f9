// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.ProblemException;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import dev.slipway.score.RowPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/// Files with the same columns, which Spark reads as one: it would fill up a column that some of
/// them lack.
///
/// @param file the first of them as `score` sees a file
record RowGroup(SparkSession spark, RowFile file, StructType schema, List<String> files) {

  private static final Instant UNKNOWN = Instant.EPOCH;

  RowGroup {
    files = List.copyOf(files);
  }

  /// @param footers of files, at least one
  static List<RowGroup> of(List<FileFooter> footers, SparkSession spark) throws ProblemException {
    Map<String, List<FileFooter>> alike = new LinkedHashMap<>();
    for (FileFooter footer : footers) {
      alike.computeIfAbsent(footer.schema(), schema -> new ArrayList<>()).add(footer);
    }
    List<RowGroup> groups = new ArrayList<>();
    for (List<FileFooter> group : alike.values()) {
      String first = group.getFirst().file();
      StructType schema;
      try {
        schema = reader(spark).parquet(first).schema();
      } catch (Exception e) {
        throw SparkFailure.ofSchema(first, e);
      }
      var file =
          new RowFile(
              Path.of(""),
              first,
              new RowFile.Seen(0, UNKNOWN, ""),
              DataFormat.PARQUET,
              ColumnTypes.columns(schema),
              group.stream().map(FileFooter::rows).toList());
      groups.add(new RowGroup(spark, file, schema, group.stream().map(FileFooter::file).toList()));
    }
    return groups;
  }

  private RowFile.Column column(String name) {
    return file.column(name).orElseThrow();
  }

  /// How the columns are read that the model takes.
  List<CellType> types(RowPlan plan) {
    return plan.taken().stream().map(taken -> column(taken.column()).readAs(taken.as())).toList();
  }

  /// The rows: their file, their place in it, what is kept, and what the model takes.
  ///
  /// @param first schema of the first files, which says of which types kept columns are
  Dataset<Row> rows(RowPlan plan, StructType first) {
    Dataset<Row> all = reader(spark).schema(schema).parquet(files.toArray(String[]::new));
    Column place = all.metadataColumn("_metadata");
    List<Column> columns = new ArrayList<>();
    columns.add(place.getField("file_path").as("file"));
    columns.add(place.getField("row_index").as("place"));
    for (RowCopy.Kept kept : plan.kept()) {
      var type = first.apply(kept.column()).dataType();
      Column column = of(all, kept.column());
      boolean same = schema.apply(kept.column()).dataType().equals(type);
      columns.add((same ? column : column.cast(type)).as("k" + columns.size()));
    }
    for (RowCopy.Taken taken : plan.taken()) {
      columns.add(of(all, taken.column()).as("c" + columns.size()));
    }
    return all.select(columns.toArray(Column[]::new));
  }

  /// The first rows without what is kept, task by task as they are asked for: Spark would hand a
  /// driver all that it limits at once.
  Iterator<Row> first(RowPlan plan) {
    Dataset<Row> rows = rows(new RowPlan(plan.first(), plan.slots(), List.of()), schema);
    return rows.mapPartitions(new FirstOfTask(), Encoders.row(rows.schema())).toLocalIterator();
  }

  /// Of names as they are: a file may be called `a[1].parquet`.
  private static DataFrameReader reader(SparkSession spark) {
    return spark.read().option("__globPaths__", "false");
  }

  private static Column of(Dataset<Row> rows, String name) {
    return rows.col("`" + name.replace("`", "``") + "`");
  }
}
