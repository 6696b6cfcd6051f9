// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.measure.verdict.Looks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long a rehearsal loads a service.
final class ServiceSheetTest {

  private static final Duration STATED = Duration.ofSeconds(5);

  @Test
  void isLoadedForLongerWhereThatCanTellMore() {
    assertEquals(new Looks(STATED, 3, false), sheet(Optional.empty()).looks(STATED));
  }

  @Test
  void isNotLoadedForLongerWithRequestsWhoseSizeWasMadeUp() {
    assertEquals(Looks.once(STATED), sheet(Optional.of("audio 1×16000")).looks(STATED));
  }

  private static ServiceSheet sheet(Optional<String> madeUp) {
    return new ServiceSheet(
        "model",
        8080,
        8082,
        1,
        1 << 20,
        1000,
        new Bytes(0),
        Duration.ofSeconds(30),
        20,
        1,
        List.of(),
        Optional.empty(),
        madeUp);
  }
}
