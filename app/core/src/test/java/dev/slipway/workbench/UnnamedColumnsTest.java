// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.slipway.base.Progress;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model as scikit-learn's converter writes it: it does not say what its columns are called.
final class UnnamedColumnsTest {

  @TempDir Path folder;

  @Test
  void isAskedWithAllColumnsButTheLabel() throws Exception {
    Path project = SampleProject.copyInto(folder);
    Path model = project.resolve("model.onnx");
    Files.write(
        model,
        ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder()
            .clearMetadataProps()
            .build()
            .toByteArray());
    Files.writeString(
        project.resolve("data/holdout.csv"),
        """
        species,length,depth,flipper,mass
        Adelie,39.1,18.7,181,3750
        Gentoo,46.1,13.2,211,4500
        """);
    Bench bench =
        Bench.at(
            new Home(folder.resolve("home")),
            new MemoryLedger(),
            new MemoryLedger(),
            InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));
    Workbench workbench = Workbench.over(bench, "a test", Map.of());
    OpenedProject opened = workbench.open().open(project);

    ExampleRequests requests =
        ExampleRequests.of(opened, workbench.inspect().inspect(project, Progress.NONE), 1);

    assertEquals("holdout rows", requests.origin());
    assertEquals(2, requests.requests().size());
    Tensor asked = requests.requests().getFirst().values().iterator().next();
    assertArrayEquals(new long[] {1, 4}, asked.shape());
  }
}
