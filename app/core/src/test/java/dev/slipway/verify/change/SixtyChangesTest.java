// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;
import static dev.slipway.verify.change.TwoBundles.withoutBlock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Changes of one place of a real bundle: those that matter are told as what they are, those that
/// do not are never called weaker or breaking.
final class SixtyChangesTest {

  private static final String RULES = "prometheus/rules.yaml";
  private static final String ROUTES = "alertmanager/alertmanager.yaml";
  private static final String DEPLOYMENT = "deploy/base/deployment.yaml";
  private static final String SERVICE = "deploy/base/service.yaml";
  private static final String NETWORK = "deploy/base/network.yaml";
  private static final String SCALER = "deploy/base/autoscaler.yaml";
  private static final String ACCOUNT = "deploy/base/serviceaccount.yaml";
  private static final String REVIEW = "retraining/cronjob.yaml";
  private static final String DELIVER = "pipelines/github/.github/workflows/deliver-model.yml";
  private static final String DEPLOY = "pipelines/github/.github/workflows/deploy-model.yml";
  private static final String GITLAB = "pipelines/gitlab/.gitlab-ci.yml";
  private static final String COMPOSE = "compose/compose.yaml";
  private static final String ECS = "ecs/service.yaml";
  private static final String SETTINGS = "docker/app/conf/serving.properties";
  private static final String OPENAPI = "docs/openapi.yaml";
  private static final String ROW = "data/request-row.schema.json";

  /// @param level the worst of what is to be told
  /// @param says a part of what it is about
  private record Case(String name, Level level, String says, UnaryOperator<TwoBundles> change) {}

  private static Case text(Level level, String says, String file, String from, String to) {
    return new Case(
        file + ": " + from + " → " + to, level, says, bundle -> bundle.replaced(file, from, to));
  }

  private static Case gone(Level level, String says, String file, String block) {
    return new Case(
        file + " without " + block,
        level,
        says,
        bundle -> bundle.edited(file, text -> withoutBlock(text, block)));
  }

  private static Case without(Level level, String says, String file) {
    return new Case("without " + file, level, says, bundle -> bundle.without(file));
  }

  private static Case added(Level level, String says, String file, String more) {
    return new Case(
        file + " with more", level, says, bundle -> bundle.edited(file, text -> text + more));
  }

  /// With the last place of a text replaced.
  private static String last(String text, String from, String to) {
    int at = text.lastIndexOf(from);
    return text.substring(0, at) + to + text.substring(at + from.length());
  }

  private static final List<Case> WATCHING =
      List.of(
          gone(WEAKER, "alert ModelFeatureDrifts", RULES, "- alert: ModelFeatureDrifts"),
          text(WEAKER, "alert ModelQueueSaturated: limit", RULES, "> 32", "> 64"),
          text(WEAKER, "alert ModelNotReady: for", RULES, "for: 180s", "for: 30m"),
          new Case(
              "ModelAbsent pages nobody",
              WEAKER,
              "alert ModelAbsent: severity",
              bundle ->
                  bundle.edited(RULES, text -> last(text, "severity: page", "severity: ticket"))),
          text(WEAKER, "interval", RULES, "interval: 60s", "interval: 1h"),
          without(WEAKER, "tests of the rules", "prometheus/drift.test.yaml"),
          text(WEAKER, "route to page", ROUTES, "- receiver: page", "- receiver: ticket"),
          text(WEAKER, "waiting before", ROUTES, "group_wait: \"30s\"", "group_wait: \"30m\""),
          text(
              WEAKER,
              "receiver of all other",
              ROUTES,
              "route:\n  receiver: ticket",
              "route:\n  receiver: page"),
          without(WEAKER, "drift baseline", "docker/app/model/drift-baseline.json"),
          text(
              WEAKER,
              "drift baseline",
              SETTINGS,
              "drift.baseline=/app/model/drift-baseline.json",
              ""),
          new Case(
              "a panel less",
              WEAKER,
              "panel Ready replicas",
              bundle ->
                  bundle.json(
                      "grafana/dashboard.json",
                      tree -> ((ArrayNode) tree.path("panels")).remove(1))),
          gone(WEAKER, "runbook section Roll back", "docs/runbook.md", "## Roll back"),
          gone(WEAKER, "alarm", ECS, "  HealthAlarm:"));

