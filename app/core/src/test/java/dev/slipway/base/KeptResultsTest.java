// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.Voyager;
import dev.slipway.verify.Verification;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What commands keep is plain enough to be read without Jackson's model of it, which would take
/// each command longer than the reading.
final class KeptResultsTest {

  @Test
  void resultsOfStagesAreReadPlainly() {
    BundleInput input = Voyager.input();
    var verification =
        new Verification(
            "static",
            List.of(new Finding.NotRun("a check", "nobody asked")),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty());

    isPlain(input.profile().orElseThrow());
    isPlain(input.evaluation().orElseThrow());
    isPlain(verification);
  }

  private static void isPlain(Object result) {
    assertEquals(Optional.of(result), Json.plain(Json.line(result), result.getClass(), null));
  }
}
