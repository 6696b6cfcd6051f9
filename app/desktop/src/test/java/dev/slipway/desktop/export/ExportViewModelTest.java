// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.BundlePreview;
import dev.slipway.bundle.BundlePreview.Standing;
import dev.slipway.bundle.target.Recipient;
import dev.slipway.bundle.target.Target;
import dev.slipway.cost.Estimate;
import dev.slipway.desktop.OtherVoyage;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.Doctor.Capability;
import dev.slipway.workbench.ExplainFile;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportViewModelTest {

  @TempDir private Path temp;
  private final List<Path> folders = new ArrayList<>();

  private ExportViewModel model(RecordedSession recorded) {
    return new ExportViewModel(recorded.session(), folders::add);
  }

  @Test
  void beginsWithTheTargetsOfTheProjectAndAsksWhoReceivesIt() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);

      assertEquals(
          List.of(
              "compose", "docker", "kubernetes", "model-card", "profile", "prometheus", "runbook"),
          model.selection().chosen());
      assertEquals(Optional.empty(), model.selection().recipient());
      assertEquals("README.md", model.preview().shownProperty().get());
      assertTrue(preview(model).standings().containsKey("deploy/base/deployment.yaml"));

      model.selection().choose(Recipient.SERVER);

      assertEquals(Optional.of(Recipient.SERVER), model.selection().recipient());
      assertEquals("docs/handover.md", model.preview().shownProperty().get());
      assertEquals(
          Set.of(Standing.NEW),
          Set.copyOf(preview(model).standings().values()),
          "nothing was written yet");
      Path project = recorded.session().project().orElseThrow().folder();
      assertEquals("slipway export " + project + " --for server", model.writing().command());
    }
  }

  @Test
  void goesOnWithTargetsAndValuesThatFit() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);

      namespace(model).valueProperty().set("Not A Name");
      assertEquals(
          Optional.of("\"Not A Name\" does not fit: \"not-a-name\" would."),
          namespace(model).complaint());
      assertEquals(Optional.of("An option has no valid value yet"), model.selection().obstacle());

      // The chart takes the options of the manifests for its own.
      only(model, "helm");
      assertEquals(
          List.of("helm", "kubernetes"),
          model.selection().targets().keySet().stream()
              .filter(model.selection()::asks)
              .map(Target::id)
              .sorted()
              .toList());
      assertEquals(Optional.of("An option has no valid value yet"), model.selection().obstacle());

      model.selection().choose(Set.of());
      model.next();
      assertEquals(Optional.of("Choose at least one target"), model.selection().obstacle());
      assertEquals(0, model.stepProperty().get());
    }
  }

  @Test
  void goesOnAfterARestartAndSavesWhatWasChosen() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var before = model(recorded);
      only(before, "kubernetes");
      namespace(before).valueProperty().set("birds");
      before.next();
      before.next();

      var model = model(recorded);

      assertEquals(ExportViewModel.Step.PREVIEW, model.step());
      assertEquals(List.of("kubernetes"), model.selection().chosen());
      assertEquals("birds", namespace(model).valueProperty().get());
      assertTrue(text(model, "deploy/envs/production/kustomization.yaml").contains("birds"));
      Path project = recorded.session().project().orElseThrow().folder();
      assertEquals(
          "slipway set "
              + project
              + " release.options.kubernetes.namespace=birds 'release.targets=[kubernetes]'",
          model.writing().saveCommand().replace('"', '\''));
      assertTrue(model.writing().unsaved());

      model.writing().save();

      assertEquals(Optional.empty(), recorded.problem());
      String yaml = Files.readString(project.resolve("slipway.yaml"));
      assertTrue(yaml.contains("targets: [kubernetes]") && yaml.contains("birds"), yaml);
      assertTrue(!model.writing().unsaved());
      assertEquals(ExportViewModel.Step.PREVIEW, model.step());
    }
  }

  @Test
  void saysThatThePricesInThePapersAreOld() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "model-card");

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
    Voyage voyage = OtherVoyage.costing(of, of.estimate().map(estimate -> aged(estimate, old)));
    recorded.session().show(new Session.Opened(voyage, now.objectives(), now.yaml(), now.rules()));
    return model.writing().oldPrices();
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
        of.latency(),
        of.inputs(),
        of.homes());
  }

  @Test
  void asksEachTimeBeforeItReplacesWhatAPersonChanged() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "runbook");
      WriteModel writing = model.writing();
      writing.write();
      int count = preview(model).count();
      assertEquals(
          Optional.of(count), writing.writtenProperty().get().map(WriteModel.Written::count));
      assertEquals(count, preview(model).count(Standing.SAME));
      Path bundle = recorded.session().project().orElseThrow().bundleFolder();
      Path runbook = bundle.resolve("docs/runbook.md");

      for (String mine : List.of("mine", "mine again")) {
        Files.writeString(runbook, mine);
        writing.write();

        assertEquals(
            List.of("docs/runbook.md"), List.copyOf(writing.askedProperty().get().keySet()));
        String patch = writing.askedProperty().get().getOrDefault("docs/runbook.md", "");
        assertTrue(patch.startsWith("diff --git a/docs/runbook.md b/docs/runbook.md\n"), patch);
        assertEquals(Optional.of(Standing.EDITED), model.preview().standing("docs/runbook.md"));
        assertEquals(mine, Files.readString(runbook), "nothing is written before a yes");

        writing.decline();
        writing.write();
        writing.replace();

        assertEquals(Optional.empty(), recorded.problem());
        assertEquals(
            Optional.of(bundle.resolveSibling("bundle.edited")),
            writing.writtenProperty().get().flatMap(WriteModel.Written::kept));
        assertEquals(count, preview(model).count(Standing.SAME));
      }
      writing.open();
      assertEquals(List.of(bundle), folders);
      writing.setZip(true);
      assertTrue(
          writing.command().endsWith(" --target runbook --zip " + bundle + ".zip"),
          writing.command());
    }
  }

  @Test
  void saysWhyANumberIsWhatItIs() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "kubernetes");
      String path = "deploy/base/deployment.yaml";
      model.preview().pick(path);
      List<String> lines = text(model, path).lines().toList();
      int line =
          1
              + lines.indexOf(
                  lines.stream().filter(l -> l.contains("memory:")).findFirst().orElseThrow());

      model.preview().askedProperty().set(OptionalInt.of(line));

      List<ExplainFile.Answer> why = model.preview().why();
      assertEquals(
          List.of("resources.memory-request"),
          why.stream().map(ExplainFile.Answer::source).toList());
      assertTrue(!why.getFirst().because().isBlank());
      assertEquals(
          "slipway explain "
              + recorded.session().project().orElseThrow().bundleFolder()
              + "/"
              + path
              + ":"
              + line,
          model.preview().explainCommand());
    }
  }

  @Test
  void readsOfACopiedFileOnlyWhatIsShown() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "docker");
      Path file = recorded.session().project().orElseThrow().model();

      model.preview().pick("docker/app/model/model.onnx");

      FileText read = model.preview().readProperty().get().orElseThrow();
      assertEquals(Files.size(file), read.size());
      assertTrue(read.binary());
      assertEquals(Optional.empty(), read.text());
    }
  }

  @Test
  void checksTheFilesBeforeTheyAreWrittenAndSaysWhichToolsAreAbsent() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "runbook");

      model.checks().run();

      assertEquals(Optional.empty(), recorded.problem());
      assertEquals(
          0,
          model.checks().count(Finding.Failed.class),
          () -> model.checks().findings().toString());
      assertTrue(model.checks().count(Finding.Passed.class) > 3);
      Capability promtool =
          model.checks().tools().stream()
              .filter(tool -> tool.name().equals("promtool"))
              .findFirst()
              .orElseThrow();
      assertTrue(!promtool.present());
      assertTrue(promtool.remedy().contains("apt-get install prometheus"), promtool.remedy());
      assertTrue(
          Files.notExists(recorded.session().project().orElseThrow().bundleFolder()),
          "nothing is written where the bundle goes");
    }
  }

  @Test
  void showsWhatChangesAgainstTheBundleThatRunsNow() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      var model = model(recorded);
      only(model, "kubernetes");
      Path old = temp.resolve("runs-now");
      model.writing().whereProperty().set(old.toString());
      model.writing().write();
      model.writing().whereProperty().set(temp.resolve("follows").toString());
      model.writing().write();
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

  /// One target renders faster than all of the project's.
  private static void only(ExportViewModel model, String id) {
    model.selection().choose(Set.of(id));
  }

  private static OptionField namespace(ExportViewModel model) {
    Target kubernetes =
        model.selection().targets().keySet().stream()
            .filter(t -> t.id().equals("kubernetes"))
            .findFirst()
            .orElseThrow();
    return model.selection().options(kubernetes).stream()
        .filter(f -> f.option().name().equals("namespace"))
        .findFirst()
        .orElseThrow();
  }

  private static String text(ExportViewModel model, String path) throws ProblemException {
    return FileText.of(preview(model).file(path).orElseThrow()).text().orElseThrow().text();
  }

  private static BundlePreview preview(ExportViewModel model) {
    return model.preview().previewProperty().get().orElseThrow();
  }
}
