// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.manifest.ManifestRule.Violation;
import dev.slipway.verify.manifest.ManifestSet.Stage;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts every Kubernetes document through every rule: the files as they are, and what each
/// environment renders to where a tool for that is installed.
public final class KubernetesCheck implements Check {

  private final ToolRunner tools;

  public KubernetesCheck(ToolRunner tools) {
    this.tools = tools;
  }

  private static List<ManifestRule> rules(BundleFolder bundle, Kustomizations kustomizations) {
    Served served = Served.of(bundle);
    return List.of(
        new StrictTypes(),
        new CustomTypes(),
        new Numbers(),
        new Names(),
        new References(),
        new Ports(),
        SettingsNamed.of(bundle, kustomizations),
        new PodSecurity(),
        new Hardening(),
        new OpenNetwork(),
        new PlainSecrets(),
        new Rights(),
        new Probes(),
        new ServedPaths(served),
        new Availability(),
        new Autoscaling(),
        new Rollouts(),
        new PinnedImages(),
        new Pruning());
  }

  @Override
  public String title() {
    return "Kubernetes manifests";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    Kustomizations kustomizations = new Kustomizations(bundle);
    KubernetesFiles read = new KubernetesFiles(bundle, kustomizations);
    List<Manifest> files = read.manifests();
    List<Problem> unread = new ArrayList<>(read.unread());
    for (String chart : read.ownCharts()) {
      report.notRun("Rules for the chart " + chart, "nothing renders it");
    }
    List<Problem> unfit = new ArrayList<>();
    List<ManifestSet> charts = new ChartValues(tools).rendered(bundle, report, unfit);
    boolean nothing = files.isEmpty() && kustomizations.isEmpty() && charts.isEmpty();
    if (nothing && unread.isEmpty() && unfit.isEmpty()) {
      report.notRun("Kubernetes manifests", "the bundle holds none");
      return;
    }
    unread.forEach(problem -> report.failed("Kubernetes documents can be read", problem));
    if (!kustomizations.isEmpty()) {
      report.judge("Kustomizations name what exists", "all paths", kustomizations.problems());
    }
    List<ManifestSet> sets = new ArrayList<>();
    boolean plain = kustomizations.isEmpty();
    sets.add(new ManifestSet("files", plain ? Stage.PRODUCTION : Stage.BASE, files));
    boolean rendered = plain && !(nothing && unread.isEmpty());
    if (!plain) {
      List<ManifestSet> environments = render(bundle, kustomizations, report, unread);
      rendered = environments.size() == kustomizations.environments().size();
      sets.addAll(environments);
    }
    sets.addAll(charts);
    int unreadable = unread.size() + unfit.size() + kustomizations.problems().size();
    judge(rules(bundle, kustomizations), sets, rendered, unreadable, report);
    kindsOfOthers(files, report);
  }

  private List<ManifestSet> render(
      BundleFolder bundle, Kustomizations kustomizations, Report report, List<Problem> unread)
      throws InterruptedException {
    List<ManifestSet> sets = new ArrayList<>();
    for (String folder : kustomizations.environments()) {
      String check = "Environment " + folder + " renders";
      if (!kustomizations.notHeld().isEmpty()) {
        report.notRun(
            check,
            "a kustomization names what the bundle does not hold, and Kustomize might fetch it: "
                + kustomizations.notHeld().getFirst());
        continue;
      }
      // A path that begins so is nobody's address.
      switch (tools.run(bundle.root(), ToolCatalogue.KUSTOMIZE, "./" + folder)) {
        case ToolResult.NotRun(String because) -> report.notRun(check, because);
        case ToolResult.Accepted(String output) -> {
          List<Manifest> manifests = Manifest.read(folder, output);
          sets.add(new ManifestSet(folder, ManifestSet.stageOf(folder), manifests));
          report.passed(
              check, manifests.size() + (manifests.size() == 1 ? " document" : " documents"));
        }
        case ToolResult.Refused(String said) -> {
          Problem problem =
              Problem.gate(
                  "kubernetes.render",
                  "The environment " + folder + " cannot be rendered.",
                  said,
                  "Correct its kustomization.yaml; `kubectl kustomize " + folder + "` repeats it.");
          report.failed(check, problem);
          unread.add(problem);
        }
      }
    }
    return sets;
  }

  private static void judge(
      List<ManifestRule> rules,
      List<ManifestSet> sets,
      boolean complete,
      int unreadable,
      Report report) {
    Map<Aspect, Integer> counts = new EnumMap<>(Aspect.class);
    counts.put(Aspect.VALIDITY, unreadable);
    for (ManifestRule rule : rules) {
      Map<String, Violation> distinct = new LinkedHashMap<>();
      for (ManifestSet set : sets) {
        rule.violations(set).forEach(v -> distinct.putIfAbsent(v.identity(), v));
      }
      counts.merge(rule.aspect(), distinct.size(), Integer::sum);
      String seen = String.join(", ", sets.stream().map(ManifestSet::name).toList());
      report.judge(rule.title(), seen, distinct.values().stream().map(Violation::problem).toList());
    }
    for (Map.Entry<Aspect, Integer> count : counts.entrySet()) {
      // Without rendering, an environment's patches were not judged: only a fault is certain.
      if (!count.getKey().key().isEmpty() && (complete || count.getValue() > 0)) {
        report.measure(count.getKey().key(), count.getValue(), "count");
      }
    }
  }

  private static void kindsOfOthers(List<Manifest> files, Report report) {
    for (Manifest manifest : files) {
      if (!StrictTypes.knows(manifest) && !CustomTypes.knows(manifest)) {
        report.notRun(
            "Fields of " + manifest,
            "no schema of %s %s is known here".formatted(manifest.apiVersion(), manifest.kind()));
      }
    }
  }
}