  private static final List<Case> PROTECTION =
      List.of(
          text(WEAKER, "type of service", SERVICE, "type: ClusterIP", "type: LoadBalancer"),
          text(
              WEAKER,
              "callers by network policy",
              NETWORK,
              "- podSelector: {}",
              "- podSelector: {}\n        - namespaceSelector: {}"),
          without(WEAKER, "network policy", NETWORK),
          text(WEAKER, "calls out", NETWORK, "policyTypes: [Ingress, Egress]", "egress: [{}]"),
          text(WEAKER, "root", DEPLOYMENT, "runAsNonRoot: true", "runAsNonRoot: false"),
          text(
              WEAKER,
              "read-only files",
              DEPLOYMENT,
              "readOnlyRootFilesystem: true",
              "readOnlyRootFilesystem: false"),
          text(WEAKER, "capabilities", DEPLOYMENT, "drop: [ALL]", "drop: []"),
          text(
              WEAKER,
              "token of the cluster",
              DEPLOYMENT,
              "automountServiceAccountToken: false",
              "automountServiceAccountToken: true"),
          text(WEAKER, "privileged", DEPLOYMENT, "privileged: false", "privileged: true"),
          added(
              WEAKER,
              "rights: everything",
              ACCOUNT,
              """
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata: {name: everything}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              """),
          text(
              WEAKER,
              "pod security",
              "deploy/envs/production/namespace.yaml",
              "enforce: restricted",
              "enforce: baseline"),
          text(
              WEAKER,
              "protection in",
              "chart/templates/deployment.yaml",
              "runAsNonRoot: true",
              "runAsNonRoot: false"),
          text(WEAKER, "way in", "chart/values.yaml", "kind: none", "kind: ingress"),
          text(WEAKER, "port that is open", COMPOSE, "\"127.0.0.1:8080:8080\"", "\"8080:8080\""),
          text(
              WEAKER, "way in of the balancer", ECS, "Scheme: internal", "Scheme: internet-facing"),
          text(
              WEAKER,
              "user of the image",
              "docker/Dockerfile",
              "USER 65532:65532\nEXPOSE",
              "USER root\nEXPOSE"),
          text(
              WEAKER,
              "image of kserve-container",
              "kserve/inferenceservice.yaml",
              "@sha256:" + "0".repeat(64),
              ":latest"),
          text(WEAKER, "package numpy", "fastapi/requirements.txt", "numpy==2.2.4", "numpy==1.2.4"),
          text(
              WEAKER,
              "class of column",
              "data/contract.odcs.yaml",
              "classification: \"personal\"",
              "classification: \"none\""),
          new Case(
              "the bill without a component",
              WEAKER,
              "component",
              bundle ->
                  bundle.json(
                      "ml-bom/bom.json", tree -> ((ArrayNode) tree.path("components")).remove(0))));

