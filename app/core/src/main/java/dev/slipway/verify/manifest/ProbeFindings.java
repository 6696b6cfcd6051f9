// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Yaml;
import dev.slipway.verify.manifest.ManifestRule.Violation;
import dev.slipway.verify.manifest.ManifestSet.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a bundle's probes, once it is known how long a start takes.
///
/// @param services how many workloads were looked at
public record ProbeFindings(int services, List<Problem> problems) {

  public ProbeFindings {
    problems = List.copyOf(problems);
  }

  /// @param start measured from the start to ready
  public static ProbeFindings of(BundleFolder bundle, Duration start) {
    List<Manifest> workloads = new ArrayList<>();
    for (String file : bundle.matching(f -> f.matches(".*\\.ya?ml"))) {
      for (JsonNode document : readable(bundle.text(file))) {
        Manifest manifest = new Manifest(file, document);
        if (manifest.serves() && document.at("/spec/selector").isObject()) {
          workloads.add(manifest);
        }
      }
    }
    List<Problem> problems = new ArrayList<>();
    new Probes()
        .violations(new ManifestSet("files", Stage.BASE, workloads)).stream()
            .map(Violation::problem)
            .forEach(problems::add);
    workloads.forEach(manifest -> startup(manifest, start, problems));
    return new ProbeFindings(workloads.size(), problems);
  }

  private static void startup(Manifest manifest, Duration start, List<Problem> problems) {
    for (JsonNode container : manifest.mainContainers()) {
      JsonNode probe = container.path("startupProbe");
      long budget =
          probe.path("initialDelaySeconds").asLong(0)
              + probe.path("periodSeconds").asLong(10) * probe.path("failureThreshold").asLong(3);
      if (probe.isObject() && Duration.ofSeconds(budget).compareTo(start) <= 0) {
        problems.add(
            Problem.gate(
                "kubernetes.startup-budget",
                manifest + ": the startup probe gives up after " + budget + " s.",
                "The service was ready after " + Durations.text(start) + ".",
                "Allow more failures: failureThreshold times periodSeconds must be longer."));
      }
    }
  }

  private static List<JsonNode> readable(String text) {
    try {
      return Yaml.documents(text);
    } catch (IllegalArgumentException reportedWithAllYaml) {
      return List.of();
    }
  }
}
