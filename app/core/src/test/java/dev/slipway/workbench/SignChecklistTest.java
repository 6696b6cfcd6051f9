// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.checklist.Checklist;
import dev.slipway.evidence.Attestation.Word;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.workbench.SignChecklist.Permission;
import dev.slipway.workbench.SignChecklist.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What people say of a release counts for these bytes, and until somebody takes it back.
final class SignChecklistTest extends OnSample {

  @Test
  void aSignatureIsAboutTheFilesOfTheBundleAsTheyLieThere() throws Exception {
    waiveWhatBlocksTheHandover();
    assertEquals("checklist.no-bundle", refused(() -> sign("Ada")));

    Path scale = bundle("replicas: 2");
    sign("Ada");
    assertEquals(List.of("signed as engineer"), signatures());

    Files.writeString(scale, "replicas: 9");
    assertEquals(List.of(), signatures());
    Files.delete(scale);
    assertEquals(List.of(), signatures());
    Files.writeString(scale, "replicas: 2");
    assertEquals(List.of("signed as engineer"), signatures());
  }

  @Test
  void nobodySignsWhatNobodyExported() throws Exception {
    waiveWhatBlocksTheHandover();
    Path scale = bundle("replicas: 2");
    sign("Ada");

    Path more = Files.writeString(scale.resolveSibling("more.yaml"), "replicas: 9");
    assertEquals(List.of(), signatures());
    assertEquals("checklist.unlisted-files", refused(() -> sign("Ada")));

    Files.delete(more);
    assertEquals(List.of("signed as engineer"), signatures());
  }

  @Test
  void trustThatWasTakenBackDoesNotReturnWithTheOldBundle() throws Exception {
    waiveWhatBlocksTheHandover();
    bundle("replicas: 2");
    sign("Ada");
    bundle("replicas: 3");
    assertEquals(List.of(), signatures());

    workbench.sign().undo(opened(), "handover", "engineer", person("Grace"));

    bundle("replicas: 2");
    assertEquals(List.of(), signatures());
    assertEquals(
        "checklist.nothing-to-undo",
        refused(() -> workbench.sign().undo(opened(), "handover", "engineer", person("Grace"))));
  }

  @Test
  void signaturesAndWhatWasTakenBackTravelWithTheEvidence() throws Exception {
    List<String> waived = waiveWhatBlocksTheHandover();
    bundle("replicas: 2");
    sign("Ada");
    workbench.sign().undo(opened(), waived.getFirst(), person("Grace"));
    Path file = folder.resolve("evidence.json");
    int records = workbench.evidence().export(opened(), file).records();

    workbench = MadeWorkbench.over(folder.resolve("elsewhere"), new MemoryLedger());

    assertEquals(records, workbench.evidence().take(opened(), file));
    assertEquals(List.of("signed as engineer"), signatures());
    for (String item : waived) {
      assertEquals(
          !item.equals(waived.getFirst()), item(item).state() == Checklist.State.WAIVED, item);
    }
    assertEquals(0, workbench.evidence().take(opened(), file));
  }

  @Test
  void aRecordOfTheReleaseBeforeLeavesThisOneToPeople() throws Exception {
    record("0.9.0+000000000000");
    attest("Ada");
    attest("Grace");
    assertEquals(Checklist.State.PASS, item("pipe-vulns").state());

    record(opened().release(Sha256.of(opened().model())));
    assertEquals("checklist.not-attestable", refused(() -> attest("Edsger")));
  }

  @Test
  void whereTheModelDecidesAboutPeopleTheGapBetweenThemIsAskedFor() throws Exception {
    assertEquals(Checklist.State.NOT_APPLICABLE, item("data-fairness").state());

    workbench.edit().set(opened(), new TreeMap<>(Map.of("objectives.fairness.max-gap", "0.05")));
    assertEquals(Checklist.State.NOT_RUN, item("data-fairness").state());

    String release = opened().release(Sha256.of(opened().model()));
    record(release, "model.fairness_max_gap", "0.08");
    assertEquals(
        "0.08, wanted at most 0.05 (pipeline, 2026-11-25)", item("data-fairness").because());
    assertEquals(Checklist.State.FAIL, item("data-fairness").state());
  }

  private List<String> waiveWhatBlocksTheHandover() throws Exception {
    List<String> waived = new ArrayList<>();
    for (Checklist.Line line : gate().lines()) {
      if (line.item().blocks() && !line.settled()) {
        workbench
            .sign()
            .waive(
                opened(),
                line.item().id(),
                new Permission(
                    LocalDate.of(2026, 12, 10), "Grace", "Ada", "not yet", "nobody calls it"));
        waived.add(line.item().id());
      }
    }
    return waived;
  }

  private Checklist.Gate gate() throws Exception {
    return workbench.checklist().review(opened()).gates().getFirst();
  }

  private List<String> signatures() throws Exception {
    return gate().signatures().stream().map(Checklist.Said::as).toList();
  }

  private void sign(String by) throws ProblemException {
    workbench.sign().sign(opened(), "handover", "engineer", person(by));
  }

  private void attest(String by) throws ProblemException {
    workbench.sign().attest(opened(), "pipe-vulns", Word.MET, person(by));
  }

  private static Person person(String by) {
    return new Person(by, "see the minutes", Optional.empty());
  }

  private Checklist.Line item(String item) throws Exception {
    return workbench.checklist().review(opened()).line(item).orElseThrow();
  }

  private void record(String release) throws ProblemException {
    record(release, "image.critical_fixable", "0");
  }

  private void record(String release, String key, String value) throws ProblemException {
    ledger.append(
        List.of(
            new Evidence(
                opened().project().name(),
                release,
                key,
                value,
                "",
                Evidence.Source.PIPELINE,
                new TreeMap<>(),
                "0.1.0",
                "ci",
                MadeWorkbench.NOW,
                "trivy")));
  }

  /// A bundle of one file.
  private Path bundle(String text) throws IOException {
    Path file = project.resolve("bundle/deploy/scale.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.writeString(
        project.resolve("bundle/bundle.json"),
        """
        {"format": "slipway.dev/bundle/v1", "tool": "0.1.0", "project": "penguin-species",
         "version": "1.0.0", "model": "%s", "files": {
           "deploy/scale.yaml": {"sha256": "%s", "target": "kubernetes"}}}
        """
            .formatted(Sha256.of(project.resolve("model.onnx")).hex(), Sha256.of(file).hex()));
    return file;
  }

  private static String refused(Executable said) {
    return assertThrows(ProblemException.class, said).problem().code().id();
  }
}
