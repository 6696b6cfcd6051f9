// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.util.Comparator;
import java.util.List;

/// The Pareto front: all that no other beats, which is to be as good in all respects and better in
/// one.
public final class ParetoFront {

  private ParetoFront() {}

  /// @param respects the better first in each
  /// @return in the order of what was given
  public static <T> List<T> of(List<T> all, List<Comparator<T>> respects) {
    return all.stream()
        .filter(one -> all.stream().noneMatch(other -> beats(other, one, respects)))
        .toList();
  }

  private static <T> boolean beats(T other, T one, List<Comparator<T>> respects) {
    return respects.stream().allMatch(by -> by.compare(other, one) <= 0)
        && respects.stream().anyMatch(by -> by.compare(other, one) < 0);
  }
}
