// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;
import static dev.slipway.verify.change.ChangedFile.alert;
import static dev.slipway.verify.change.ChangedFile.document;
import static dev.slipway.verify.change.ChangedFile.field;
import static dev.slipway.verify.change.ChangedFile.github;
import static dev.slipway.verify.change.ChangedFile.gitlab;
import static dev.slipway.verify.change.ChangedFile.image;
import static dev.slipway.verify.change.ChangedFile.judging;
import static dev.slipway.verify.change.ChangedFile.network;
import static dev.slipway.verify.change.ChangedFile.pod;
import static dev.slipway.verify.change.ChangedFile.rights;
import static dev.slipway.verify.change.ChangedFile.schema;
import static dev.slipway.verify.change.ChangedFile.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a sceptic tried: changes that look harmless, or better, and are neither.
final class ScepticsChangesTest {

  private static final String COMMIT = "0123456789abcdef".repeat(3).substring(0, 40);
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);
  private static final String OTHER_DIGEST = "@sha256:" + "fedcba9876543210".repeat(4);

  private static final List<ChangedFile> DEFAULTS =
      List.of(
          github(WEAKER, "kept login", "with: {persist-credentials: false}", "with: {}"),
          github(NEUTRAL, "kept login", "with: {persist-credentials: true}", "with: {}"),
          gitlab(WEAKER, "failure", ", allow_failure: false", ", allow_failure: {exit_codes: [1]}"),
          gitlab(WEAKER, "failure", ", allow_failure: false", ", allow_failure: yes"),
          gitlab(STRONGER, "failure", ", allow_failure: true", ""),
          gitlab(WEAKER, "failure", ", when: manual, allow_failure: false", ", when: manual"),
          new ChangedFile(
              WEAKER,
              "autoscaling",
              "helm",
              "chart/values.yaml",
              "autoscaling: {enabled: true, by: cpu}",
              "autoscaling: {by: cpu}"),
          new ChangedFile(
              WEAKER,
              "network policy",
              "helm",
              "chart/values.yaml",
              "network: {enabled: true, a: b}",
              "network: {a: b}"),
          document(
              WEAKER,
              "side by side",
              "retraining",
              "batch/v1, kind: CronJob",
              "{concurrencyPolicy: Forbid, a: b}",
              "{a: b}"),
          pod(WEAKER, "of the node", "", ", hostNetwork: yes"),
          pod(WEAKER, "of the node", ", hostPID: false", ", hostPID: on"),
          pod(STRONGER, "of the node", ", hostNetwork: true", ""),
          pod(
              WEAKER,
              "privileged",
              ", containers: [{name: c, securityContext: {privileged: false}}]",
              ", containers: [{name: c, securityContext: {privileged: on}}]"),
          pod(
              UNJUDGED,
              "kubernetes/file.yaml",
              ", volumes: [{name: v, configMap: {name: m, defaultMode: 0440}}]",
              ", volumes: [{name: v, configMap: {name: m, defaultMode: 440}}]"));

  @Test
  void whatIsGoneIsWhatHoldsByDefault() {
    assertEquals(List.of(), wrong(DEFAULTS));
  }

  private static final List<ChangedFile> VERSIONS =
      List.of(
          image(WEAKER, "user of the image", "FROM a:1\nUSER 65532\n", "FROM a:1\n"),
          image(
              WEAKER,
              "health check",
              "FROM a:1\nHEALTHCHECK CMD [\"ask\"]\nEXPOSE 1\n",
              "FROM a:1\nEXPOSE 1\n"),
          image(WEAKER, "image", "FROM a:1.2" + DIGEST + "\n", "FROM a:1.1" + OTHER_DIGEST + "\n"),
          image(
              UNJUDGED, "image", "FROM a:1.2" + DIGEST + "\n", "FROM a:1.3" + OTHER_DIGEST + "\n"),
          image(NEUTRAL, "image", "FROM a:1.2" + DIGEST + "\n", "FROM a:1.2" + OTHER_DIGEST + "\n"),
          github(
              UNJUDGED,
              "action",
              "uses: \"o/r@" + COMMIT + "\"",
              "uses: \"evil/r@" + COMMIT + "\""),
          github(UNJUDGED, "action", "uses: \"o/r@v1\"", "uses: \"evil/r@" + COMMIT + "\""),
          github(STRONGER, "action", "uses: \"o/r@v1\"", "uses: \"o/r@" + COMMIT + "\""),
          github(UNJUDGED, "action", "uses: \"o/r@1.4.0\"", "uses: \"o/r@1.5.0\""),
          new ChangedFile(
              WEAKER,
              "package numpy",
              "fastapi",
              "fastapi/requirements.txt",
              "numpy==2.2.4 --hash=sha256:1a\n",
              "numpy==1.2.4 --hash=sha256:9b\n"),
          new ChangedFile(
              UNJUDGED,
              "package scikit-learn",
              "fastapi",
              "fastapi/requirements.txt",
              "scikit-learn==1.4.0\n",
              "scikit-learn==1.5.0\n"),
          document(
              BREAKING,
              "certificate",
              "kubernetes",
              "networking.k8s.io/v1, kind: Ingress",
              "{tls: [{secretName: tls-1.4.0}]}",
              "{tls: [{secretName: tls-1.5.0}]}"),
          pod(
              NEUTRAL,
              "version of the release",
              ", x: {labels: {v: 1.4.0}}",
              ", x: {labels: {v: 1.5.0}}"));

  @Test
  void anotherVersionIsToldAsWhatItIs() {
    assertEquals(List.of(), wrong(VERSIONS));
  }

  private static final List<ChangedFile> RIGHTS =
      List.of(
          network(
              WEAKER,
              "{from: [{ipBlock: {cidr: 10.0.0.0/24}}]}",
              "{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}"),
          network(
              WEAKER,
              "{from: [{podSelector: {matchLabels: {a: b, c: d}}}]}",
              "{from: [{podSelector: {matchLabels: {a: b}}}]}"),
          network(WEAKER, "{ports: [{port: 80}]}", "{ports: [{port: 80, endPort: 90}]}"),
          new ChangedFile(
              UNJUDGED,
              "network policy b",
              "kubernetes",
              "deploy/network.yaml",
              "apiVersion: v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}}\n",
              """
              apiVersion: v1
              kind: NetworkPolicy
              metadata: {name: a}
              spec: {podSelector: {}}
              ---
              apiVersion: v1
              kind: NetworkPolicy
              metadata: {name: b}
              spec: {podSelector: {}, ingress: [{}]}
              """),
          rights(
              "[{resources: [secrets], verbs: [get], resourceNames: [a]}]",
              "[{resources: [secrets], verbs: [get]}]"),
          rights(
              "[{resources: [secrets], verbs: [get], resourceNames: [a]}]",
              "[{resources: [secrets], verbs: [get], resourceNames: []}]"),
          rights(
              "[{resources: [pods], verbs: [get]}]",
              "[{resources: [pods], verbs: [get]}, {resources: [secrets], verbs: [get]}]"),
          document(
              WEAKER,
              "hosts of",
              "ours",
              "networking.k8s.io/v1, kind: Ingress",
              "{rules: [{host: a}]}",
              "{rules: [{host: a}, {host: b}]}"),
          new ChangedFile(
              WEAKER,
              "alert A",
              "ours",
              "ours/rules.yaml",
              "groups: [{name: g, rules: [{alert: A, expr: up}]}]",
              "groups: [{name: g, rules: []}]"),
          new ChangedFile(
              WEAKER,
              "capabilities",
              "ecs",
              "ecs/service.yaml",
              "Resources: {T: {C: [{Name: c, LinuxParameters: {Capabilities: {Drop: [ALL]}}}]}}",
              "Resources: {T: {C: [{Name: c, LinuxParameters: {Capabilities: {Drop: [ALL],"
                  + " Add: [SYS_ADMIN]}}}]}}"),
          new ChangedFile(
              WEAKER,
              "protection by the kernel",
              "compose",
              "compose/compose.yaml",
              "services: {a: {security_opt: [\"label:type:a\"]}}",
              "services: {a: {security_opt: [\"label:type:a\", \"seccomp:unconfined\"]}}"),
          pod(
              WEAKER,
              "capabilities",
              ", containers: [{name: c, securityContext: {}}]",
              ", containers: [{name: c, securityContext: {capabilities: {add: [NET_ADMIN]}}}]"),
          pod(
              WEAKER,
              "capabilities",
              ", containers: [{name: c}]",
              ", containers: [{name: c}, {name: d, securityContext: {capabilities: {add: [X]}}}]"),
          new ChangedFile(
              WEAKER, "build context", "docker", "docker/.dockerignore", "*\n", "*\n!secrets\n"));

  @Test
  void whatGivesMoreRightsIsWeaker() {
    assertEquals(List.of(), wrong(RIGHTS));
  }

  private static final List<ChangedFile> ORDER =
      List.of(
          new ChangedFile(
              UNJUDGED,
              "fastapi/app/main.py",
              "fastapi",
              "fastapi/app/main.py",
              "if a:\n  b()\nc()\n",
              "if a:\n  b()\n  c()\n"),
          new ChangedFile(
              UNJUDGED, "order", "handover", "CODEOWNERS", "/a @x\n* @y\n", "* @y\n/a @x\n"),
          new ChangedFile(WEAKER, "reviewer", "handover", "CODEOWNERS", "/a @x\n", "/a @x\n/a/b\n"),
          image(
              UNJUDGED,
              "what the image holds",
              "FROM a:1\nCOPY a b\nRUN c\n",
              "FROM a:1\nRUN c\nCOPY a b\n"),
          image(
              UNJUDGED,
              "what the image holds",
              "FROM a:1\nUSER 1\n",
              "FROM a:1\nUSER root\nRUN c\nUSER 1\n"),
          image(
              UNJUDGED,
              "what the image holds",
              "# syntax=docker/dockerfile:1\nFROM a:1\n",
              "# syntax=evil/dockerfile:1\nFROM a:1\n"),
          image(NEUTRAL, "comments", "# a\nFROM a:1\n", "# b\nFROM a:1\n"),
          new ChangedFile(
              UNJUDGED,
              "targets of j",
              "prometheus",
              "prometheus/prometheus.yaml",
              "scrape_configs: [{job_name: j, relabel_configs: [{action: keep}, {action: drop}]}]",
              "scrape_configs: [{job_name: j, relabel_configs: [{action: drop}, {action: keep}]}]"),
          new ChangedFile(
              UNJUDGED,
              "profile/workload.json",
              "profile",
              "profile/workload.json",
              "{\"a\": 1}",
              "{\"a\": 2, \"a\": 1}"));

  @Test
  void whatProgramsGoByIsCompared() {
    assertEquals(List.of(), wrong(ORDER));
  }

  private static final List<ChangedFile> PARTS =
      List.of(
          field(
              BREAKING, "allowed values", ", a: {type: string}", ", a: {type: string, enum: [x]}"),
          field(NEUTRAL, "allowed values", ", a: {type: string, enum: [x]}", ", a: {type: string}"),
          field(BREAKING, "field of title", ", title: {type: string}", ""),
          field(BREAKING, "type", ", tags: {type: string}", ", tags: {type: integer}"),
          schema(
              BREAKING,
              "answer 200",
              "paths: {/x: {get: {responses: {\"200\": {description: a}, \"400\": {a: b}}}}}",
              "paths: {/x: {get: {responses: {\"400\": {a: b}}}}}"),
          schema(
              BREAKING,
              "must be there",
              "paths: {/x: {get: {responses: {\"200\": {schema: {required: [a, b]}}}}}}",
              "paths: {/x: {get: {responses: {\"200\": {schema: {required: [a]}}}}}}"),
          network(BREAKING, "{ports: [{port: 80, endPort: 90}]}", "{ports: [{port: 80}]}"),
          gitlab(WEAKER, "jobs before", "", ", needs: []"),
          gitlab(STRONGER, "jobs before", ", needs: []", ""),
          gitlab(
              STRONGER,
              "jobs before",
              ", stage: b, needs: [c]}\nc: {stage: a",
              ", stage: b}\nc: {stage: a"),
          gitlab(
              WEAKER,
              "jobs before",
              ", stage: b, needs: [c]}\nc: {stage: b",
              ", stage: b}\nc: {stage: b"),
          gitlab(UNJUDGED, "identity of", "", ", id_tokens: {T: {aud: x}}"),
          gitlab(
              WEAKER,
              "protection in",
              ", before_script: [k=$(mktemp)]",
              ", before_script: [k=~/k]"),
          github(WEAKER, "protection in", "run: docker logout r", "run: echo r"),
          github(WEAKER, "protection in", "run: 'rm -f \"$KUBECONFIG\"'", "run: echo r"),
          alert(WEAKER, "alert A: runbook", ", annotations: {runbook_url: a}", ""),
          alert(WEAKER, "alert A: severity", ", labels: {severity: page}", ""),
          alert(WEAKER, "alert A: end", ", keep_firing_for: 5m", ""),
          new ChangedFile(
              WEAKER,
              "tests of the rules",
              "prometheus",
              "prometheus/drift.test.yaml",
              "tests: [{name: t, alert_rule_test: [{alertname: A}, {alertname: B}]}]",
              "tests: [{name: t, alert_rule_test: [{alertname: A}]}]"),
          new ChangedFile(
              WEAKER,
              "panel P",
              "grafana",
              "grafana/dashboard.json",
              "{\"panels\": [{\"title\": \"P\", \"targets\": [{\"expr\": \"up\"}]}]}",
              "{\"panels\": [{\"title\": \"P\"}]}"));

  @Test
  void aPartThatGoesWithItsWholeIsSeen() {
    assertEquals(List.of(), wrong(PARTS));
  }

  /// Only its first bytes are read: that these are the same says nothing of the rest.
  @Test
  void aFileThatIsTooLongToCompareIsNotJudged() {
    byte[] start = new byte[FileTree.LONGEST + 1];

    List<Found> found =
        judging("grafana").file("grafana/dashboard.json", Optional.of(start), Optional.of(start));

    assertEquals(List.of(UNJUDGED), found.stream().map(one -> one.meaning().level()).toList());
  }
}
