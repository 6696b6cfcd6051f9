// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/// The same types as the data engine of `score` and as Spark call them.
final class ColumnTypes {

  private static final Map<DataType, String> NAMES =
      Map.of(
          DataTypes.ByteType, "TINYINT",
          DataTypes.ShortType, "SMALLINT",
          DataTypes.IntegerType, "INTEGER",
          DataTypes.LongType, "BIGINT",
          DataTypes.FloatType, "FLOAT",
          DataTypes.DoubleType, "DOUBLE",
          DataTypes.BooleanType, "BOOLEAN",
          DataTypes.DateType, "DATE",
          DataTypes.TimestampType, "TIMESTAMP WITH TIME ZONE",
          DataTypes.TimestampNTZType, "TIMESTAMP");

  /// Holds each whole number of 64 bits without a sign, which Spark has no type of its own for.
  private static final DataType UNSIGNED = DataTypes.createDecimalType(20, 0);

  private ColumnTypes() {}

  static List<RowFile.Column> columns(StructType schema) {
    List<RowFile.Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(RowFile.Column.stored(field.name(), name(field.dataType())));
    }
    return columns;
  }

  /// What has no values of its own there keeps Spark's name, so that it is only ever kept.
  private static String name(DataType type) {
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(%d,%d)".formatted(decimal.precision(), decimal.scale());
    }
    return type instanceof StringType ? "VARCHAR" : NAMES.getOrDefault(type, type.catalogString());
  }

  static DataType of(AnswerColumn.Type type) {
    return switch (type) {
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case INTEGER -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case UNSIGNED -> UNSIGNED;
      case TRUTH -> DataTypes.BooleanType;
      case TEXT -> DataTypes.StringType;
    };
  }
}
