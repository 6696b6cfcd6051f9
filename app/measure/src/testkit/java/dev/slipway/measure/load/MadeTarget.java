// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.util.function.IntPredicate;

/// A target that is in the test: every sender gets the same one.
///
/// @param answer whether the request with an input is answered right; takes as long as it takes
public record MadeTarget(int inputs, IntPredicate answer) implements LoadTarget.Source {

  @Override
  public LoadTarget.Place place() {
    return LoadTarget.Place.HERE;
  }

  @Override
  public LoadTarget open() {
    return new LoadTarget() {
      @Override
      public boolean send(int input) {
        return answer.test(input);
      }

      @Override
      public void close() {}
    };
  }
}
