// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The decision record of the architecture follows from what is measured, stated and answered.
final class ArchitectureAdviceTest {

  private static final String RECORD = "docs/decisions/0004-what-is-built-and-when-it-is-split.md";

  private static String record(BundleInput input) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of("handover"))) {
      if (file.path().equals(RECORD)) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    throw new IllegalStateException("the handover has " + RECORD);
  }

  private static BundleInput answered(String answers) {
    return Voyager.with(
        Voyager.input(),
        Voyager.project(Voyager.TEXT, Map.of("handover", Map.of("answers", answers))));
  }

  @Test
  void whatIsMeasuredAndStatedIsAnswered() throws Exception {
    String record = record(Voyager.input());

    assertTrue(record.contains("| Is the p99 objective below 10 ms? | no | the tightest limit"));
    assertTrue(record.contains("**One image with separate modules and commands"), record);
    assertTrue(record.contains("- `heavy-model`: Does the model need a GPU"), record);
  }

  @Test
  void anAnswerChangesTheAdvice() throws Exception {
    String record = record(answered("operations-ready=yes, heavy-model=yes"));

    assertTrue(record.contains("**A service for the model alone.**"), record);
    assertTrue(
        record.contains(
            "| A service for the model alone | The model needs machines that its caller does not"
                + " need | holds |"),
        record);
    assertFalse(record.contains("`heavy-model`"), record);
  }

  @Test
  void withoutOperationsNothingIsSplit() throws Exception {
    String record = record(answered("operations-ready=no, heavy-model=yes"));

    assertTrue(record.contains("**One image with separate modules and commands"), record);
    assertTrue(record.contains("| Do not split yet |"), record);
  }

  @Test
  void anAnswerToNoQuestionIsRefusedWithAllThatThereAre() {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> record(answered("big-model=yes")));

    assertEquals("bundle.unknown-question", refused.problem().code().id());
    assertTrue(refused.problem().why().contains("heavy-model"), refused.problem().why());
  }
}
