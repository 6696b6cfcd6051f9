// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether an export would still make the bundle that lies there, and what it would change.
final class OutdatedTest {

  @TempDir Path temp;
  private Path bundle = Path.of("");
  private final BundleReader reader = new BundleReader();

  @BeforeEach
  void export() throws Exception {
    bundle =
        Exported.in(temp.resolve("exported"), Voyager.input(), "compose", "kubernetes", "helm");
  }

  private Optional<String> since(BundleInput now) throws Exception {
    return since(now, TargetCatalogue.builtIn());
  }

  private Optional<String> since(BundleInput now, TargetCatalogue targets) throws Exception {
    return Outdated.since(
        reader.snapshot(bundle),
        new Outdated.CurrentState(
            now.project().name(),
            now.project().version(),
            now.model().sha256(),
            now.project().objectives(),
            now.evaluation(),
            Optional.of(
                new Outdated.Planned(
                    now.profile().orElseThrow(),
                    now.estimate().orElseThrow(),
                    now.plan(),
                    now.variant()))),
        targets);
  }

  @Test
  void nothingChanged() throws Exception {
    assertEquals(Optional.empty(), since(Voyager.input()));
  }

  @Test
  void thePlanHasOtherNumbers() throws Exception {
    BundleInput one =
        Voyager.with(
            Voyager.input(), Voyager.plan(Voyager.TEXT, Map.of(PlanKeys.MEMORY_LIMIT, 777)));
    BundleInput four =
        Voyager.with(
            Voyager.input(),
            Voyager.plan(
                Voyager.TEXT,
                Map.of(
                    PlanKeys.MEMORY_LIMIT, 777,
                    PlanKeys.CPU_LIMIT, 3000,
                    PlanKeys.GRACE, 99,
                    PlanKeys.THREADS, 9)));

    assertEquals(Optional.of("the plan has other numbers: resources.memory-limit"), since(one));
    assertEquals(
        Optional.of(
            "the plan has other numbers: resources.cpu-limit, resources.memory-limit,"
                + " runtime.threads and 1 more"),
        since(four));
  }

  @Test
  void whatWasMeasuredOrIsServedIsAnother() throws Exception {
    BundleInput now = AlteredInput.of(Voyager.input()).evaluation(Optional.empty()).input();
    BundleInput model =
        AlteredInput.taking(
            Voyager.input().inspection().signature(), ByteContent.of("another model"));

    // An evaluation that is gone is told where it stands.
    assertEquals(Optional.empty(), since(now));
    assertEquals(Optional.of("it holds another model"), since(model));
    assertEquals(
        Optional.of("measured anew: evaluation.rows"),
        since(
            AlteredInput.of(Voyager.input())
                .evaluation(Voyager.input().evaluation().map(Voyager::withOneRowMore))
                .input()));
  }

  @Test
  void templatesAreOthers() throws Exception {
    Path own = temp.resolve("own/compose");
    Files.createDirectories(own);
    Files.writeString(own.resolve("prometheus.yaml"), "global: {}\n");

    assertEquals(
        Optional.of("other templates: compose"),
        since(Voyager.input(), TargetCatalogue.with(List.of(temp.resolve("own")))));
  }

  @Test
  void aPersonChangedFilesAndAPipelineReleasedAnImage() throws Exception {
    Exported.replace(
        bundle.resolve("deploy/envs/production/release.yaml"), "0".repeat(64), "7".repeat(64));
    Exported.replace(bundle.resolve("chart/values.yaml"), "pullSecrets: []", "pullSecrets: [x]");
    Files.delete(bundle.resolve("compose/compose.yaml"));

    assertEquals(
        Optional.of("changed by hand: chart/values.yaml, compose/compose.yaml"),
        since(Voyager.input()));
  }
}
