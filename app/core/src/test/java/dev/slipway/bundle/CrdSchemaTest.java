// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rollout and inference service before the schemas that a cluster with Argo Rollouts and KServe
/// holds them to.
final class CrdSchemaTest {

  static String rendered(BundleInput input, String target, String path) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of(target))) {
      if (file.path().equals(path)) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    throw new IllegalStateException("the target " + target + " makes " + path);
  }

  private static String rollout(BundleInput input) throws Exception {
    return rendered(input, "argo", "argo/production/rollout.yaml");
  }

  private static List<String> rolloutErrors(String rollout) throws Exception {
    return CrdSchema.of("argo-rollouts.json").errors(rollout);
  }

  private static BundleInput knative() {
    Map<String, Object> options =
        Map.of("mode", "knative", "scale-to-zero", true, "canary-percent", 10);
    return Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("kserve", options)));
  }

  private static String service(BundleInput input) throws Exception {
    return rendered(input, "kserve", "kserve/inferenceservice.yaml");
  }

  private static List<String> serviceErrors(String service) throws Exception {
    return CrdSchema.of("kserve-inferenceservices.json").errors(service);
  }

  @Test
  void theSchemaOfArgoRolloutsTakesIt() throws Exception {
    assertEquals(List.of(), rolloutErrors(rollout(Voyager.input())));
    assertEquals(List.of(), rolloutErrors(rollout(Voyager.bare())));
  }

  @ParameterizedTest
  @CsvSource({
    "setWeight: 25, setShare: 25",
    "setWeight: 25, setWeight: most",
    "workloadRef:, workload:",
    "podTemplateHashValue: Latest, podTemplateHash: Latest",
  })
  void theSchemaOfArgoRolloutsRefusesABrokenOne(String good, String bad) throws Exception {
    String rollout = rollout(Voyager.input());
    assertTrue(rollout.contains(good), rollout);

    assertFalse(rolloutErrors(rollout.replace(good, bad)).isEmpty());
  }

  @Test
  void theSchemaOfKserveTakesItInBothModes() throws Exception {
    assertEquals(List.of(), serviceErrors(service(Voyager.input())));
    assertEquals(List.of(), serviceErrors(service(Voyager.bare())));
    assertEquals(List.of(), serviceErrors(service(knative())));
  }

  private static BundleInput kserve(Map<String, Object> options) {
    return Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, Map.of("kserve", options)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.15, standard, RawDeployment",
    "0.15, knative, Serverless",
    "0.16, standard, Standard",
    "0.16, knative, Knative",
    "0.20, standard, Standard"
  })
  void modesHaveTheNamesOfTheDeclaredVersion(String version, String mode, String name)
      throws Exception {
    String service = service(kserve(Map.of("version", version, "mode", mode)));

    assertTrue(service.contains("serving.kserve.io/deploymentMode: " + name + "\n"), service);
  }

  /// In standard mode it is a patch of the service that runs, with a whole container.
  @Test
  void theSchemaOfKserveTakesTheCanary() throws Exception {
    BundleInput input = kserve(Map.of("version", "0.20", "canary-percent", 20));
    JsonNode patched = CrdSchema.yaml(service(input));
    JsonNode patch = CrdSchema.yaml(rendered(input, "kserve", "kserve/canary.yaml"));
    ((ObjectNode) patched.path("spec")).set("canary", patch.at("/spec/canary"));

    assertEquals(20, patched.at("/spec/canary/0/trafficPercent").asInt());
    assertEquals(
        patched.at("/spec/predictor/containers"),
        patched.at("/spec/canary/0/predictor/containers"));
    assertEquals(List.of(), serviceErrors(patched.toString()));
    assertThrows(
        IllegalStateException.class,
        () ->
            rendered(
                kserve(Map.of("version", "0.19", "canary-percent", 20)),
                "kserve",
                "kserve/canary.yaml"));
  }

  /// By itself it aims at 70 % of a target, and holds 43 % more replicas than were priced.
  @Test
  void knativeAimsAtTheWholeOfTheRateThatIsPlanned() throws Exception {
    Plan plan = Voyager.input().plan();
    String whole = "autoscaling.knative.dev/target-utilization-percentage: \"100\"";
    double target = plan.value(PlanKeys.RATE_TARGET);
    String service = service(knative());

    assertTrue(service.contains(whole), service);
    assertTrue(service.contains("scaleTarget: " + (int) Math.max(1, target)), service);
    assertEquals(target < 1, service.contains("must carry the peak"), service);
    assertFalse(service(Voyager.input()).contains("autoscaling.knative.dev"));
  }

  @ParameterizedTest
  @CsvSource({
    "predictor:, predicter:",
    "minReplicas: 0, minReplicas: none",
    "scaleMetric: rps, scaleMetrics: rps",
    "canaryTrafficPercent: 10, canaryTrafficPercent: a tenth",
    "readOnlyRootFilesystem:, readOnlyRoot:",
    "containerPort:, hostPort:",
    "sizeLimit: \"64Mi\", sizeLimit: 64 elephants",
  })
  void theSchemaOfKserveRefusesABrokenOne(String good, String bad) throws Exception {
    String service = service(knative());
    assertTrue(service.contains(good), service);

    assertFalse(serviceErrors(service.replace(good, bad)).isEmpty());
  }
}
