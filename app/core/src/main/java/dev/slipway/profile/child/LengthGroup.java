// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Requests of about one length: see [dev.slipway.profile.LengthTimes].
///
/// @param of how many requests there are of all lengths
record LengthGroup(long shortest, long longest, int of, List<Map<String, Tensor>> rows) {

  private static final int MOST = 6;

  LengthGroup {
    rows = List.copyOf(rows);
  }

  /// The shortest first; each length apart where there are few, else groups of about as many
  /// requests. None where all are as long.
  static List<LengthGroup> of(List<Map<String, Tensor>> rows) {
    SortedMap<Long, List<Map<String, Tensor>>> byLength = new TreeMap<>();
    rows.forEach(row -> byLength.computeIfAbsent(length(row), none -> new ArrayList<>()).add(row));
    List<LengthGroup> groups = new ArrayList<>();
    if (byLength.size() < 2) {
      return groups;
    }
    List<Map<String, Tensor>> group = new ArrayList<>();
    int left = rows.size();
    for (Map.Entry<Long, List<Map<String, Tensor>>> alike : byLength.entrySet()) {
      group.addAll(alike.getValue());
      boolean last = alike.getKey().equals(byLength.lastKey());
      boolean full = group.size() * (MOST - groups.size()) >= left;
      if (byLength.size() <= MOST || full || last) {
        groups.add(new LengthGroup(length(group.getFirst()), alike.getKey(), rows.size(), group));
        left -= group.size();
        group = new ArrayList<>();
      }
    }
    return groups;
  }

  double share() {
    return (double) rows.size() / of;
  }

  double mean() {
    return rows.stream().mapToLong(LengthGroup::length).average().orElse(0);
  }

  private static long length(Map<String, Tensor> row) {
    return row.values().stream().mapToLong(Tensor::size).max().orElse(0);
  }
}
