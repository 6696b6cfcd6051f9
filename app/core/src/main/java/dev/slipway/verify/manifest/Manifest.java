// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/// One Kubernetes document.
///
/// @param source the file, or the folder that was rendered
record Manifest(String source, JsonNode tree) {

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
      case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
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
