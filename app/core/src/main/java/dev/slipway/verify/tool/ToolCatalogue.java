// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import dev.slipway.verify.tool.Tool.Control;
import dev.slipway.verify.tool.Tool.Invocation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The programs that Slipway can use. Whoever runs one takes it from here, so that the program is
/// first asked whether it can do the work.
public final class ToolCatalogue {

  /// Most programs refuse by this exit code, and some say other things by it as well: what a
  /// control is for.
  private static final Set<Integer> ONE = Set.of(1);

  private static final String NUMBERS = "v?(?<version>\\d+(?:\\.\\d+)+)";

  public static final Tool KUSTOMIZE =
      new Tool(
          "kubectl",
          "rendering the Kustomize overlays before they are checked",
          "Debian: apt-get install kubectl; else see kubernetes.io/docs/tasks/tools",
          new Control(
              List.of("kustomize/overlay"),
              List.of(
                  "kustomize/base/kustomization.yaml",
                  "kustomize/base/settings.yaml",
                  "kustomize/overlay/kustomization.yaml",
                  "kustomize/overlay/settings.yaml")),
          List.of(
              new Invocation(
                  List.of("kubectl", "kustomize"),
                  List.of("version", "--client"),
                  Pattern.compile(
                      "Client Version: (?:version\\.Info\\{.*GitVersion:\")?" + NUMBERS),
                  "1.21",
                  ONE),
              new Invocation(
                  List.of("kustomize", "build"),
                  List.of("version"),
                  Pattern.compile(
                      "^(?:\\{?Version:\\s*\\{?(?:Version:)?)?(?:kustomize/)?" + NUMBERS),
                  "4.0",
                  ONE)));

  /// Compose says by 14 and 15 that a file that the Compose file names is not there, and that the
  /// Compose file is none.
  public static final Tool COMPOSE =
      new Tool(
          "docker compose",
          "checking the compose file with Docker's own parser",
          "Debian: apt-get install docker-cli docker-compose; else see"
              + " docs.docker.com/compose/install",
          new Control(
              List.of("-f", "compose/compose.yaml", "config", "-q"),
              List.of("compose/compose.yaml")),
          List.of(
              compose(List.of("docker", "compose"), List.of("compose", "version")),
              compose(List.of("docker-compose"), List.of("version"))));

  public static final Tool PROMTOOL =
      new Tool(
          "promtool",
          "checking and testing the alert rules with Prometheus' own tool",
          "Debian: apt-get install prometheus; else it comes with Prometheus",
          new Control(
              List.of("test", "rules", "promtool/rules.test.yaml"),
              List.of("promtool/rules.test.yaml", "promtool/rules.yaml")),
          List.of(
              new Invocation(
                  List.of("promtool"),
                  List.of("--version"),
                  Pattern.compile("^promtool, version " + NUMBERS),
                  "2.5",
                  ONE)));

  public static final Tool AMTOOL =
      new Tool(
          "amtool",
          "checking the routes of alerts with Alertmanager's own tool",
          "Debian: apt-get install prometheus-alertmanager; else it comes with Alertmanager",
          new Control(
              List.of("check-config", "amtool/alertmanager.yaml"),
              List.of("amtool/alertmanager.yaml")),
          List.of(
              new Invocation(
                  List.of("amtool"),
                  List.of("--version"),
                  Pattern.compile("^amtool, version " + NUMBERS),
                  "0.22",
                  ONE)));

  public static final Tool HELM =
      new Tool(
          "helm",
          "checking the chart with Helm's own linter",
          "See helm.sh/docs/intro/install",
          new Control(
              List.of("lint", "--strict", "chart"),
              List.of("chart/Chart.yaml", "chart/values.yaml", "chart/templates/settings.yaml")),
          List.of(
              new Invocation(
                  List.of("helm"),
                  List.of("version"),
                  Pattern.compile(
                      "version\\.(?:BuildInfo|Version)\\{(?:Sem)?Ver(?:sion)?:\"" + NUMBERS),
                  "3.0",
                  ONE)));

  public static final Tool ACTIONLINT =
      new Tool(
          "actionlint",
          "checking the workflows of GitHub Actions",
          "See github.com/rhysd/actionlint",
          new Control(List.of("actionlint/workflow.yml"), List.of("actionlint/workflow.yml")),
          List.of(
              new Invocation(
                  List.of("actionlint"),
                  List.of("-version"),
                  Pattern.compile(
                      "^(?:"
                          + NUMBERS
                          + ")?.*\\R(?:.*\\R)?.*(?:installed by|downloaded from|built with|built"
                          + " from)"),
                  "1.6",
                  ONE)));

  /// cfn-lint adds 2 for errors, 4 for warnings and 8 for remarks; by 1 it crashed.
  public static final Tool CFN_LINT =
      new Tool(
          "cfn-lint",
          "checking the CloudFormation template of ECS",
          "With Python: pip install cfn-lint",
          new Control(List.of("--", "cfn-lint/stack.yaml"), List.of("cfn-lint/stack.yaml")),
          List.of(
              new Invocation(
                  List.of("cfn-lint"),
                  List.of("--version"),
                  Pattern.compile("^cfn-lint " + NUMBERS),
                  "1.0",
                  Set.of(2, 4, 6, 8, 10, 12, 14))));

  /// ShellCheck says by 2 that it cannot read a file, and by 3 and 4 that it cannot do what is
  /// asked.
  public static final Tool SHELLCHECK =
      new Tool(
          "shellcheck",
          "checking the bundle's shell scripts",
          "Debian: apt-get install shellcheck; else see shellcheck.net",
          new Control(List.of("shellcheck/script.sh"), List.of("shellcheck/script.sh")),
          List.of(
              new Invocation(
                  List.of("shellcheck"),
                  List.of("--version"),
                  Pattern.compile("ShellCheck - .*\\Rversion: " + NUMBERS),
                  "0.7",
                  ONE)));

  /// All of them, as `doctor` tells them.
  public static final List<Tool> ALL =
      List.of(KUSTOMIZE, PROMTOOL, COMPOSE, HELM, AMTOOL, ACTIONLINT, CFN_LINT, SHELLCHECK);

  private ToolCatalogue() {}

  private static Invocation compose(List<String> command, List<String> probe) {
    return new Invocation(
        command,
        probe,
        Pattern.compile("(?im)^docker[ -]compose version:? " + NUMBERS),
        "2.0",
        Set.of(1, 14, 15));
  }
}
