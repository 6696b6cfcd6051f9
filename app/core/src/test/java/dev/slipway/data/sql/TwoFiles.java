// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Progress;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Outcome;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.tensor.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a folder for a reference, `a.csv`, and a holdout, `b.csv`.
abstract class TwoFiles {

  static final LeakSearch.Place PLACE = new LeakSearch.Place(0, 1);
  static final String HEAD = "size,grade,place,id,day\n";

  @TempDir Path folder;

  static String line(int row, int size, int id) {
    String place = row % 10 == 0 ? "" : row % 2 == 1 ? "north" : "south";
    return "%d,%s,%s,id%d,2026-01-0%d"
        .formatted(size, List.of("10", "2", "1").get(row % 3), place, id, row % 9 + 1);
  }

  static String rows(int rows, IntFunction<String> line) {
    return HEAD + lines(rows, line);
  }

  static String lines(int rows, IntFunction<String> line) {
    return IntStream.range(0, rows).mapToObj(line).collect(Collectors.joining("\n")) + "\n";
  }

  final Map<String, ColumnDrift> compared(String reference, String holdout) throws Exception {
    return compared(reference, holdout, new TreeMap<>());
  }

  final Map<String, ColumnDrift> compared(
      String reference, String holdout, SortedMap<String, DataType> inputs) throws Exception {
    Files.writeString(folder.resolve("a.csv"), reference);
    Files.writeString(folder.resolve("b.csv"), holdout);
    return compared(inputs);
  }

  final Map<String, ColumnDrift> compared(SortedMap<String, DataType> inputs) throws Exception {
    List<ColumnDrift> found = new ArrayList<>();
    ComparedFiles pair;
    try (DataFiles files = open()) {
      pair = new ComparedFiles(profile(files, 0), profile(files, 1), inputs);
      Set<String> typed = new HashSet<>(pair.columns());
      typed.removeAll(pair.asWritten());
      found.addAll(ColumnDrifts.of(files, PLACE, pair, typed, Progress.NONE));
    }
    if (pair.asWritten().isEmpty()) {
      return byName(found);
    }
    try (DataFiles files = written(pair.asWritten())) {
      found.addAll(ColumnDrifts.of(files, PLACE, pair, pair.asWritten(), Progress.NONE));
    }
    return byName(found);
  }

  static Map<String, ColumnDrift> byName(List<ColumnDrift> drifts) {
    return drifts.stream().collect(Collectors.toMap(ColumnDrift::column, Function.identity()));
  }

  static Map<String, Outcome> outcomes(Map<String, ColumnDrift> drifts) {
    return drifts.values().stream()
        .collect(Collectors.toMap(ColumnDrift::column, ColumnDrift::outcome));
  }

  static TableProfile profile(DataFiles files, int file) throws Exception {
    return files.profile(file, Progress.NONE);
  }

  static ColumnDrift of(Map<String, ColumnDrift> drifts, String column) {
    return Optional.ofNullable(drifts.get(column)).orElseThrow();
  }

  final DataFiles written(Set<String> only) throws Exception {
    return DataFiles.open(
        Stream.of("a.csv", "b.csv")
            .map(name -> DataFiles.Source.asWritten(folder.resolve(name), name, only))
            .toList(),
        Limits.ofMachine(),
        Progress.NONE);
  }

  final DataFiles.Source written(String name) {
    return DataFiles.Source.asWritten(folder.resolve(name), name);
  }

  final DataFiles open() throws Exception {
    return open(Limits.ofMachine());
  }

  final DataFiles open(Limits limits) throws Exception {
    return DataFiles.open(
        List.of(
            new DataFiles.Source(folder.resolve("a.csv"), "a.csv"),
            new DataFiles.Source(folder.resolve("b.csv"), "b.csv")),
        limits,
        Progress.NONE);
  }
}
