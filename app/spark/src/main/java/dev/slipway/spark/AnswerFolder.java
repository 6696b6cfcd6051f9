// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// The folder of answers: of one run, which begins with none. Spark puts files in it once all are
/// written, and the driver marks it as whole once it has judged them. All but the answers has a
/// name that begins with `_`, which whoever reads the folder as a table passes over.
final class AnswerFolder {

  private static final String CLAIM = "_settings.json";
  private static final String REPORT = "_score.json";
  static final String REJECTED = "_rejected";
  private static final String SUCCESS = "_SUCCESS";

  private final FileSystem store;
  private final Path folder;
  private final String run;

  /// @param run a text that no other run has
  AnswerFolder(FileSystem store, Path folder, String run) {
    this.store = store;
    this.folder = folder;
    this.run = run;
  }

  /// What the file says that takes the folder for the run.
  record Claim(Sha256 model, Instant scoredAt, String run) {}

  /// Takes an empty folder for this run. A store of files lets one of two make the file that begin
  /// at once; an object store may let both, and then keeps the later one's.
  void claim(Sha256 model, Instant scoredAt) throws ProblemException {
    try {
      store.mkdirs(folder);
      FileStatus[] there = store.listStatus(folder);
      if (there.length > 0) {
        throw taken(there[0].getPath().getName());
      }
      write(CLAIM, Json.text(new Claim(model, scoredAt, run)), false);
    } catch (FileAlreadyExistsException other) {
      throw taken(CLAIM);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// @throws ProblemException where another run took the folder too
  void refuseOther() throws ProblemException {
    try (InputStream in = store.open(new Path(folder, CLAIM))) {
      if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(run)) {
        return;
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    throw Problem.environment(
            "spark.two-runs",
            "Another run writes to " + folder + " too",
            "The store let both begin there, and their files cannot be told apart.",
            "Do not use the folder. Run again into another one, such as a name with {run} in it.")
        .asException();
  }

  private ProblemException taken(String name) {
    return Problem.input(
            "score.folder-of-others",
            "The folder " + folder + " holds something",
            "There is "
                + name
                + " in it. A run in Spark begins anew, and is not mixed with one that ended or is"
                + " at work.",
            "Name a folder that does not exist yet. Delete one of a run that failed.")
        .asException();
  }

  String name() {
    return folder.toString();
  }

  String rejected() {
    return new Path(folder, REJECTED).toString();
  }

  /// The parts with answers, by their whole names.
  List<String> parts() throws ProblemException {
    return parts(folder);
  }

  /// The parts with rows that were refused, of which there are some.
  List<String> rejectedParts() throws ProblemException {
    return parts(new Path(folder, REJECTED));
  }

  private List<String> parts(Path in) throws ProblemException {
    try {
      List<String> parts = new ArrayList<>();
      for (FileStatus file : store.listStatus(in)) {
        if (file.isFile() && file.getPath().getName().startsWith("part-")) {
          parts.add(file.getPath().toString());
        }
      }
      parts.sort(null);
      return parts;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// @param why of the first part
  ProblemException unreadable(String why) {
    return Problem.environment(
            "spark.part-unreadable",
            "What was written to " + folder + " cannot be read",
            why,
            "Do not use the folder. See that the store is well; then run again into another one.")
        .asException();
  }

  /// Says that the folder is whole, and of this run.
  void succeed(String report) throws ProblemException {
    refuseOther();
    try {
      write(REPORT, report, true);
      write(SUCCESS, "", true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(String name, String text, boolean again) throws IOException {
    try (OutputStream out = store.create(new Path(folder, name), again)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private ProblemException unwritable(IOException e) {
    return new ProblemException(
        Problem.environment(
            "score.unwritable",
            "The answers cannot be kept in " + folder,
            String.valueOf(e.getMessage()),
            "See that the store has room and lets the cluster write there; then run again into"
                + " another folder."),
        e);
  }
}
