// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Which code and which versions run: images, packages, charts, API versions, labels.
final class VersionRules {

  private static final String DOCKERFILE = "(.*/)?Dockerfile[^/]*";

  static final List<Rule> ALL =
      List.of(
          new Images(),
          At.the("words of the image", "*/LABEL|EXPOSE/[]", "*/LABEL|EXPOSE")
              .file(DOCKERFILE)
              .any(NEUTRAL, "who looks at the image sees it"),
          At.the("user of a stage", "*/USER").file(DOCKERFILE).any(NEUTRAL, "the last one counts"),
          At.the(
                  "what the image holds",
                  "*/RUN|COPY|ADD|ENV|ARG|earlier/[]",
                  "*/RUN|COPY|ADD|ENV|ARG|earlier",
                  "*/" + TreeDiff.ORDER,
                  "*")
              .file(DOCKERFILE)
              .any(UNJUDGED, "build it and look: slipway verify does"),
          At.the("start of the image", "*/ENTRYPOINT|CMD|WORKDIR|STOPSIGNAL|VOLUME/**")
              .file(DOCKERFILE)
              .any(UNJUDGED, "what starts is another: slipway verify starts it"),
          new Packages(),
          At.the("API version of %s", "*/apiVersion")
              .any(
                  BREAKING,
                  "a cluster that does not serve it refuses the file: kubectl api-versions"),
          At.the("versions of Kubernetes", "kubeVersion")
              .any(BREAKING, "a cluster of another version refuses the chart: look at yours"),
          At.the(
                  "version",
                  "**/labels/app.kubernetes.io~version",
                  "version",
                  "appVersion",
                  "**/annotations/slipway.dev~model-sha256",
                  "annotations/slipway.dev~model-sha256")
              .any(NEUTRAL, "who looks at it there sees the release"),
          At.the("metrics of %s", "**/annotations/prometheus.io~scrape")
              .to("true", STRONGER, "Prometheus reads them")
              .any(WEAKER, "Prometheus may not read them: alerts on them never fire"),
          At.the(
                  "metrics of %s",
                  "**/annotations/prometheus.io~port", "**/annotations/prometheus.io~path")
              .any(WEAKER, "Prometheus looks for them elsewhere: alerts may never fire"),
          At.the("selector of %s", "*/spec/selector/**")
              .in("Deployment", "StatefulSet", "Rollout")
              .any(BREAKING, "the cluster refuses to change it: the old one must be deleted first"),
          At.the(
                  "labels for people",
                  "**/labels/app.kubernetes.io~managed-by",
                  "**/labels/app.kubernetes.io~part-of",
                  "**/labels/helm.sh~chart",
                  "labels/[]/pairs/*",
                  "**/annotations/description")
              .any(NEUTRAL, "tools show it otherwise"),
          At.the("labels of %s", "**/labels", "**/labels/*", "**/matchLabels/*")
              .any(
                  UNJUDGED, "what finds it by labels may find another: network policies, monitors"),
          At.the("annotations of %s", "**/annotations", "**/annotations/*")
              .any(UNJUDGED, "controllers may go by it: read what theirs does"),
          At.the("what is rendered together", "*/resources/[]", "*/components/[]")
              .in("Kustomization")
              .gone(WEAKER, "it is not applied any more, and what runs of it stays as it is")
              .added(UNJUDGED, "it is applied too: read it"),
          At.the("patch %s", "*/patches/**", "*/patches")
              .in("Kustomization")
              .any(UNJUDGED, "it can change all that the files say: kubectl diff shows it"),
          At.the("namespace", "*/namespace", "**/metadata/namespace", "**/destination/namespace")
              .any(
                  BREAKING, "it comes a second time, elsewhere, and what runs stays: tell callers"),
          At.the(
                  "settings and files",
                  "*/configMapGenerator/**",
                  "*/secretGenerator/**",
                  "*/generatorOptions/**")
              .in("Kustomization")
              .any(UNJUDGED, "what the container reads is another: kubectl diff shows it"),
          At.the("document %s", "*")
              .in(
                  "Deployment",
                  "StatefulSet",
                  "Service",
                  "Rollout",
                  "InferenceService",
                  "ConfigMap",
                  "Namespace")
              .gone(BREAKING, "what needs it stands still where the old one is removed")
              .added(UNJUDGED, "what it brings is to be read"),
          At.the(
                  "maintainers and words",
                  "description",
                  "maintainers/**",
                  "keywords/**",
                  "home",
                  "sources/**",
                  "annotations/**")
              .file(".*Chart\\.yaml")
              .any(NEUTRAL, "people read other words"));

  private VersionRules() {}
}
