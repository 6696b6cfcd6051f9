// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/// What a Parquet file says of itself at its end.
///
/// @param schema a hash of its columns as it writes them, which some hundred thousand footers would
///   hold as often
/// @param unreadable why it cannot be read; empty where it can
/// @param isOfStore whether that is the store's failure, and the file may be well
record FileFooter(String file, String schema, long rows, String unreadable, boolean isOfStore)
    implements Serializable {

  /// Files that a task looks at.
  private static final int A_TASK = 16;

  /// Reads them on the executors, in the order of the files.
  static List<FileFooter> of(List<String> files, JavaSparkContext spark) {
    if (files.isEmpty()) {
      return List.of();
    }
    var read = new Read(new SerializableConfiguration(spark.hadoopConfiguration()));
    return new ArrayList<>(
        spark.parallelize(files, Math.ceilDiv(files.size(), A_TASK)).map(read).collect());
  }

  static String schema(MessageType columns) {
    return Sha256.of(columns.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /// Why some cannot be read; none where all can.
  static List<Problem> broken(List<FileFooter> footers) {
    return footers.stream()
        .filter(footer -> !footer.unreadable().isEmpty())
        .map(FileFooter::problem)
        .toList();
  }

  private Problem problem() {
    String what = file + ": " + unreadable;
    return isOfStore
        ? Problem.environment("data.volume", what, "", "See that the store is well.")
        : Problem.input("data.unreadable", what, "", "Write the file again.");
  }

  static long rows(List<FileFooter> footers) {
    return footers.stream().mapToLong(FileFooter::rows).sum();
  }

  private record Read(SerializableConfiguration settings) implements Function<String, FileFooter> {

    private static final long serialVersionUID = 1L;

    @Override
    public FileFooter call(String file) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), settings.value()))) {
        return new FileFooter(
            file, schema(reader.getFileMetaData().getSchema()), reader.getRecordCount(), "", false);
      } catch (IOException | RuntimeException e) {
        return new FileFooter(
            file, "", 0, String.valueOf(e.getMessage()), StoreFailure.isOfStore(e));
      }
    }
  }
}
