// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.release.BundleComparison;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import dev.slipway.verify.artefact.HashCheck;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bundle that lives on in a repository: pipelines record in it what was released, and it is
/// exported again.
@Tag("tools")
final class ReleasedImageTest {

  private static final String DIGEST = "sha256:" + "5".repeat(64);
  private static final String STAGING = "deploy/envs/staging/release.yaml";

  @TempDir Path temp;
  private Path bundle = Path.of("");
  private final BundleWriter writer = new BundleWriter();

  @BeforeEach
  void release() throws Exception {
    bundle = temp.resolve("bundle");
    export(Voyager.input(), Overwrite.REFUSE_EDITED);
    Tool.need(bundle, "deploy/release", "staging", DIGEST);
  }

  private void export(BundleInput input, Overwrite overwrite) throws Exception {
    writer.write(files(input), bundle, overwrite);
  }

  private static List<GeneratedFile> files(BundleInput input) throws ProblemException {
    return new BundleRenderer(TargetCatalogue.builtIn())
        .render(input, List.of("kubernetes", "kserve"));
  }

  private static BundleInput withMoreMemory() {
    return Voyager.with(
        Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, 777)));
  }

  private List<Finding> hashes() throws Exception {
    var report = new Report();
    new HashCheck().look(BundleFolder.open(bundle), report);
    return report.findings().stream()
        .filter(finding -> finding.check().equals("Files are as they were exported"))
        .toList();
  }

  @Test
  void whatWasReleasedIsNoChangeByHand() throws Exception {
    assertEquals(
        List.of(
            new Finding.Passed(
                "Files are as they were exported",
                files(Voyager.input()).size() - 1 + " files; released images in " + STAGING)),
        hashes());
    assertTrue(new BundleReader().read(bundle).files().containsKey(STAGING));
    assertEquals(Map.of(), writer.edits(files(withMoreMemory()), bundle));
  }

  @Test
  void aLaterExportLeavesWhatWasReleasedAndChangesTheRest() throws Exception {
    String released = Files.readString(bundle.resolve(STAGING));

    export(withMoreMemory(), Overwrite.REFUSE_EDITED);

    assertEquals(released, Files.readString(bundle.resolve(STAGING)));
    assertTrue(Files.readString(bundle.resolve("deploy/base/deployment.yaml")).contains("777Mi"));
    assertEquals(1, hashes().stream().filter(Finding.Passed.class::isInstance).count());

    // The zeros of the export are no release that could be lost.
    assertTrue(
        Files.readString(bundle.resolve("deploy/envs/production/release.yaml"))
            .contains("0".repeat(64)));
  }

  @Test
  void anotherModelIsReleasedOnlyByItsRelease() throws Exception {
    BundleInput next =
        AlteredInput.taking(
            Voyager.input().inspection().signature(), ByteContent.of("another model"));
    String before = Voyager.input().model().sha256().hex();
    String after = next.model().sha256().hex();

    export(next, Overwrite.REFUSE_EDITED);
    String exported = Files.readString(bundle.resolve(STAGING));
    Tool.need(bundle, "deploy/release", "staging", "sha256:" + "6".repeat(64));
    String released = Files.readString(bundle.resolve(STAGING));

    assertTrue(exported.contains(before) && exported.contains(DIGEST), exported);
    assertTrue(released.contains(after) && !released.contains(before), released);
    assertEquals(1, hashes().stream().filter(Finding.Passed.class::isInstance).count());
  }

  @ParameterizedTest
  @CsvSource({
    "deploy/envs/staging/release.yaml, name: model, name: server",
    "deploy/base/deployment.yaml, runAsNonRoot: true, runAsNonRoot: false"
  })
  void whatElseIsChangedIsAChangeByHand(String file, String from, String to) throws Exception {
    Exported.replace(bundle.resolve(file), from, to);

    ProblemException refused =
        assertThrows(
            ProblemException.class, () -> export(withMoreMemory(), Overwrite.REFUSE_EDITED));

    assertEquals(BundleWriter.EDITED, refused.problem().code().id());
    assertTrue(refused.problem().why().contains(file), refused.problem().why());
    assertTrue(hashes().getFirst() instanceof Finding.Failed, hashes().toString());
  }

  @Test
  void theReleaseNoteSaysThatAnImageWasReleased() throws Exception {
    BundleReader reader = new BundleReader();
    BundleSnapshot released = reader.snapshot(bundle);
    Files.createDirectory(temp.resolve("again"));
    writer.write(files(Voyager.input()), temp.resolve("again/bundle"), Overwrite.REFUSE_EDITED);

    ReleaseNote note =
        BundleComparison.between(reader.snapshot(temp.resolve("again/bundle")), released);

    assertEquals(
        List.of(
            new ReleaseNote.FileChange(
                STAGING,
                ReleaseNote.Kind.CHANGED,
                "kubernetes",
                List.of("the image that was released"))),
        note.files());
    assertFalse(note.notices().toString().contains("not as it was exported"));
  }

  @Test
  void kserveIsReleasedInTheSameWay() throws Exception {
    String service = "kserve/inferenceservice.yaml";
    Tool.need(bundle, "kserve/release", DIGEST);
    String released = Files.readString(bundle.resolve(service));
    assertTrue(released.contains("@" + DIGEST), released);

    assertEquals(2, Tool.run(bundle, "kserve/release", "").exit());
    export(withMoreMemory(), Overwrite.REFUSE_EDITED);

    String exported = Files.readString(bundle.resolve(service));
    assertTrue(exported.contains("@" + DIGEST) && exported.contains("777Mi"), exported);
  }
}
