// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A measurement on disk, in a folder of its own: `profile.json`, `journal.jsonl` with each phase
/// as it ended (all that is left of a cancelled run), and the raw samples of each block as
/// `closed.csv.gz` and `open.csv.gz`.
public final class RunStore {

  private static final String PROFILE = "profile.json";
  private static final String JOURNAL = "journal.jsonl";

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

  Path journal() {
    return folder.resolve(JOURNAL);
  }

  void write(String block, List<Samples.Sample> samples) throws IOException {
    Path draft = folder.resolve(block + ".csv.gz.tmp");
    try (var zip = new GZIPOutputStream(Files.newOutputStream(draft));
        var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.US_ASCII))) {
      out.write("intended_ns,response_ns,service_ns\n");
      for (Samples.Sample sample : samples) {
        out.write(sample.intended() + "," + sample.response() + "," + sample.service() + "\n");
      }
    }
    Files.move(draft, folder.resolve(block + ".csv.gz"), StandardCopyOption.REPLACE_EXISTING);
  }
}
