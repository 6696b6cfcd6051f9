// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.Bundle;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What `ship` says of a bundle: that drift is watched, or that nobody is told of it.
final class BundleSectionTest {

  private static List<String> told(String... files) {
    var hashes = new TreeMap<String, Sha256>();
    for (String file : files) {
      hashes.put(file, Sha256.of(new byte[1]));
    }
    return ReportSections.bundle(new Bundle(Path.of("bundle"), hashes, Sha256.of(new byte[2])))
        .rows()
        .stream()
        .map(row -> row.name() + ": " + row.value())
        .toList();
  }

  @Test
  void saysWhetherDriftIsMonitored() {
    assertEquals(
        List.of("files: 2", "drift: monitored"),
        told("docker/app/model/drift-baseline.json", "docker/Dockerfile"));
    assertEquals(List.of("files: 1", "drift: not monitored"), told("docker/Dockerfile"));
  }
}
