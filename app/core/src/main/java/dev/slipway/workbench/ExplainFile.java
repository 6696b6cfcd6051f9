// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.ReleasedImage;
import dev.slipway.bundle.alert.Figure;
import dev.slipway.bundle.render.Token;
import dev.slipway.workbench.project.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers "why this number?" for the numbers in a file of a bundle; needs the bundle alone.
public final class ExplainFile {

  /// Why a number is what it is.
  ///
  /// @param line where it stands, from 1
  /// @param number as it is written there
  /// @param source a key of the plan, how it is computed, or where else it comes from
  /// @param basis `measured`, `objective`, `set-by-hand`, `price`, `rule`, `assumed`, `stated`,
  ///   `computed`, `fixed` for what is the same in every bundle, or `unknown` where nobody gave a
  ///   reason
  public record Answer(int line, String number, String source, String basis, String because) {
    /// The ground for a person: `set by hand`.
    public String inWords() {
      return Words.ofId(basis);
    }
  }

  private static final String COPIED = "copied: ";

  /// As it was filled in.
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  ExplainFile() {}

  /// Whether something asked for names a file in a bundle.
  public static boolean isFile(String asked) {
    return Files.isRegularFile(Path.of(asked.replaceFirst(":[0-9]+$", "")));
  }

  /// @param asked `FILE` or `FILE:LINE`
  /// @return an answer a number, in the file's order; for one line, names with digits as well
  public List<Answer> explain(String asked) throws ProblemException {
    Path file = Path.of(asked.replaceFirst(":[0-9]+$", "")).toAbsolutePath().normalize();
    String line = asked.replaceFirst("^.*?(?::([0-9]{1,9}))?$", "$1");
    OptionalInt wanted =
        line.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(line));
    Path bundle = bundleOf(file);
    BundleManifest manifest = new BundleReader().manifest(bundle);
    String path = bundle.relativize(file).toString().replace('\\', '/');
    if (path.equals(BundleManifest.FILE)) {
      return of(ExplainManifest.answers(text(file), manifest), wanted);
    }
    BundleManifest.Entry entry = manifest.files().get(path);
    if (entry == null) {
      throw notOfTheBundle(path, bundle);
    }
    Optional<ReleasedImage> released = releasedSince(file, entry, manifest);
    if (entry.template().isEmpty()) {
      return manifest.sources().containsKey(COPIED + path)
          ? of(copied(path, text(file), manifest), wanted)
          : List.of();
    }
    String text = text(file);
    List<Answer> here =
        of(made(entry, manifest), wanted).stream().map(each -> told(each, released, text)).toList();
    return wanted.isEmpty() ? here : withNames(here, text, wanted.getAsInt());
  }

  /// The answers for one line of a file that is not written yet; for names with digits as well.
  ///
  /// @param manifest of the bundle that would be written
  public List<Answer> explain(BundleManifest manifest, String path, String text, int line) {
    List<Answer> here = of(all(path, text, manifest), OptionalInt.of(line));
    boolean made =
        Optional.ofNullable(manifest.files().get(path))
            .filter(e -> !e.template().isEmpty())
            .isPresent();
    return made ? withNames(here, text, line) : here;
  }

  /// @param path of a file in the bundle
  /// @param text of that file
  static List<Answer> all(String path, String text, BundleManifest manifest) {
    BundleManifest.Entry entry = manifest.files().get(path);
    if (entry == null) {
      return ExplainManifest.answers(text, manifest);
    }
    return entry.template().isEmpty() ? copied(path, text, manifest) : made(entry, manifest);
  }

  private static List<Answer> made(BundleManifest.Entry entry, BundleManifest manifest) {
    Reasons reasons = new Reasons(manifest);
    return entry.numbers().stream()
        .flatMap(number -> answers(number, entry, reasons).stream())
        .toList();
  }

  private static List<Answer> of(List<Answer> answers, OptionalInt line) {
    return answers.stream()
        .filter(answer -> line.isEmpty() || answer.line() == line.getAsInt())
        .toList();
  }

  private static List<Answer> answers(
      BundleManifest.Figure number, BundleManifest.Entry entry, Reasons reasons) {
    List<String> origins = number.origins();
    if (origins.isEmpty()) {
      return List.of(
          new Answer(
              number.line(),
              number.text(),
              entry.template(),
              "unknown",
              "Nobody gave a reason for it: the template has it, and its target.yaml says nothing"
                  + " of it."));
    }
    if (origins.getFirst().startsWith(Figure.HOW)) {
      return List.of(
          new Answer(
              number.line(),
              number.text(),
              origins.getFirst().substring(Figure.HOW.length()),
              "computed",
              origins.stream().skip(1).map(reasons::told).collect(Collectors.joining("; "))));
    }
    return origins.stream()
        .map(origin -> reasons.of(origin).answer(number.line(), number.text()))
        .toList();
  }

  /// The digits of `v1` and `sha256` are no numbers; whoever asks for their line is told so.
  private static List<Answer> withNames(List<Answer> answers, String text, int line) {
    List<Answer> all = new ArrayList<>(answers);
    for (Token token : Token.of(text.lines().skip(line - 1L).findFirst().orElse(""))) {
      if (token.name() && answers.stream().noneMatch(each -> each.number().equals(token.text()))) {
        all.add(
            new Answer(line, token.text(), "a name", "fixed", "Its digits are part of the name."));
      }
    }
    return all;
  }

  private static List<Answer> copied(String path, String text, BundleManifest manifest) {
    Optional<BundleManifest.Reason> what =
        Optional.ofNullable(manifest.sources().get(COPIED + path));
    List<Answer> answers = new ArrayList<>();
    if (what.isPresent()) {
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        for (Token token : Token.of(lines.get(i))) {
          if (!token.name()) {
            answers.add(
                new Answer(i + 1, token.text(), path, what.get().basis(), what.get().because()));
          }
        }
      }
    }
    return answers;
  }

  private static String text(Path file) throws ProblemException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ProblemException unreadable(Path file, IOException e) {
    return new ProblemException(
        Problem.input(
            "explain.unreadable",
            file.getFileName() + " cannot be read",
            String.valueOf(e.getMessage()),
            "Name a text file of the bundle that can be read."),
        e);
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

  /// @param text of the file as it is now
  private static Answer told(Answer answer, Optional<ReleasedImage> released, String text) {
    return released
        .filter(_ -> answer.number().equals(ReleasedImage.NONE))
        .flatMap(image -> text.lines().skip(answer.line() - 1L).findFirst())
        .map(DIGEST::matcher)
        .filter(Matcher::find)
        .map(found ->
            new Answer(
                answer.line(),
                found.group(),
                "the released image",
                "stated",
                "It was filled in after the export, when this image was released."))
        .orElse(answer);
  }

  /// The image that was filled into the file since it was exported; its lines are the same then.
  private static Optional<ReleasedImage> releasedSince(
      Path file, BundleManifest.Entry entry, BundleManifest manifest) throws ProblemException {
    if (Hashes.of(file).equals(entry.sha256())) {
      return Optional.empty();
    }
    Optional<ReleasedImage> released;
    try {
      released = ReleasedImage.filledIn(file, entry.sha256(), manifest.model());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (released.isEmpty()) {
      throw Problem.input(
              "explain.changed-file",
              file.getFileName() + " was changed after it was exported",
              "Its lines are not those that the reasons were kept for.",
              "Ask for the plan's key instead, or export again.")
          .asException();
    }
    return released;
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
