// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Hashes of what a project states of its data rest on the text that Java makes of records.
final class DataAsTextTest {

  record DataSource(
      Optional<String> reference,
      String holdout,
      String label,
      SortedMap<String, String> columnClasses,
      SortedMap<String, String> inputs,
      Optional<String> rules,
      SplitTerms split) {}

  record SplitTerms(
      Optional<String> entity, Optional<String> time, boolean equalRows, SortedSet<String> known) {}

  /// Else what is new would be in neither text.
  @Test
  void hasAllThatIsStated() {
    assertEquals(names(DataSource.class), names(Project.DataSource.class));
    assertEquals(names(SplitTerms.class), names(dev.slipway.data.SplitTerms.class));
  }

  private static List<String> names(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  @Test
  void isAsJavaWritesRecords() {
    Optional<String> reference = Optional.of("data/reference.csv");
    SortedMap<String, String> classes = new TreeMap<>();
    classes.put("age", "personal");
    classes.put("sex", "sensitive");
    SortedSet<String> known = new TreeSet<>(Set.of("island", "year"));
    Optional<String> time = Optional.of("year");

    assertEquals(
        new DataSource(
                reference,
                "holdout.csv",
                "species",
                classes,
                new TreeMap<>(),
                Optional.empty(),
                new SplitTerms(Optional.empty(), time, true, known))
            .toString(),
        new Project.DataSource(
                reference,
                "holdout.csv",
                "species",
                classes,
                new TreeMap<>(),
                Optional.empty(),
                new dev.slipway.data.SplitTerms(Optional.empty(), time, true, known))
            .toString());
  }
}