  private static final List<Case> ROOM =
      List.of(
          text(WEAKER, "fewest replicas", SCALER, "minReplicas: 2", "minReplicas: 0"),
          text(WEAKER, "most replicas", SCALER, "maxReplicas: 6", "maxReplicas: 3"),
          text(WEAKER, "load at which", SCALER, "averageUtilization: 65", "averageUtilization: 95"),
          text(
              WEAKER,
              "maintenance may take",
              "deploy/base/disruption.yaml",
              "maxUnavailable: 1",
              "maxUnavailable: 3"),
          text(
              WEAKER,
              "memory limit",
              DEPLOYMENT,
              "objective: reason of resources.memory-limit\n              memory: \"256Mi\"",
              "\n              memory: \"128Mi\""),
          gone(WEAKER, "readiness probe", DEPLOYMENT, "readinessProbe:"),
          text(
              WEAKER,
              "time to end",
              DEPLOYMENT,
              "terminationGracePeriodSeconds: 30",
              "terminationGracePeriodSeconds: 5"),
          text(WEAKER, "schedule", REVIEW, "17 6 1 * *", "17 6 1 1 *"),
          text(
              WEAKER,
              "latency limit",
              "profile/workload.json",
              "\"milliseconds\": 50",
              "\"milliseconds\": 500"),
          text(
              WEAKER,
              "share of the canary",
              "argo/production/rollout.yaml",
              "setWeight: 25",
              "setWeight: 100"));

  private static final List<Case> GATES =
      List.of(
          gone(WEAKER, "step Verify the signature", DEPLOY, "- name: Verify the signature"),
          text(
              WEAKER,
              "failure of",
              DELIVER,
              "- name: Scan\n",
              "- name: Scan\n        continue-on-error: true\n"),
          text(WEAKER, "rights of the pipeline", DELIVER, "contents: read", "contents: write"),
          text(WEAKER, "approval before production", DEPLOY, "    environment: production\n", ""),
          text(WEAKER, "manual step", GITLAB, "      when: manual\n", ""),
          text(
              WEAKER,
              "gate in",
              "pipelines/jenkins/Jenkinsfile",
              "cosign verify --key",
              "echo --key"),
          text(WEAKER, "gate in", "deploy/check", "set -euo pipefail", ""),
          gone(WEAKER, "reviewer", "CODEOWNERS", "**/prometheus/"));

  private static final List<Case> CALLERS =
      List.of(
          text(BREAKING, "port of service", SERVICE, "port: 80\n", "port: 8000\n"),
          text(
              BREAKING,
              "secret of",
              DEPLOYMENT,
              "      enableServiceLinks: false",
              "      imagePullSecrets: [{name: pull}]\n      enableServiceLinks: false"),
          gone(
              BREAKING,
              "call /v2/models/wine-quality/infer",
              OPENAPI,
              "\"/v2/models/wine-quality/infer\":"),
          text(BREAKING, "allowed values", ROW, "[\"red\", ", "["),
          text(
              BREAKING,
              "most rows",
              "triton/models/model/config.pbtxt",
              "max_batch_size: 32",
              "max_batch_size: 8"),
          text(
              BREAKING,
              "API version",
              SCALER,
              "apiVersion: autoscaling/v2",
              "apiVersion: autoscaling/v3"));

