// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Finding;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.KubernetesCheck;
import dev.slipway.verify.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Our rules for manifests, over what a tool rendered.
final class OurRules {

  private OurRules() {}

  /// @param folder holds them meanwhile
  static List<Finding> failed(Path folder, String manifests) throws Exception {
    Files.writeString(folder.resolve("all.yaml"), manifests);
    Report report = new Report();
    new KubernetesCheck(ToolRunner.onPath(Map.of()))
        .look(
            new BundleFolder(folder, new ObjectMapper().createObjectNode(), List.of("all.yaml")),
            report);
    return report.findings().stream().filter(Finding.Failed.class::isInstance).toList();
  }
}
