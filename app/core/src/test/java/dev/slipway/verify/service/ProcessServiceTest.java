// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Exported;
import dev.slipway.bundle.Voyager;
import dev.slipway.verify.check.BundleFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a bundle's service from being started as a process.
final class ProcessServiceTest {

  @TempDir Path temp;

  @Test
  @EnabledOnOs(OS.LINUX)
  void anImageForAnotherProcessorIsNotStarted() throws Exception {
    String other = ThisProcessor.NAME.equals("amd64") ? "arm64" : "amd64";
    Map<String, Map<String, Object>> options = Map.of("docker", Map.of("architectures", other));
    BundleFolder bundle =
        BundleFolder.open(
            Exported.in(
                temp,
                Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, options)),
                "docker"));
    ServiceSheet sheet = ServiceSheet.of(bundle);

    assertEquals(
        Problem.environment(
            "verify.another-processor",
            "The service cannot be started as a process on this machine.",
            "Its image is not for this machine's processor, " + ThisProcessor.NAME + ".",
            "Verify on a machine that the image is for, or export for this one too:"
                + " release.options.docker.architectures in slipway.yaml."),
        assertThrows(ProblemException.class, () -> ProcessService.start(bundle, sheet)).problem());
  }
}
