// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Every file for a cluster is taken by a real API server, which then has nothing to change: an
/// empty `kubectl diff`. Kinds of others come from their whole definitions in the folder that
/// `-Dschemas` names; one that is missing there takes any fields.
///
/// A server that is older than a document's version gets it in the version before, with the fields
/// that it knows; which documents it cannot have at all is printed.
@Tag("cluster")
final class ApiServerTest {

  private static final String[] TARGETS = {
    "kubernetes", "retraining", "profile", "kserve", "argo", "prometheus", "grafana", "policy"
  };

  private static final Map<String, List<String>> OLDER =
      Map.of(
          "autoscaling/v2", List.of("autoscaling/v2beta2"),
          "policy/v1", List.of("policy/v1beta1"),
          "batch/v1", List.of("batch/v1beta1"));

  /// Kind, plural and API version of what a cluster learns from others.
  private static final List<String> OTHERS =
      List.of(
          "AnalysisTemplate analysistemplates argoproj.io/v1alpha1",
          "Application applications argoproj.io/v1alpha1",
          "Rollout rollouts argoproj.io/v1alpha1",
          "HTTPRoute httproutes gateway.networking.k8s.io/v1",
          "ScaledObject scaledobjects keda.sh/v1alpha1",
          "InferenceService inferenceservices serving.kserve.io/v1beta1",
          "ImageValidatingPolicy imagevalidatingpolicies policies.kyverno.io/v1",
          "PodMonitor podmonitors monitoring.coreos.com/v1",
          "PrometheusRule prometheusrules monitoring.coreos.com/v1",
          "ServiceMonitor servicemonitors monitoring.coreos.com/v1");

  @TempDir static Path temp;
  private static final List<ApiServer> STARTED = new ArrayList<>();
  private static SortedSet<String> versions = new TreeSet<>();

  @BeforeAll
  static void start() throws Exception {
    STARTED.add(ApiServer.start(Files.createDirectory(temp.resolve("server"))));
    List<String> whole = new ArrayList<>();
    for (String other : OTHERS) {
      if (define(other.split(" "))) {
        whole.add(other.split(" ")[0]);
      }
    }
    for (String other : OTHERS) {
      String[] parts = other.split(" ");
      server().await("get", parts[1] + "." + parts[2].replaceFirst("/.*", ""));
    }
    versions = server().versions();
    System.out.println(
        server().kubectl("version").output().replace('\n', ' ')
            + "; whole definitions of "
            + whole);
  }

  @AfterAll
  static void stop() {
    STARTED.forEach(ApiServer::close);
  }

  private static ApiServer server() {
    return STARTED.getFirst();
  }

  private static boolean define(String[] other) throws Exception {
    String group = other[2].replaceFirst("/.*", "");
    Path definition = temp.resolve(other[1] + ".yaml");
    try (Stream<Path> whole = Files.list(Path.of(System.getProperty("schemas", "."), "crd"))) {
      for (Path file : whole.toList()) {
        if (String.valueOf(file.getFileName()).endsWith("-" + other[1] + ".yaml")) {
          // Applied with its annotation it would be too large.
          Tool created = server().kubectl("create", "--validate=false", "-f", file.toString());
          assertEquals(0, created.exit(), created.output());
          return true;
        }
      }
    }
    Files.writeString(
        definition,
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %2$s.%3$s}
        spec:
          group: %3$s
          names: {kind: %1$s, plural: %2$s, singular: %2$s-one}
          scope: %5$s
          versions:
            - name: %4$s
              served: true
              storage: true
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
            .formatted(
                other[0],
                other[1],
                group,
                other[2].replaceFirst(".*/", ""),
                other[0].endsWith("Policy") ? "Cluster" : "Namespaced"));
    Tool created = server().kubectl("create", "-f", definition.toString());
    assertEquals(0, created.exit(), created.output());
    return false;
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void afterAnApplyNothingIsLeftToChange(WayIn options) throws Exception {
    Path bundle = Exported.in(temp.resolve(options.name()), options.input(), TARGETS);
    TreeMap<String, Integer> applied = new TreeMap<>();
    List<String> notRun = new ArrayList<>();
    for (Path part : parts(bundle)) {
      List<Map<String, Object>> documents = new ArrayList<>();
      for (Map<String, Object> document : documents(part)) {
        if (isKnown(document)) {
          documents.add(document);
          applied.merge(String.valueOf(document.get("kind")), 1, Integer::sum);
        } else {
          notRun.add(document.get("apiVersion") + " " + document.get("kind"));
        }
      }
      applyAndDiff(bundle.relativize(part).toString(), documents);
    }

    System.out.println(options + ": applied " + applied + ", not run " + notRun);
    assertTrue(applied.values().stream().mapToInt(n -> n).sum() > 25, applied.toString());
    if (options == WayIn.GATEWAY) {
      assertTrue(applied.keySet().containsAll(List.of("ScaledObject", "PodMonitor")));
    }
  }

