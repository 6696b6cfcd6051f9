// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A collection of broken manifests that a real API server or an admission check refuses.
final class KnownFaultsTest {

  private static final Path FAULTS =
      Path.of(
          System.getProperty("slipway.root", "../.."),
          "app/core/src/test/resources/faults/kubernetes");

  @TempDir private Path root;

  @TestFactory
  List<DynamicTest> refusesEachKnownFault() throws IOException {
    try (Stream<Path> files = Files.list(FAULTS)) {
      List<Path> faults = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertEquals(20, faults.size());
      return faults.stream()
          .map(fault -> dynamicTest(fault.getFileName().toString(), () -> isRefused(fault)))
          .toList();
    }
  }

  private void isRefused(Path fault) throws Exception {
    Path bundle = Files.createDirectories(root.resolve(fault.getFileName().toString()));
    Files.writeString(bundle.resolve("bundle.json"), "{}");
    Files.copy(fault, bundle.resolve("fault.yaml"));
    Report report = new Report();

    new KubernetesCheck(new ToolRunner(List.of(), Duration.ofMinutes(1)))
        .look(BundleFolder.open(bundle), report);

    String security = report.measured("manifests.pss_restricted_violations").orElseThrow();
    String invalid = report.measured("manifests.schema_errors").orElseThrow();
    boolean podSecurity = fault.toString().contains("pss");
    assertNotEquals("0", podSecurity ? security : invalid, report.findings().toString());
    assertEquals("0", podSecurity ? invalid : "0", report.findings().toString());
  }
}
