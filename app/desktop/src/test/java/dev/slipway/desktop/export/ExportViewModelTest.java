// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.cost.Estimate;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportViewModelTest {

  @TempDir private Path temp;

  @Test
  void beginsWithTheTargetsOfTheProjectAndShowsTheirFiles() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());

      assertEquals(
          List.of(
              "compose", "docker", "kubernetes", "model-card", "profile", "prometheus", "runbook"),
          model.chosen());
      assertTrue(
          paths(model).contains("deploy/base/deployment.yaml"), () -> paths(model).toString());
    }
  }

  @Test
  void doesNotGoOnWithoutATarget() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());

      model.targets().values().forEach(on -> on.set(false));
      model.next();

      assertEquals(Optional.of("Choose at least one target"), model.obstacle());
      assertEquals(0, model.stepProperty().get());
    }
  }

  @Test
  void refusesAnOptionThatBreaksItsRule() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());

      namespace(model).valueProperty().set("Not A Name");

      assertEquals(Optional.of("An option has no valid value yet"), model.obstacle());
    }
  }

  /// The chart takes the options of the manifests for its own.
  @Test
  void asksTheOptionsThatAChosenTargetReads() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());
      model.targets().forEach((target, on) -> on.set(target.id().equals("helm")));

      assertEquals(
          List.of("helm", "kubernetes"),
          model.targets().keySet().stream().filter(model::asks).map(Target::id).sorted().toList());

      namespace(model).valueProperty().set("Not A Name");
      assertEquals(Optional.of("An option has no valid value yet"), model.obstacle());
    }
  }

  @Test
  void thePreviewFollowsAnOptionAndSaysHowToRepeatIt() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());

      namespace(model).valueProperty().set("birds");

      assertTrue(text(model, "deploy/envs/production/kustomization.yaml").contains("birds"));
      assertEquals(
          "release:\n  options:\n    kubernetes:\n      namespace: birds\n", model.optionLines());
    }
  }

  @Test
  void saysThatThePricesInThePapersAreOld() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());

      assertEquals(
          Optional.of("2 of 3 prices in it are old"),
          told(recorded, model, "2 of 3 prices in it are old"));
      assertEquals(Optional.empty(), told(recorded, model, ""));
    }
  }

  /// What the wizard says of the prices, in a voyage whose estimate says so.
  private static Optional<String> told(
      RecordedSession recorded, ExportViewModel model, String old) {
    Session.Opened now = recorded.session().openedProperty().get().orElseThrow();
    Voyage of = now.voyage();
    Voyage voyage =
        new Voyage(
            of.project(),
            of.inspection(),
            of.data(),
            of.evaluation(),
            of.champion(),
            of.profile(),
            of.target(),
            of.search(),
            of.variants(),
            of.estimate().map(estimate -> aged(estimate, old)),
            of.plan(),
            of.bundle(),
            of.verification(),
            of.checklist());
    recorded.session().show(new Session.Opened(voyage, now.objectives(), now.yaml()));
    return model.oldPrices();
  }

  private static Estimate aged(Estimate of, String old) {
    return new Estimate(
        of.candidates(),
        of.chosen(),
        of.curve(),
        of.budget(),
        of.relax(),
        of.drivers(),
        of.exclusions(),
        of.passedOver(),
        Optional.of(old).filter(text -> !text.isEmpty()),
        of.notes(),
        of.inputs());
  }

  @Test
  void namesFilesThatAPersonChanged() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());
      model.write();
      Path runbook = Path.of(model.folderProperty().get()).resolve("docs/runbook.md");
      Files.writeString(runbook, "mine");

      model.refresh();

      assertEquals(
          Optional.of(List.of("docs/runbook.md")),
          model.previewProperty().get().map(now -> List.copyOf(now.edits().keySet())));
      String patch =
          model.previewProperty().get().orElseThrow().edits().getOrDefault("docs/runbook.md", "");
      assertTrue(patch.startsWith("diff --git a/docs/runbook.md b/docs/runbook.md\n"), patch);
      model.folderProperty().set("/tmp/wine.zip");
      assertTrue(model.command().endsWith(" --zip /tmp/wine.zip"), model.command());
    }
  }

  @Test
  void showsWhatChangesAgainstTheBundleThatRunsNow() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = new ExportViewModel(recorded.session());
      Path old = temp.resolve("runs-now");
      model.folderProperty().set(old.toString());
      model.write();
      model.folderProperty().set(temp.resolve("follows").toString());
      model.write();
      Path network = old.resolveSibling("follows").resolve("deploy/base/network.yaml");
      Files.writeString(
          network, Files.readString(network).replace("policyTypes: [Ingress, Egress]", ""));

      model.releaseNote().beforeProperty().set(old.toString());
      model.releaseNote().compare();

      Section weaker =
          model.releaseNote().sections().stream()
              .filter(section -> section.title().equals("Weaker"))
              .findFirst()
              .orElseThrow();
      assertTrue(
          weaker.rows().stream()
              .anyMatch(row ->
                  row.name().startsWith("direction that policy")
                      && row.reason().contains("deploy/base/network.yaml")),
          () -> weaker.rows().toString());
    }
  }

  private static OptionField namespace(ExportViewModel model) {
    Target kubernetes =
        model.targets().keySet().stream()
            .filter(t -> t.id().equals("kubernetes"))
            .findFirst()
            .orElseThrow();
    return model.options(kubernetes).stream()
        .filter(f -> f.option().name().equals("namespace"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> paths(ExportViewModel model) {
    return files(model).stream().map(GeneratedFile::path).toList();
  }

  private static String text(ExportViewModel model, String path) {
    return files(model).stream()
        .filter(f -> f.path().equals(path))
        .findFirst()
        .flatMap(model::text)
        .orElseThrow();
  }

  private static List<GeneratedFile> files(ExportViewModel model) {
    return model.previewProperty().get().orElseThrow().files();
  }
}