  private static final List<Case> HARMLESS =
      List.of(
          added(NEUTRAL, "comments and layout", DEPLOYMENT, "# looked at\n"),
          text(
              NEUTRAL,
              "comments and layout",
              DEPLOYMENT,
              "      automountServiceAccountToken: false\n      enableServiceLinks: false\n",
              "      enableServiceLinks: false\n      automountServiceAccountToken: false\n"),
          text(
              NEUTRAL,
              "comments and layout",
              DEPLOYMENT,
              "name: \"wine-quality\"",
              "name: wine-quality"),
          text(
              NEUTRAL,
              "memory limit",
              DEPLOYMENT,
              "objective: reason of resources.memory-limit\n              memory: \"256Mi\"",
              "\n              memory: \"268435456\""),
          text(NEUTRAL, "CPU limit", DEPLOYMENT, "cpu: \"1000m\"", "cpu: \"1\""),
          text(NEUTRAL, "for", RULES, "for: 180s", "for: 3m"),
          text(NEUTRAL, "text", RULES, "has a long request queue", "has a queue that is long"),
          text(
              NEUTRAL,
              "query",
              RULES,
              "inference_pending_requests{model_name=\"wine-quality\"}) > 32",
              "inference_pending_requests{model_name=\"wine-quality\"})\n            > 32"),
          added(
              STRONGER,
              "alert ModelRestarts",
              RULES,
              "      - {alert: ModelRestarts, expr: up == 0, labels: {severity: ticket}}\n"),
          text(STRONGER, "alert ModelQueueSaturated", RULES, "> 32", "> 16"),
          text(STRONGER, "most replicas", SCALER, "maxReplicas: 6", "maxReplicas: 9"),
          text(STRONGER, "fewest replicas", SCALER, "minReplicas: 2", "minReplicas: 3"),
          text(
              STRONGER,
              "time to end",
              DEPLOYMENT,
              "terminationGracePeriodSeconds: 30",
              "terminationGracePeriodSeconds: 60"),
          added(NEUTRAL, "page", "docs/model-card.md", "\nLooked at by two people.\n"),
          text(NEUTRAL, "words for people", OPENAPI, "summary: Predict", "summary: Ask the model"),
          text(
              NEUTRAL,
              "call /v2/extra",
              OPENAPI,
              "paths:\n",
              "paths:\n  /v2/extra:\n    get: {responses: {\"200\": {description: Yes.}}}\n"),
          text(NEUTRAL, "time of", DELIVER, "timeout-minutes: 45", "timeout-minutes: 50"),
          text(STRONGER, "evidence", DELIVER, "retention-days: 90", "retention-days: 400"),
          text(NEUTRAL, "logs", COMPOSE, "max-size: \"10m\"", "max-size: \"20m\""),
          text(NEUTRAL, "schedule", REVIEW, "17 6 1 * *", "23 4 2 * *"),
          text(STRONGER, "queue", SETTINGS, "queue.max-requests=64", "queue.max-requests=128"),
          text(STRONGER, "logs", ECS, "RetentionInDays: 30", "RetentionInDays: 90"),
          new Case(
              "a panel elsewhere",
              NEUTRAL,
              "looks",
              bundle ->
                  bundle.json(
                      "grafana/dashboard.json",
                      tree ->
                          ((ObjectNode) tree.path("panels").get(1).path("gridPos")).put("x", 9))),
          text(NEUTRAL, "allowed values", ROW, "[\"red\", ", "[\"red\", \"white\", "),
          added(NEUTRAL, "comments", "fastapi/requirements.txt", "# pinned\n"));

  private static List<String> wrong(List<Case> cases) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Case one : cases) {
      ReleaseNote note = TwoBundles.ALL.followedBy(one.change.apply(TwoBundles.ALL));
      boolean told =
          note.worst().equals(Optional.of(one.level))
              && note.notices().stream()
                  .anyMatch(n -> n.level() == one.level && n.subject().contains(one.says));
      if (!told) {
        wrong.add(one.name + ": not " + one.level + " " + one.says + " but " + note.notices());
      }
    }
    return wrong;
  }

  @Test
  void whatTakesWatchingAwayIsWeaker() throws Exception {
    assertEquals(List.of(), wrong(WATCHING));
  }

  @Test
  void whatTakesProtectionAwayIsWeaker() throws Exception {
    assertEquals(List.of(), wrong(PROTECTION));
  }

  @Test
  void whatTakesRoomAwayIsWeaker() throws Exception {
    assertEquals(List.of(), wrong(ROOM));
  }

  @Test
  void whatLetsMoreThroughAGateIsWeaker() throws Exception {
    assertEquals(List.of(), wrong(GATES));
  }

  @Test
  void whatCallersOrOperationsMustActOnBreaks() throws Exception {
    assertEquals(List.of(), wrong(CALLERS));
  }

  @Test
  void whatHarmsNobodyIsNeverCalledWeakerOrBreaking() throws Exception {
    assertEquals(List.of(), wrong(HARMLESS));
    assertTrue(HARMLESS.size() >= 20, "changes that do not matter");
    int matter = WATCHING.size() + PROTECTION.size() + ROOM.size() + GATES.size() + CALLERS.size();
    assertTrue(matter >= 40, "changes that matter");
  }
}
