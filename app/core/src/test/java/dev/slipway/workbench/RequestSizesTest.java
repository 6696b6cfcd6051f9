// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.cost.Samples;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.measure.golden.Golden;
import dev.slipway.profile.Profile;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.report.ReportSections;
import dev.slipway.workbench.report.Section;
import dev.slipway.workbench.report.ShipReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three models that were sold short while what they leave open counted as 1: one that takes
/// pictures of any size, one whose data has gaps, one that takes no sound shorter than a window.
/// With golden requests each becomes a verified bundle; without, everything says that the size was
/// made up.
final class RequestSizesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;
  private final MemoryLedger ledger = new MemoryLedger();
  private Shelf shelf;
  private Workbench workbench;

  @BeforeEach
  void openAWorkbench() throws Exception {
    shelf = new Shelf(ledger, InstantSource.fixed(NOW));
    Bench bench =
        Bench.at(new Home(folder.resolve("home")), ledger, ledger, InstantSource.fixed(NOW));
    workbench = Workbench.over(bench, "a test", Map.of());
  }

  @Test
  @Tag("nightly")
  void picturesOfTheGoldenSizeAreServed() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.detector(), "");
    String picture = OpenSizes.request("image", "[1,3,160,160]", 3 * 160 * 160);

    AddGolden.Added added =
        workbench
            .golden()
            .add(
                workbench.open().open(project),
                new Question.Typed(picture),
                Optional.of("street"),
                Progress.NONE);
    OpenedProject opened = workbench.open().open(project);
    Verification verification = shipped(opened);

    assertEquals(
        new AddGolden.Added(
            project.resolve("golden.json"), List.of("street"), "image 1×3×160×160", 1),
        added);
    assertEquals(List.of(), failures(verification));
    assertTrue(passed(verification).contains("Every request at the peak is answered"));
    assertEquals("image 1×3×160×160", plan(opened, "Size of a request").value());
    // One picture as JSON takes up to 1.8 MB.
    assertTrue(setting(project, "request.max-bytes").matches("1\\d{4} KiB"));
    assertEquals("/app/model/warmup.json", setting(project, "warmup.request"));
    assertFalse(report(opened).headline().contains("made up"), report(opened).headline());
  }

  @Test
  void aSizeThatIsStatedIsOneThatIsServed() throws Exception {
    Path project =
        OpenSizes.project(
            folder, OpenSizes.detector(), ", inputs: {image: {shape: [1, 3, 48, 64]}}");
    OpenedProject opened = workbench.open().open(project);

    profiled(opened);
    exported(opened);

    Section.Row said = plan(opened, "Size of a request");
    assertEquals("[1,3,48,64]", goldenShape(project));
    assertTrue(
        Files.readString(project.resolve("bundle/triton/models/model/config.pbtxt"))
            .replaceAll("\\s+", " ")
            .contains("data_type: TYPE_FP32 dims: [ 3, 48, 64 ] zero_data: true"));
    assertTrue(Files.exists(project.resolve("bundle/fastapi/app/model/warmup.json")));
    assertEquals("image 1×3×48×64", said.value());
    assertEquals("objective: slipway.yaml states it", said.reason());
  }

  @Test
  @Tag("nightly")
  void rowsWithGapsAreServed() throws Exception {
    Path project = OpenSizes.withGaps(folder);
    OpenedProject opened = workbench.open().open(project);

    Verification verification = shipped(opened);

    Golden golden =
        Golden.parse(
            Files.readString(project.resolve("bundle/docker/app/model/golden.json")), "golden");
    assertEquals(240, golden.cases().size());
    Tensor second = Objects.requireNonNull(golden.cases().get(1).request().get("x"));
    assertTrue(Float.isNaN(second.asFloats().get(0)));
    assertEquals(List.of(), failures(verification));
    assertTrue(
        verification.findings().stream()
            .anyMatch(found ->
                found instanceof Finding.Passed(String check, String detail)
                    && check.contains("bit by bit")
                    && detail.equals("240 cases, 240 rows")),
        verification.findings().toString());
    assertEquals("x 1×4", plan(opened, "Size of a request").value());
  }

  @Test
  void aMissingNumberInAGoldenFileOfBeforeReachesTheServiceAsNull() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.imputing(), ", golden: golden.json");
    Files.writeString(
        project.resolve("golden.json"),
        """
        {"cases": [{"id": "gap",
          "request": {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1, 4], "data": [1, "NaN", 2, 3]}]},
          "response": {"outputs": [{"name": "y", "datatype": "FP32", "shape": [1, 1], "data": [0]}]}}]}
        """);
    OpenedProject opened = workbench.open().open(project);

    profiled(opened);
    exported(opened);

    for (String file : List.of("golden.json", "warmup.json")) {
      String text = Files.readString(project.resolve("bundle/docker/app/model/" + file));
      assertTrue(text.contains("\"data\":[1.0,null,2.0,3.0]"), text);
    }
  }

  @Test
  @Tag("nightly")
  void aSoundThatIsLongEnoughIsServed() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.windowed(), "");
    workbench
        .golden()
        .add(
            workbench.open().open(project),
            new Question.Typed(OpenSizes.request("audio", "[1,400]", 400)),
            Optional.empty(),
            Progress.NONE);
    OpenedProject opened = workbench.open().open(project);

    Verification verification = shipped(opened);

    assertEquals(List.of(), failures(verification));
    assertEquals("audio 1×400", plan(opened, "Size of a request").value());
  }

  @Test
  void aSizeThatNobodySaidIsSaidToBeMadeUpEverywhere() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.windowed(), "");
    OpenedProject opened = workbench.open().open(project);

    Verification verification = shipped(opened);

    ShipReport report = report(opened);
    Section.Row said = plan(opened, "Size of a request");
    assertEquals(List.of(), failures(verification));
    assertAll(
        () -> assertFalse(report.met()),
        () ->
            assertTrue(
                report
                    .headline()
                    .endsWith(
                        "Nobody said how large a request is: the size of a request was made up"
                            + " (audio 1×16000). To judge it, state model.inputs in slipway.yaml,"
                            + " or add golden requests: slipway golden add."),
                report.headline()),
        () ->
            assertEquals(
                List.of("inconclusive"),
                report.objectives().stream()
                    .map(each -> each.verdict().word())
                    .distinct()
                    .toList()),
        () -> assertEquals("audio 1×16000", said.value()),
        () -> assertEquals(Section.Tone.OPEN, said.tone()),
        () ->
            assertEquals(
                List.of(
                    "the cheapest that is likely to meet the objectives, if requests are as large"
                        + " as was made up (audio 1×16000)",
                    "not known"),
                costs(report)),
        () -> assertPapersSayIt(project),
        () ->
            assertEquals(
                List.of(),
                ReportSections.of(report).stream()
                    .filter(section -> section.title().equals("Plan"))
                    .flatMap(section -> section.rows().stream())
                    .filter(row -> row.reason().startsWith("measured"))
                    .map(Section.Row::name)
                    .filter(name -> !name.equals("Intra-op threads") && !name.startsWith("How far"))
                    .toList()),
        () ->
            assertTrue(
                verification.findings().stream()
                    .anyMatch(found ->
                        found instanceof Finding.NotRun(String check, String because)
                            && check.equals("Answers at the peak are in time")
                            && because.contains("made up")),
                verification.findings().toString()));
  }

  @Test
  void sayingTheSizeMakesWhatWasMeasuredStale() throws Exception {
    Path project = OpenSizes.project(folder, OpenSizes.detector(), "");
    profiled(workbench.open().open(project));
    Files.writeString(
        project.resolve("slipway.yaml"),
        Files.readString(project.resolve("slipway.yaml"))
            .replace("model.onnx}", "model.onnx, inputs: {image: {shape: [1, 3, 32, 32]}}}"));

    ShipReport report = report(workbench.open().open(project));

    assertEquals(
        Optional.of("the source of the requests has changed since"),
        report.voyage().profile().orElseThrow().stale());
  }

  /// As `ship` does, but for the measuring.
  private Verification shipped(OpenedProject opened) throws Exception {
    profiled(opened);
    exported(opened);
    return workbench
        .verify()
        .verify(
            new VerifyBundle.Request(opened.bundleFolder(), false, Duration.ofSeconds(1)),
            Optional.of(opened),
            Progress.NONE);
  }

  private void exported(OpenedProject opened) throws Exception {
    workbench
        .export()
        .export(
            opened, new ExportBundle.Request(Optional.empty(), List.of(), false), Progress.NONE);
  }

  private static String goldenShape(Path project) throws Exception {
    String golden = Files.readString(project.resolve("bundle/docker/app/model/golden.json"));
    Tensor image =
        Objects.requireNonNull(
            Golden.parse(golden, "golden").cases().getFirst().request().get("image"));
    return Shapes.text(image.shape());
  }

  private void profiled(OpenedProject opened) throws Exception {
    Sha256 model = Sha256.of(opened.model());
    ExampleRequests examples = ExampleRequests.of(opened, InspectModel.look(opened), 1);
    Profile like = Samples.profile();
    shelf.keep(
        opened,
        model,
        RunProfile.KIND,
        shelf.newId(opened, RunProfile.KIND),
        Fact.Inputs.none().and("model", model).and(Hashes.REQUESTS, Hashes.requests(opened)),
        Altered.of(
            like, "model", model, "settings", RunProfile.settings(opened).with(examples.sizes())));
  }

  private ShipReport report(OpenedProject opened) throws Exception {
    return workbench.report().gather(opened);
  }

  private Section.Row plan(OpenedProject opened, String title) throws Exception {
    return ReportSections.of(report(opened)).stream()
        .filter(section -> section.title().equals("Plan"))
        .flatMap(section -> section.rows().stream())
        .filter(row -> row.name().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static void assertPapersSayIt(Path project) throws Exception {
    Path bundle = project.resolve("bundle");
    String card = Files.readString(bundle.resolve("docs/model-card.md"));
    String runbook = Files.readString(bundle.resolve("docs/runbook.md"));
    String facts = Files.readString(bundle.resolve("bundle.json"));
    assertTrue(card.contains("**The size of a request was made up: audio 1×16000.**"), card);
    assertTrue(
        runbook.contains("| Costs | for requests whose size was made up (audio 1×16000): "),
        runbook);
    assertTrue(facts.contains("the size of a request was made up (audio 1×16000)\""), facts);
  }

  /// What the section on cost promises: its title, and the probability of keeping the latency.
  private static List<String> costs(ShipReport report) {
    Section cost =
        ReportSections.of(report).stream()
            .filter(section -> section.title().equals("Cost"))
            .findFirst()
            .orElseThrow();
    return Stream.concat(
            Stream.of(cost.subtitle()),
            cost.rows().stream()
                .filter(row -> row.name().equals("meets latency"))
                .map(Section.Row::value))
        .toList();
  }

  private static String setting(Path project, String key) throws Exception {
    return Files.readAllLines(project.resolve("bundle/docker/app/conf/serving.properties")).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static List<String> passed(Verification verification) {
    return verification.findings().stream()
        .filter(Finding.Passed.class::isInstance)
        .map(Finding::check)
        .toList();
  }

  private static List<Finding> failures(Verification verification) {
    return verification.findings().stream().filter(Finding.Failed.class::isInstance).toList();
  }
}
