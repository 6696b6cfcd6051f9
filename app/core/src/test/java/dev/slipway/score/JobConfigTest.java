// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What an image that scores in batch is told.
final class JobConfigTest {

  @Test
  void blanksBesideACommaAreOfNoColumn() {
    assertEquals(List.of("id", "first seen"), JobConfig.columns(" id, first seen "));
  }
}
