// SPDX-License-Identifier: Apache-2.0

import org.apache.spark.sql.SparkSession;

/// Reads a folder as a table of Parquet by a plain Spark that knows nothing of the job, for
/// packaging/dev/spark-try, and prints its number of rows and of columns.
final class Read {

  private Read() {}

  public static void main(String[] folder) {
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    var rows = spark.read().parquet(folder[0]);
    System.out.println(rows.count() + " rows, " + rows.columns().length + " columns");
    spark.stop();
  }
}
