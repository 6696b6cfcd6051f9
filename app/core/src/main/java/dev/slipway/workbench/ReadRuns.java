// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Json;
import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.JoinedFiles;
import dev.slipway.evidence.RunLog;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Samples;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.child.RunStore;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.VariantForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Reads the profiles that are kept: lays two of them side by side, and writes what each request
/// took. Measures nothing.
public final class ReadRuns {

  private static final int MOST_RUNS = 50;
  private static final List<Percentile> COMPARED =
      Stream.of(50, 95, 99).map(Percentile::new).toList();

  private final RunLog runs;
  private final Shelf shelf;
  private final Home home;

  ReadRuns(RunLog runs, Shelf shelf, Home home) {
    this.runs = runs;
    this.shelf = shelf;
    this.home = home;
  }

  /// The profiles of a project, of whichever form of its model, newest first.
  public List<KeptRun> list(OpenedProject opened) throws ProblemException {
    Map<Sha256, String> forms = forms(opened);
    List<KeptRun> all = new ArrayList<>();
    for (RunLog.Run run : runs.history(opened.records(), RunProfile.KIND, MOST_RUNS)) {
      profile(run).ifPresent(profile -> all.add(kept(run.id(), profile, forms)));
    }
    return all;
  }

  /// A run by its name, or by its folder.
  public KeptRun stored(String run) throws ProblemException {
    Path folder = ReplayProfile.folder(home, run);
    return kept(folder.toString(), ReplayProfile.stored(folder), Map.of());
  }

  private KeptRun kept(String name, Profile profile, Map<Sha256, String> forms) {
    Path folder = home.runs().resolve(name);
    return new KeptRun(
        String.valueOf(folder.getFileName()),
        profile.at(),
        forms.getOrDefault(profile.model(), profile.model().brief()),
        new RunStore(folder).isWhole(),
        isRepeatable(folder),
        profile);
  }

  private static boolean isRepeatable(Path folder) {
    try {
      return Files.exists(new RunStore(folder).job().rows());
    } catch (IOException gone) {
      return false;
    }
  }

  /// The names of the project's forms of its model, by hash.
  private static Map<Sha256, String> forms(OpenedProject opened) throws ProblemException {
    Map<Sha256, String> forms = new HashMap<>();
    for (VariantForm form : VariantForm.values()) {
      Path file = VariantForm.file(opened, form.text());
      if (Files.exists(file)) {
        forms.put(Hashes.of(file), form.text());
      }
    }
    forms.put(Hashes.of(opened.original()), "original");
    return forms;
  }

  private static Optional<Profile> profile(RunLog.Run run) {
    try {
      return Optional.of(Json.read(Json.tree(run.json()).path("result").toString(), Profile.class));
    } catch (ProblemException olderForm) {
      return Optional.empty();
    }
  }

  public RunComparison compare(KeptRun a, KeptRun b) {
    boolean served = a.profile().here().isPresent() && b.profile().here().isPresent();
    Block before = load(a.profile(), served);
    Block now = load(b.profile(), served);
    List<RunComparison.Row> rows = new ArrayList<>();
    for (Percentile at : COMPARED) {
      before
          .response()
          .at(at)
          .ifPresent(one ->
              now.response()
                  .at(at)
                  .ifPresent(other -> rows.add(new RunComparison.Row(one, other))));
    }
    return new RunComparison(
        a,
        b,
        served,
        rows,
        ReplayProfile.differences(a.profile().environment(), b.profile().environment()),
        cautions(a.profile(), before, b.profile(), now));
  }

  private static Block load(Profile profile, boolean served) {
    return profile.here().filter(here -> served).map(ServedHere::load).orElse(profile.open());
  }

  private static List<String> cautions(Profile a, Block before, Profile b, Block now) {
    List<String> cautions = new ArrayList<>();
    before.invalid().forEach(why -> cautions.add("A: " + why));
    now.invalid().forEach(why -> cautions.add("B: " + why));
    // In words, since each run has a copy of its trace and the seed changes nothing that matters.
    String loaded = before.arrival().sentence();
    String loadedNow = now.arrival().sentence();
    if (!loaded.equals(loadedNow)) {
      cautions.add("they were loaded otherwise: A %s, B %s".formatted(loaded, loadedNow));
    }
    if (!a.inputs().equals(b.inputs())) {
      cautions.add("their requests differed in size");
    }
    return cautions;
  }

  /// What was written.
  ///
  /// @param run the name of the profile that it is of
  /// @param rows one for each request whose times were kept
  public record Written(Path file, String run, long rows) {}

  /// @throws ProblemException where the name of a file for [#samples] says no format
  public static void requireFormat(Path file) throws ProblemException {
    JoinedFiles.requireFormat(file);
  }

  /// Writes what each request of the profile that is shown took, in nanoseconds, by block:
  /// `closed`, `open` and `served`. That is the last one of the release as it is, else the last.
  ///
  /// @param file such as `latencies.csv` or `latencies.parquet`
  public Written samples(OpenedProject opened, Path file, Progress progress)
      throws ProblemException, InterruptedException {
    requireFormat(file);
    var now = Shelf.Now.of(opened, Hashes.of(opened.model()));
    Optional<RunLog.Run> last = shelf.shown(opened, now, RunProfile.KIND);
    if (last.isEmpty()) {
      throw Problem.input(
              "plan.no-profile",
              "There is no profile of this model",
              "It was never measured, so that no request has a time.",
              "Run " + RunProfile.command(opened))
          .asException();
    }
    return samples(last.get().id(), file, progress);
  }

  private Written samples(String run, Path file, Progress progress)
      throws ProblemException, InterruptedException {
    Path folder = ReplayProfile.folder(home, run);
    SequencedMap<String, Path> blocks = new LinkedHashMap<>();
    for (String block : RunStore.BLOCKS) {
      Path samples = RunStore.samples(folder, block);
      if (Files.exists(samples)) {
        blocks.put(block, samples);
      }
    }
    if (blocks.isEmpty()) {
      throw Problem.input(
              "profile.no-samples",
              "The times of single requests of " + run + " are not here",
              "They stay on the machine that measured, and " + folder + " holds none.",
              "Measure here with slipway profile, or ask on that machine.")
          .asException();
    }
    var join = new JoinedFiles.Join(blocks, "block", Samples.COLUMNS);
    return new Written(
        file, String.valueOf(folder.getFileName()), JoinedFiles.write(join, file, progress));
  }
}
