// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows what README and docs/first-bundle.md show of a model of one's own, and docs/re-verify.md
/// with the bundle that comes of it.
@Tag("nightly")
final class FirstBundleTest {

  @TempDir private Path folder;

  @Test
  void aModelOfOnesOwnBecomesABundleThatItsReceiverVerifies() throws Exception {
    Slipway slipway = new Slipway(folder.resolve("home")).alone();
    Path project = Files.createDirectory(folder.resolve("my-project"));
    Files.copy(
        ShownPages.ROOT.resolve("sample-projects/penguin-species/model.onnx"),
        project.resolve("model.onnx"));
    Lesson lesson = new Lesson(folder, slipway);

    List<Lesson.Step> steps = new ArrayList<>(lesson.follow("README.md", "Your own model"));
    lesson.shell(
        """
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem
        openssl pkey -in key.pem -pubout -out pub.pem
        """);
    Slipway.Result signed =
        slipway.run(
            "export",
            project,
            "--sign",
            folder.resolve("key.pem"),
            "--out",
            folder.resolve("bundle"),
            "--zip",
            folder.resolve("bundle.zip"));
    assertEquals(0, signed.code(), signed.err());
    steps.addAll(lesson.follow("docs/re-verify.md"));
    Lesson sample = lesson.of("sample-projects/penguin-species", "my-project");
    steps.addAll(sample.follow("docs/first-bundle.md", "Read what you got"));

    assertTrue(
        steps.stream().allMatch(step -> step.result().code() == 0),
        () -> String.join("\n", steps.stream().map(step -> step.said() + step.result()).toList()));
    assertEquals(11, steps.size());
    assertTrue(Files.exists(folder.resolve("statements")));
  }
}
