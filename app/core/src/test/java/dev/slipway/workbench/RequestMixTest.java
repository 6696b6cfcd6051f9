// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.cost.Samples;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests of several sizes: those that are stated, and those that are made up.
final class RequestMixTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;
  private Workbench workbench;

  @BeforeEach
  void openAWorkbench() throws Exception {
    var ledger = new MemoryLedger();
    Bench bench =
        Bench.at(new Home(folder.resolve("home")), ledger, ledger, InstantSource.fixed(NOW));
    workbench = Workbench.over(bench, "a test", Map.of());
  }

  /// The golden request has one of the stated sizes; the other is measured and let in all the same.
  @Test
  void theLargestStatedSizeDecidesThoughASmallerOneWasRecorded() throws Exception {
    Path project =
        OpenSizes.project(
            folder, OpenSizes.detector(), ", inputs: {image: {shape: [1, 3, [16, 64], [16, 64]]}}");
    workbench
        .golden()
        .add(
            workbench.open().open(project),
            new Question.Typed(OpenSizes.request("image", "[1,3,16,16]", 3 * 16 * 16)),
            Optional.empty(),
            Progress.NONE);

    ExampleRequests examples = examples(project);

    assertEquals("image 1×3×16×16 to 1×3×64×64", examples.sizes().shapes());
    assertEquals("golden requests and made-up inputs", examples.origin());
  }

  /// The usual mix has 16 to 128 tokens, of which this model takes all but the shortest.
  @Test
  void madeUpSizesThatTheModelRefusesAreLeftOut() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.mirrored(), "");

    ExampleRequests examples = examples(project);

    assertEquals("input_ids 1×32 to 1×128", examples.sizes().shapes());
    assertTrue(examples.sizes().madeUp());
  }

  /// Gates and exported evidence read these facts without the warning beside them.
  @Test
  void nothingIsEvidenceThatWasMeasuredWithAMadeUpSize() throws Exception {
    Profile like = Samples.profile();
    var sizes =
        new InputSizes(InputSizes.Basis.MADE_UP, "audio 1×16000", 16_000, new Bytes(400_000));
    Profile profile = Altered.of(like, "settings", like.settings().with(sizes));

    assertEquals(
        List.of("profile.inputs", "profile.input_sizes"),
        RunProfile.facts(profile, "made-up inputs", Fact.Inputs.none(), Fact.Inputs.none()).stream()
            .map(Fact::key)
            .toList());
    assertEquals(
        List.of("serving.objective_p99"),
        ServiceFacts.verdicts(
                List.of(
                    Fact.of("serving.load_rps", 20, "requests/s", Fact.Inputs.none()),
                    Fact.of("serving.objective_p99", "inconclusive", "", Fact.Inputs.none())))
            .stream()
            .map(Fact::key)
            .toList());
  }

  /// Another vocabulary cuts the same texts into other tokens, another mapping makes other requests
  /// of the same table.
  @Test
  void whatMakesRequestsOfAFileChangesThem() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.mirrored(), ", texts: texts.txt");
    Files.writeString(project.resolve("texts.txt"), "How deep is the sea?");
    Files.writeString(project.resolve("vocab.txt"), "[UNK]\nsea");
    Sha256 before = requests(project);
    Files.writeString(project.resolve("vocab.txt"), "[UNK]\ns\n##e\n##a");
    Sha256 after = requests(project);
    String stated =
        Files.readString(project.resolve("slipway.yaml")).replace(", texts: texts.txt", "");
    Files.writeString(project.resolve("rows.csv"), "a,b,y\n1,2,0\n");
    Files.writeString(
        project.resolve("slipway.yaml"), stated + "data: {holdout: rows.csv, label: y}\n");
    Sha256 labelled = requests(project);
    Files.writeString(
        project.resolve("slipway.yaml"), stated + "data: {holdout: rows.csv, label: b}\n");

    assertEquals(4, Set.of(before, after, labelled, requests(project)).size());
  }

  private Sha256 requests(Path project) throws Exception {
    return Hashes.requests(workbench.open().open(project));
  }

  private ExampleRequests examples(Path project) throws Exception {
    OpenedProject opened = workbench.open().open(project);
    return ExampleRequests.of(opened, InspectModel.look(opened), 1);
  }
}
