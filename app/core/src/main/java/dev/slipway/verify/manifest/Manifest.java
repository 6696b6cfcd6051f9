// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.verify.check.Yaml;
import java.util.ArrayList;
import java.util.List;

/// One Kubernetes document.
///
/// @param source the file, or the folder that was rendered
record Manifest(String source, JsonNode tree) {

  /// The documents of a text that are Kubernetes' own; those of a list one by one.
  ///
  /// @throws IllegalArgumentException where it is no YAML
  static List<Manifest> read(String source, String text) {
    List<Manifest> manifests = new ArrayList<>();
    Yaml.documents(text).forEach(document -> add(source, document, manifests));
    return manifests;
  }

  private static void add(String source, JsonNode document, List<Manifest> manifests) {
    if (document.path("items").isArray() && document.path("kind").asText().endsWith("List")) {
      document.path("items").forEach(item -> add(source, item, manifests));
    } else if (isManifest(document)) {
      manifests.add(new Manifest(source, document));
    }
  }

  /// Data contracts have the same two fields, with a version of three numbers, as Kubernetes never
  /// has; what Kustomize reads is looked at as such.
  private static boolean isManifest(JsonNode document) {
    String version = document.path("apiVersion").asText();
    return document.has("apiVersion")
        && document.has("kind")
        && !version.startsWith("kustomize.config.k8s.io/")
        && !version.matches("v[0-9]+\\.[0-9]+\\.[0-9]+");
  }

  String apiVersion() {
    return tree.path("apiVersion").asText("");
  }

  String kind() {
    return tree.path("kind").asText("");
  }

  String name() {
    return tree.at("/metadata/name").asText("");
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  /// The template that pods are made from; missing for kinds that make none.
  JsonNode podTemplate() {
    return switch (kind()) {
      case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Rollout" ->
          tree.at("/spec/template");
      case "CronJob" -> tree.at("/spec/jobTemplate/spec/template");
      case "Pod" -> tree;
      default -> MissingNode.getInstance();
    };
  }

  JsonNode podSpec() {
    return podTemplate().path("spec");
  }

  boolean makesPods() {
    return podSpec().isObject();
  }

  /// Whether it serves until it is stopped, as opposed to a job.
  boolean serves() {
    return is("Deployment") || is("StatefulSet");
  }

  /// All containers, those that initialise included.
  List<JsonNode> containers() {
    List<JsonNode> all = new ArrayList<>();
    for (String group : List.of("initContainers", "containers", "ephemeralContainers")) {
      podSpec().path(group).forEach(all::add);
    }
    return all;
  }

  /// The containers that run all the time.
  List<JsonNode> mainContainers() {
    List<JsonNode> all = new ArrayList<>();
    podSpec().path("containers").forEach(all::add);
    return all;
  }

  @Override
  public String toString() {
    return kind() + "/" + name() + " in " + source;
  }
}
