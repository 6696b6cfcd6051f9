// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A file of two bundles, and the worst that is to be told of its change.
///
/// @param about a part of what that is about
record ChangedFile(
    Level level, String about, String target, String file, String before, String after) {

  static ChangedFile github(Level level, String about, String before, String after) {
    return new ChangedFile(
        level,
        about,
        "github",
        "pipelines/github/.github/workflows/deploy.yml",
        "jobs: {a: {steps: [{name: s, " + before + "}]}}",
        "jobs: {a: {steps: [{name: s, " + after + "}]}}");
  }

  static ChangedFile gitlab(Level level, String about, String before, String after) {
    return new ChangedFile(
        level,
        about,
        "gitlab",
        "pipelines/gitlab/.gitlab-ci.yml",
        "a: {script: [x]" + before + "}",
        "a: {script: [x]" + after + "}");
  }

  static ChangedFile pod(Level level, String about, String before, String after) {
    return document(
        level,
        about,
        "kubernetes",
        "apps/v1, kind: Deployment",
        "{template: {spec: {enableServiceLinks: false" + before + "}}}",
        "{template: {spec: {enableServiceLinks: false" + after + "}}}");
  }

  /// @param type version and kind of a document of Kubernetes
  static ChangedFile document(
      Level level, String about, String target, String type, String before, String after) {
    String head = type.replaceFirst(", ", "\n") + "\nmetadata: {name: a}\nspec: ";
    return new ChangedFile(
        level,
        about,
        target,
        target + "/file.yaml",
        "apiVersion: " + head + before + "\n",
        "apiVersion: " + head + after + "\n");
  }

  static ChangedFile network(Level level, String before, String after) {
    return document(
        level,
        "by network policy",
        "kubernetes",
        "networking.k8s.io/v1, kind: NetworkPolicy",
        "{podSelector: {}, ingress: [" + before + "]}",
        "{podSelector: {}, ingress: [" + after + "]}");
  }

  /// Of a target that no rule is made for.
  static ChangedFile rights(String before, String after) {
    String head =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: ";
    return new ChangedFile(
        WEAKER, "rights: ", "ours", "ours/role.yaml", head + before + "\n", head + after + "\n");
  }

  static ChangedFile image(Level level, String about, String before, String after) {
    return new ChangedFile(level, about, "docker", "docker/Dockerfile", before, after);
  }

  static ChangedFile alert(Level level, String about, String before, String after) {
    return new ChangedFile(
        level,
        about,
        "prometheus",
        "prometheus/rules.yaml",
        "groups: [{name: g, rules: [{alert: A, expr: up" + before + "}]}]",
        "groups: [{name: g, rules: [{alert: A, expr: up" + after + "}]}]");
  }

  static ChangedFile schema(Level level, String about, String before, String after) {
    return new ChangedFile(level, about, "openapi", "docs/openapi.yaml", before, after);
  }

  static ChangedFile field(Level level, String about, String before, String after) {
    return schema(
        level,
        about,
        "components: {schemas: {R: {properties: {b: {type: string}" + before + "}}}}",
        "components: {schemas: {R: {properties: {b: {type: string}" + after + "}}}}");
  }

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(UTF_8));
  }

  /// As what a release from 1.4.0 to 1.5.0 does is judged.
  static Judging judging(String target) {
    List<Rule> others = TargetRules.of(target);
    List<Rule> rules = new ArrayList<>();
    rules.add(new ReleaseName("1.4.0", "1.5.0", others));
    rules.addAll(others);
    return new Judging(rules);
  }

  /// The rows of which something else is told.
  static List<String> wrong(List<ChangedFile> rows) {
    List<String> wrong = new ArrayList<>();
    for (ChangedFile row : rows) {
      List<Found> found = judging(row.target).file(row.file, bytes(row.before), bytes(row.after));
      Optional<Level> worst =
          found.stream().map(one -> one.meaning().level()).min(Comparator.naturalOrder());
      boolean told =
          worst.equals(Optional.of(row.level))
              && found.stream()
                  .map(Found::meaning)
                  .anyMatch(m -> m.level() == row.level && m.subject().contains(row.about));
      if (!told) {
        wrong.add(row + ": " + found.stream().map(Found::meaning).toList());
      }
    }
    return wrong;
  }
}
