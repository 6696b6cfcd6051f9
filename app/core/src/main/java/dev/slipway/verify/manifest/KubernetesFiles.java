// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.bundle.Beside;
import dev.slipway.verify.check.BundleFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The Kubernetes documents of a bundle's files as they lie there. What its targets made is passed
/// over where it only becomes a document by rendering. A team's own files are not: whatever lies
/// around them, somebody may apply them as they are.
final class KubernetesFiles {

  /// A file of any name is looked at this far, in bytes, for what it holds.
  private static final int START = 1 << 16;

  private static final Pattern VERSION = Pattern.compile("\\bapiVersion[\"']?\\s*:");
  private static final Pattern KIND = Pattern.compile("\\bkind[\"']?\\s*:");
  private static final Set<String> RIGHTS =
      Set.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

  private final BundleFolder bundle;
  private final Kustomizations kustomizations;
  private final List<Manifest> manifests = new ArrayList<>();
  private final List<Problem> unread = new ArrayList<>();
  private final NavigableSet<String> ownCharts = new TreeSet<>();

  KubernetesFiles(BundleFolder bundle, Kustomizations kustomizations) {
    this.bundle = bundle;
    this.kustomizations = kustomizations;
    bundle.everywhere(file -> isYaml(file) || isOwnResource(file)).forEach(this::read);
  }

  List<Manifest> manifests() {
    return manifests;
  }

  /// One for each file that should hold documents and cannot be read.
  List<Problem> unread() {
    return unread;
  }

  /// Folders of the team's own charts.
  List<String> ownCharts() {
    return List.copyOf(ownCharts);
  }

  private void read(String file) {
    boolean own = Beside.isOwn(file);
    boolean patch = kustomizations.isPatch(file);
    Optional<String> chart = chart(file);
    if (!own && (patch || chart.isPresent())) {
      return;
    }
    chart.ifPresent(ownCharts::add);
    String text = bundle.text(file);
    try {
      Manifest.read(file, text).stream()
          .filter(manifest -> !patch || isWhole(manifest))
          .forEach(manifests::add);
    } catch (IllegalArgumentException e) {
      boolean suspect = isYaml(file) || file.endsWith(".json") || text.strip().startsWith("{");
      if (chart.isEmpty() && ((own && suspect) || looksLikeKubernetes(text))) {
        unread.add(
            Problem.gate(
                "kubernetes.unreadable",
                file + " cannot be read.",
                String.valueOf(e.getMessage()),
                "Correct the YAML at that place."));
      }
    }
  }

  /// The folder of the chart that a file is a template of.
  private Optional<String> chart(String file) {
    int at = file.indexOf("/templates/");
    return Optional.of(file.substring(0, Math.max(0, at)))
        .filter(folder -> at >= 0 && bundle.has(folder + "/Chart.yaml"));
  }

  /// The team may give a resource any name; a generated one is YAML.
  private boolean isOwnResource(String file) {
    if (!Beside.isOwn(file)) {
      return false;
    }
    if (file.endsWith(".json")) {
      return true;
    }
    String start = bundle.start(file, START);
    return file.endsWith(".md")
        ? looksLikeKubernetes(start)
        : VERSION.matcher(start).find() && KIND.matcher(start).find();
  }

  private static boolean isYaml(String file) {
    return file.matches(".*\\.ya?ml");
  }

  private static boolean looksLikeKubernetes(String text) {
    return text.matches("(?s)(.*\n)?apiVersion:.*") && text.matches("(?s)(.*\n)?kind:.*");
  }

  /// Whether a cluster would take a patch by itself. One that only changes a part is judged in what
  /// its environment renders to.
  private static boolean isWhole(Manifest manifest) {
    JsonNode spec = manifest.tree().path("spec");
    boolean selects =
        spec.has("selector")
            || !Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
                .contains(manifest.kind());
    return RIGHTS.contains(manifest.kind())
        || (manifest.makesPods()
            && selects
            && !manifest.mainContainers().isEmpty()
            && manifest.containers().stream().allMatch(container -> container.has("image")));
  }
}
