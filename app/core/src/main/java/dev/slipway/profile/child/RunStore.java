// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Samples;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileJson;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// A measurement on disk, in a folder of its own: `profile.json`, `journal.jsonl` with each phase
/// as it ended (all that is left of a cancelled run), `served.jsonl` of the service, the raw
/// samples of each block as `closed.csv.gz`, `open.csv.gz` and `served.csv.gz`, and what was asked:
/// `job.json`, the inputs in `rows.bin`, and a replayed trace in `trace`.
public final class RunStore {

  /// Whose raw samples are kept.
  public static final List<String> BLOCKS = List.of("closed", "open", "served");

  private static final String PROFILE = "profile.json";
  private static final String JOURNAL = "journal.jsonl";

  private static final String JOB = "job.json";
  private static final String ROWS = "rows.bin";
  private static final String TRACE = "trace";

  private final Path folder;

  public RunStore(Path folder) {
    this.folder = folder;
  }

  /// Writes the profile whole or not at all.
  public void write(Profile profile) throws IOException {
    Files.createDirectories(folder);
    Path draft = folder.resolve(PROFILE + ".tmp");
    Files.writeString(draft, ProfileJson.write(profile));
    Files.move(draft, folder.resolve(PROFILE), StandardCopyOption.REPLACE_EXISTING);
  }

  /// @throws java.nio.file.NoSuchFileException when the run did not end
  public Profile read() throws IOException {
    String text = Files.readString(folder.resolve(PROFILE));
    try {
      return ProfileJson.read(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.resolve(PROFILE) + " is " + e.getMessage(), e);
    }
  }

  /// Whether a run that ended is kept here.
  public boolean isWhole() {
    return Files.exists(folder.resolve(PROFILE));
  }

  Path folder() {
    return folder.toAbsolutePath();
  }

  public Path rows() {
    return folder.resolve(ROWS).toAbsolutePath();
  }

  /// Keeps what is about to be measured, so that it can be measured again; a trace is copied, since
  /// its file may change.
  public ProfileJob keep(ProfileJob job) throws IOException {
    ProfileJob own = job;
    if (job.pattern() instanceof ArrivalPattern.Trace(Path trace)) {
      Path copy = copyOf(trace);
      Files.createDirectories(copy.getParent());
      Files.copy(trace, copy, StandardCopyOption.REPLACE_EXISTING);
      own = job.following(new ArrivalPattern.Trace(copy));
    }
    Files.writeString(folder.resolve(JOB), ProfileJson.line(new Message.Order(own)));
    return own;
  }

  /// A run that can be measured again.
  ///
  /// @param sha256 of the model then
  /// @param rows the inputs that it drew from
  public record StoredRun(
      Path model, Sha256 sha256, Profile.Settings settings, List<Map<String, Tensor>> rows) {
    public StoredRun {
      rows = List.copyOf(rows);
    }
  }

  /// @throws IOException when the folder holds no run that can be repeated
  public StoredRun stored() throws IOException {
    ProfileJob job = job();
    return new StoredRun(job.model(), job.sha256(), job.settings(), RowsFile.read(job.rows()));
  }

  /// What this run was asked to do, with its files where the folder is now.
  ///
  /// @throws IOException when the folder holds no run that can be repeated
  public ProfileJob job() throws IOException {
    String text = Files.readString(folder.resolve(JOB));
    Job job;
    try {
      job = ProfileJson.parse(text, Message.Order.class).job();
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.resolve(JOB) + " is " + e.getMessage(), e);
    }
    if (!(job instanceof ProfileJob profile)) {
      throw new IOException(folder.resolve(JOB) + " is not a profile");
    }
    ProfileJob here = profile.in(this);
    return here.pattern() instanceof ArrivalPattern.Trace(Path trace)
        ? here.following(new ArrivalPattern.Trace(copyOf(trace)))
        : here;
  }

  private Path copyOf(Path trace) {
    return folder.resolve(TRACE).resolve(trace.getFileName()).toAbsolutePath();
  }

  public Path journal() {
    return folder.resolve(JOURNAL);
  }

  /// Of the load on the service.
  public Path servedJournal() {
    return folder.resolve("served.jsonl");
  }

  void write(String block, List<Samples.Sample> samples) throws IOException {
    Samples.write(samples(folder, block), samples);
  }

  /// The raw samples of a block of a run.
  public static Path samples(Path run, String block) {
    return run.resolve(block + ".csv.gz");
  }
}
