// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.data.ColumnProfile;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.DataFormat;
import dev.slipway.data.TableProfile;
import dev.slipway.serving.tensor.DataType;
import java.util.Collections;
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
    return reference.columns().stream()
        .map(ColumnProfile::name)
        .filter(name -> holdout.column(name).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Those that can be compared only where both files are read as they are written: the values of
  /// one look like numbers, truths or times and those of the other do not (`01234` beside `north`),
  /// or the model is given them as texts, to which 1.10 is not 1.1.
  public Set<String> asWritten() {
    return isTyped(reference) || isTyped(holdout)
        ? columns().stream().filter(this::isAsWritten).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  private boolean isAsWritten(String column) {
    Kind first = kind(reference, column);
    boolean text =
        inputs.get(column) == DataType.BYTES
            && first != Kind.TEXT
            && isTyped(reference)
            && isTyped(holdout);
    return isComparable(first) && (text || common(first, kind(holdout, column)).isEmpty());
  }

  /// Whether the types of its values are guessed from how they look.
  private static boolean isTyped(TableProfile file) {
    return file.format() == DataFormat.CSV;
  }

  private static Kind kind(TableProfile file, String column) {
    return file.column(column).map(ColumnProfile::kind).orElseThrow();
  }

  static boolean isComparable(Kind kind) {
    return kind != Kind.TIME && kind != Kind.OTHER;
  }

  /// What the values of both are; empty where they cannot be compared.
  static Optional<Kind> common(Kind first, Kind second) {
    if (first == second) {
      return Optional.of(first);
    }
    return first.isNumeric() && second.isNumeric() ? Optional.of(Kind.NUMBER) : Optional.empty();
  }
}
