// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.tensor.DataType;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Two files whose columns are held against each other.
///
/// @param inputs the type of the model's input that a column fills, by the column's name; those
///   that fill none are not in it
public record ComparedFiles(
    TableProfile reference, TableProfile holdout, SortedMap<String, DataType> inputs) {

  public ComparedFiles {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /// The columns that both have.
  public Set<String> columns() {
    Set<String> both = new HashSet<>(reference.byName().keySet());
    both.retainAll(holdout.byName().keySet());
    return Collections.unmodifiableSet(both);
  }

  /// Those that can be compared only where both files are read as they are written: the values of
  /// one look like numbers, truths or times and those of the other do not (`01234` beside `north`),
  /// or the model is given them as texts, to which 1.10 is not 1.1.
  public Set<String> asWritten() {
    if (!isTyped(reference) && !isTyped(holdout)) {
      return Set.of();
    }
    Map<String, ColumnProfile> here = reference.byName();
    Map<String, ColumnProfile> there = holdout.byName();
    return columns().stream()
        .filter(column -> isAsWritten(column, kind(here, column), kind(there, column)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isAsWritten(String column, Kind first, Kind second) {
    boolean text =
        inputs.get(column) == DataType.BYTES
            && first != Kind.TEXT
            && isTyped(reference)
            && isTyped(holdout);
    return ColumnDrift.takes(first) && (text || common(first, second).isEmpty());
  }

  /// Whether the types of its values are guessed from how they look.
  private static boolean isTyped(TableProfile file) {
    return file.format() == DataFormat.CSV;
  }

  private static Kind kind(Map<String, ColumnProfile> file, String column) {
    return Objects.requireNonNull(file.get(column)).kind();
  }

  /// What the values of both are; empty where they cannot be compared.
  static Optional<Kind> common(Kind first, Kind second) {
    if (first == second) {
      return Optional.of(first);
    }
    return first.isNumeric() && second.isNumeric() ? Optional.of(Kind.NUMBER) : Optional.empty();
  }
}
