// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.load.Samples;
import dev.slipway.measure.load.Samples.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Times of requests become one file, which never takes the place of another.
final class JoinedFilesTest {

  private static final String CSV =
      """
      block,intended_ns,response_ns,service_ns
      closed,0,3,2
      open,5,7,6
      open,9,8,7
      """;

  @TempDir private Path folder;
  private JoinedFiles.Join join;

  @BeforeEach
  void keepTimes() throws Exception {
    var parts = new LinkedHashMap<String, Path>();
    parts.put("closed", folder.resolve("closed.csv.gz"));
    parts.put("open", folder.resolve("open.csv.gz"));
    Samples.write(parts.get("closed"), List.of(new Sample(0, 3, 2)));
    Samples.write(parts.get("open"), List.of(new Sample(5, 7, 6), new Sample(9, 8, 7)));
    join = new JoinedFiles.Join(parts, "block", Samples.COLUMNS);
  }

  @Test
  void parquetHoldsWhatCsvHolds() throws Exception {
    Path csv = folder.resolve("times.csv");
    Path parquet = folder.resolve("times.parquet");

    assertEquals(3, JoinedFiles.write(join, csv, Progress.NONE));
    assertEquals(3, JoinedFiles.write(join, parquet, Progress.NONE));

    assertEquals(CSV, Files.readString(csv));
    assertEquals(List.of("closed,0,3,2", "open,5,7,6", "open,9,8,7"), read(parquet));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(4, left.count(), "no draft is left");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"times.csv", "times.parquet"})
  void onlyItsOwnFileIsReplaced(String name) throws Exception {
    Path file = folder.resolve(name);
    JoinedFiles.write(join, file, Progress.NONE);
    assertEquals(3, JoinedFiles.write(join, file, Progress.NONE));
    Files.writeString(file, "species,mass\nAdelie,3750\n");

    assertEquals("data.other-file", problem(file));
    assertEquals("species,mass\nAdelie,3750\n", Files.readString(file));
    Files.write(file, new byte[0]);
    assertEquals(3, JoinedFiles.write(join, file, Progress.NONE), "an empty file holds nothing");
  }

  @Test
  void damagedTimesAreNotAFaultOfTheFile() throws Exception {
    Path open = folder.resolve("open.csv.gz");
    byte[] whole = Files.readAllBytes(open);
    whole[whole.length / 2] ^= 0x55;
    Files.write(open, whole);

    assertEquals("profile.samples-damaged", problem(folder.resolve("times.csv")));
    assertEquals("data.unwritable", problem(folder.resolve("nowhere/times.csv")));
  }

  private String problem(Path file) {
    return assertThrows(ProblemException.class, () -> JoinedFiles.write(join, file, Progress.NONE))
        .problem()
        .code()
        .id();
  }

  /// Reads a file as the data engine does.
  private static List<String> read(Path parquet) throws Exception {
    var limits = new Limits(1, Bytes.mebibytes(256));
    try (FileQueries queries = FileQueries.over(List.of(parquet), limits)) {
      String sql =
          "SELECT block, intended_ns, response_ns, service_ns FROM read_parquet(%s)"
              .formatted(Quoted.text(FileQueries.exact(parquet)));
      return queries.rows(sql, Progress.NONE, "reading").stream()
          .map(row ->
              "%s,%d,%d,%d"
                  .formatted(row.text(0).orElseThrow(), row.whole(1), row.whole(2), row.whole(3)))
          .toList();
    }
  }
}
