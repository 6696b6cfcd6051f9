// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.workbench.project.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Answers "why this number?" for the numbers in a file of a bundle; needs the bundle alone.
public final class ExplainFile {

  /// Why a number is what it is.
  ///
  /// @param line where it stands, from 1
  /// @param number as it is written there
  /// @param source a key of the plan, or where else it comes from
  /// @param basis `measured`, `objective`, `price`, `rule`, `assumed`, `stated` or `computed`
  public record Answer(int line, String number, String source, String basis, String because) {}

  private static final Pattern STATED = Pattern.compile("project|release|objectives");
  private static final List<String> REASONS = List.of("rule", "assumed");

  ExplainFile() {}

  /// Whether something asked for names a file in a bundle.
  public static boolean isFile(String asked) {
    return Files.isRegularFile(Path.of(asked.replaceFirst(":[0-9]+$", "")));
  }

  /// @param asked `FILE` or `FILE:LINE`
  /// @return an answer a number and source, in the file's order
  public List<Answer> explain(String asked) throws ProblemException {
    Path file = Path.of(asked.replaceFirst(":[0-9]+$", "")).toAbsolutePath().normalize();
    String line = asked.replaceFirst("^.*?(?::([0-9]{1,9}))?$", "$1");
    OptionalInt wanted =
        line.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(line));
    Path bundle = bundleOf(file);
    BundleManifest manifest = new BundleReader().manifest(bundle);
    String path = bundle.relativize(file).toString().replace('\\', '/');
    BundleManifest.Entry entry = manifest.files().get(path);
    if (entry == null) {
      throw notOfTheBundle(path, bundle);
    }
    requireUnchanged(file, entry);
    List<Answer> answers = new ArrayList<>();
    for (BundleManifest.Figure number : entry.numbers()) {
      if (wanted.isEmpty() || number.line() == wanted.getAsInt()) {
        answers.addAll(answers(number, entry, manifest));
      }
    }
    return answers;
  }

  private static List<Answer> answers(
      BundleManifest.Figure number, BundleManifest.Entry entry, BundleManifest manifest) {
    if (number.origins().isEmpty()) {
      String uses = String.join(", ", entry.uses());
      return List.of(
          new Answer(
              number.line(),
              number.text(),
              entry.template(),
              "computed",
              uses.isEmpty()
                  ? "The template computes it."
                  : "The template computes it; the file rests on " + uses + "."));
    }
    return number.origins().stream().map(origin -> answer(number, origin, manifest)).toList();
  }

  private static Answer answer(
      BundleManifest.Figure number, String origin, BundleManifest manifest) {
    BundleManifest.Reason reason = manifest.reasons().get(origin);
    if (reason != null) {
      return new Answer(number.line(), number.text(), origin, reason.basis(), reason.because());
    }
    for (String basis : REASONS) {
      if (origin.startsWith(basis + ": ")) {
        String because = origin.substring(basis.length() + 2);
        return new Answer(number.line(), number.text(), "the template", basis, because);
      }
    }
    String basis = STATED.matcher(origin).lookingAt() ? "stated" : "measured";
    return new Answer(
        number.line(),
        number.text(),
        origin,
        basis,
        basis.equals("stated") ? "slipway.yaml says so." : "It is a result of an earlier stage.");
  }

  private static Path bundleOf(Path file) throws ProblemException {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(BundleManifest.FILE))) {
        return folder;
      }
    }
    throw Problem.input(
            "explain.no-bundle",
            file.getFileName() + " belongs to no bundle",
            "No folder above it has a " + BundleManifest.FILE + ".",
            "Name a file that slipway export wrote, or a key of the plan.")
        .asException();
  }

  private static void requireUnchanged(Path file, BundleManifest.Entry entry)
      throws ProblemException {
    if (!Hashes.of(file).equals(entry.sha256())) {
      throw Problem.input(
              "explain.changed-file",
              file.getFileName() + " was changed after it was exported",
              "Its lines are not those that the reasons were kept for.",
              "Ask for the plan's key instead, or export again.")
          .asException();
    }
  }

  private static ProblemException notOfTheBundle(String path, Path bundle) {
    return Problem.input(
            "explain.not-exported",
            path + " was not exported",
            "The bundle in " + bundle + " does not list it.",
            "Name one of the bundle's own files.")
        .asException();
  }
}
