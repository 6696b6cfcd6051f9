// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Requests of all the sizes that a project states, in the stated proportions: recorded ones where
/// there are some of a size, made-up ones of the sizes that none has.
///
/// @param recorded whether any of them was recorded
/// @param madeUp whether any of them was made up
public record StatedMix(List<Map<String, Tensor>> requests, boolean recorded, boolean madeUp) {

  public StatedMix {
    requests = List.copyOf(requests);
  }

  /// @param recorded requests of any size; those of no stated size are left out
  /// @param seed the same seed makes the same values
  public static StatedMix of(InputShapes shapes, List<Map<String, Tensor>> recorded, long seed) {
    int turns = shapes.different();
    List<Map<String, Tensor>> made = MadeUpInputs.of(shapes, seed);
    // Turns of one size share its requests.
    List<Integer> sizes = new ArrayList<>();
    List<List<Map<String, Tensor>>> pools = new ArrayList<>();
    boolean[] real = new boolean[turns];
    for (int turn = 0; turn < turns; turn++) {
      int first = first(shapes, made, turn);
      sizes.add(first);
      List<Map<String, Tensor>> fitting =
          first == turn
              ? recorded.stream().filter(request -> shapes.fits(request, first)).toList()
              : List.of();
      real[turn] = !fitting.isEmpty();
      pools.add(
          real[turn] || first < turn
              ? fitting
              : made.stream().filter(request -> shapes.fits(request, first)).toList());
    }
    int rounds = 1;
    boolean anyReal = false;
    boolean anyMade = false;
    for (int turn = 0; turn < turns; turn++) {
      if (sizes.get(turn) == turn) {
        int alike = (int) sizes.stream().filter(List.of(turn)::contains).count();
        rounds = Math.max(rounds, Math.ceilDiv(pools.get(turn).size(), alike));
        anyReal |= real[turn];
        anyMade |= !real[turn];
      }
    }
    int[] next = new int[turns];
    List<Map<String, Tensor>> mix = new ArrayList<>();
    for (int i = 0; i < rounds * turns; i++) {
      int size = sizes.get(i % turns);
      List<Map<String, Tensor>> pool = pools.get(size);
      mix.add(pool.get(next[size]++ % pool.size()));
    }
    return new StatedMix(mix, anyReal, anyMade);
  }

  /// The first turn that has the size of this one.
  private static int first(InputShapes shapes, List<Map<String, Tensor>> made, int turn) {
    int first = 0;
    while (!shapes.fits(made.get(turn), first)) {
      first++;
    }
    return first;
  }
}
