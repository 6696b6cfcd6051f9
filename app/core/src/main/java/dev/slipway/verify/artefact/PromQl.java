// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads metric names from PromQL. Not a parser: promtool judges the syntax.
final class PromQl {

  private static final Pattern TEXT =
      Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'|`[^`]*`");
  private static final Pattern LABELS =
      Pattern.compile(
          "\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?!\\s*\\()");
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "bool",
          "offset",
          "inf",
          "nan",
          "start",
          "end",
          "atan2",
          "sum",
          "min",
          "max",
          "avg",
          "count",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "quantile",
          "group",
          "count_values");

  /// Grafana's variables, which it fills in.
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$\\w+");

  private static final Pattern VALUES_OF = Pattern.compile("label_values\\((.*),[^,]*\\)\\s*");

  /// Metrics of Prometheus itself, of Kubernetes, of a node, and of what usually stands around a
  /// service: exporters, autoscalers, gateways, certificates.
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "up|scrape_.*|ALERTS.*|(kube|kubelet|container|node|prometheus|alertmanager|keda|probe"
              + "|certmanager|cert_manager|x509|nginx|traefik|haproxy|envoy|istio|aws|rollout|argocd"
              + "|kyverno|apiserver)_.*");

  private PromQl() {}

  /// Whether a metric is one that others give.
  static boolean isOfOthers(String name) {
    return OF_OTHERS.matcher(name).matches();
  }

  static SortedSet<String> metrics(String expression) {
    String bare = VALUES_OF.matcher(expression.strip()).replaceAll("$1");
    bare = TEXT.matcher(VARIABLE.matcher(bare).replaceAll("")).replaceAll("");
    bare = COMMENT.matcher(bare).replaceAll("");
    bare = LABELS.matcher(bare).replaceAll(" ");
    SortedSet<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!WORDS.contains(name.group(1).toLowerCase(java.util.Locale.ROOT))) {
        names.add(name.group(1));
      }
    }
    return names;
  }
}
