// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows docs/sentence-model.md to the letter. The model is taken from Maven's folder where other
/// tests put it, else fetched.
@Tag("tools")
@Tag("nightly")
@Order(1) // what takes long begins
final class SentencesVoyageTest {

  @TempDir private Path folder;

  @Test
  void aSentenceModelShipsAsTheTutorialSays() throws Exception {
    ProjectFolder.copy("sentences", folder.resolve("sample-projects/sentences"));
    Path home = folder.resolve("home");

    List<Lesson.Step> steps =
        new Lesson(folder, new Slipway(home).alone()).follow("docs/sentence-model.md");
    Slipway.Result verified =
        new Slipway(home).run("report", folder.resolve("sentences"), "--json");

    assertEquals(List.of(0, 0, 0), steps.stream().map(step -> step.result().code()).toList());
    assertTrue(
        verified.out().contains("Texts are answered as their tokens are, bit by bit"),
        verified.out());
  }
}
