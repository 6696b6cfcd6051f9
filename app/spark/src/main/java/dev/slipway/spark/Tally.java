// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What was counted of rows that were answered or refused.
///
/// @param rejected rows that were refused, by file
/// @param places of all of them in one number, by which other ones show
/// @param first the first that was refused; empty for none
/// @param drift counts by feature: its bins, and last its missing values
/// @param sessions which of them answered
record Tally(
    long rows,
    SortedMap<String, Long> rejected,
    long places,
    List<Refused> first,
    SortedMap<String, List<Long>> drift,
    SortedSet<String> sessions)
    implements Serializable {

  static final Tally NONE =
      new Tally(0, new TreeMap<>(), 0, List.of(), new TreeMap<>(), new TreeSet<>());

  Tally {
    rejected = new TreeMap<>(rejected);
    first = List.copyOf(first);
    drift = new TreeMap<>(drift);
    sessions = new TreeSet<>(sessions);
  }

  /// A row that cannot be answered.
  ///
  /// @param row the first row of data is 1
  record Refused(String file, long row, String because)
      implements Serializable, Comparable<Refused> {

    @Override
    public int compareTo(Refused other) {
      int files = file.compareTo(other.file);
      return files == 0 ? Long.compare(row, other.row) : files;
    }

    /// A number of its place; of several rows they are added up.
    long place() {
      return new SplittableRandom(((long) file.hashCode() << Integer.SIZE) ^ row).nextLong();
    }

    String inWords() {
      return (file + ", row " + row + ": " + because).replaceAll("\\p{Cntrl}", " ");
    }
  }

  long refused() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  Tally plus(Tally other) {
    SortedMap<String, Long> refused = new TreeMap<>(rejected);
    other.rejected.forEach((file, count) -> refused.merge(file, count, Long::sum));
    SortedMap<String, List<Long>> counted = new TreeMap<>(drift);
    other.drift.forEach((feature, counts) -> counted.merge(feature, counts, Tally::sum));
    SortedSet<String> all = new TreeSet<>(sessions);
    all.addAll(other.sessions);
    List<Refused> firsts = new ArrayList<>(first);
    firsts.addAll(other.first);
    return new Tally(
        rows + other.rows,
        refused,
        places + other.places,
        firsts.stream().sorted().limit(1).toList(),
        counted,
        all);
  }

  private static List<Long> sum(List<Long> one, List<Long> two) {
    return IntStream.range(0, Math.max(one.size(), two.size()))
        .mapToObj(i -> (i < one.size() ? one.get(i) : 0) + (i < two.size() ? two.get(i) : 0))
        .toList();
  }
}