  @Test
  void aFieldThatTheServerDropsIsSeen() throws Exception {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("apiVersion", "v1");
    policy.put("kind", "ConfigMap");
    policy.put("metadata", Map.of("name", "seen", "namespace", "default"));
    policy.put("data", Map.of("a", "b"));
    applyAndDiff("seen", List.of(policy));

    policy.put("data", Map.of("a", "c"));
    Path file = write(List.of(policy));
    assertEquals(1, server().kubectl("diff", "-f", file.toString()).exit());
  }

  /// Folders that `kubectl apply -k` takes, and files beside them.
  private static List<Path> parts(Path bundle) throws IOException {
    List<Path> parts = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(bundle)) {
      walk.filter(file -> file.endsWith("kustomization.yaml"))
          .map(file -> file.resolveSibling(""))
          .filter(folder -> !folder.endsWith("base"))
          .sorted()
          .forEach(parts::add);
    }
    for (String folder : List.of("kserve", "prometheus/operator", "argo", "policy")) {
      if (Files.isDirectory(bundle.resolve(folder))) {
        try (Stream<Path> files = Files.list(bundle.resolve(folder))) {
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .sorted()
              .forEach(parts::add);
        }
      }
    }
    return parts;
  }

  private static List<Map<String, Object>> documents(Path part) throws Exception {
    String text =
        Files.isDirectory(part)
            ? Tool.need(part, "kubectl", "kustomize", ".")
            : Files.readString(part);
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> map && map.containsKey("kind")) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        documents.add(copy);
      }
    }
    return documents;
  }

  /// Whether the server has the kind, in the document's version or, which it then gets, an older.
  private static boolean isKnown(Map<String, Object> document) throws Exception {
    String version = String.valueOf(document.get("apiVersion"));
    String kind = String.valueOf(document.get("kind"));
    List<String> all = new ArrayList<>(List.of(version));
    all.addAll(OLDER.getOrDefault(version, List.of()));
    for (String each : all) {
      if (versions.contains(each) && hasKind(each, kind)) {
        document.put("apiVersion", each);
        return true;
      }
    }
    return false;
  }

  private static boolean hasKind(String version, String kind) throws Exception {
    String path = version.contains("/") ? "/apis/" + version : "/api/" + version;
    return server().kubectl("get", "--raw", path).output().contains("\"kind\":\"" + kind + "\"");
  }

  private static void applyAndDiff(String what, List<Map<String, Object>> documents)
      throws Exception {
    for (Map<String, Object> document : documents) {
      Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(document.get("metadata"));
      if (metadata.get("namespace") != null) {
        server().kubectl("create", "namespace", String.valueOf(metadata.get("namespace")));
      }
    }
    if (documents.isEmpty()) {
      return;
    }
    String file = write(documents).toString();
    Tool apply = server().kubectl("apply", "--validate=false", "-f", file);
    assertEquals(0, apply.exit(), what + ":\n" + apply.output());
    Tool diff = server().kubectl("diff", "-f", file);
    assertEquals(0, diff.exit(), what + ":\n" + diff.output());
  }

  /// As JSON, in which every text is one.
  private static Path write(List<Map<String, Object>> documents) throws IOException {
    Map<String, Object> list = Map.of("apiVersion", "v1", "kind", "List", "items", documents);
    return Files.write(temp.resolve("documents.json"), new ObjectMapper().writeValueAsBytes(list));
  }
}
