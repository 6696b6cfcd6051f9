// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// What a bundle says of how its rows are scored: `score.properties`, and what it names.
public final class JobConfig {

  private final Path file;
  private final Properties settings;
  private final JobSettings known;

  private JobConfig(Path file, Properties settings, JobSettings known) {
    this.file = file;
    this.settings = settings;
    this.known = known;
  }

  /// @throws ProblemException where it cannot be read
  public static JobConfig read(Path file) throws ProblemException {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(Reading.text(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(malformed(file, String.valueOf(e.getMessage())), e);
    }
    Path scoring = path(file, value(file, settings, "model.scoring"));
    return new JobConfig(file, settings, Json.readWhole(Reading.text(scoring), JobSettings.class));
  }

  public ScoreOrder.Model model() throws ProblemException {
    return new ScoreOrder.Model(
        path(file, value(file, settings, "model.path")),
        known.sha256(),
        known.signature(),
        known.features(),
        known.weights());
  }

  /// @param patterns files, folders and globs
  public ScoreOrder.Data data(List<String> patterns) {
    return new ScoreOrder.Data(patterns, known.renamed(), known.label());
  }

  /// Columns that stand beside the answers; empty for all that the model does not take.
  public Optional<List<String>> keep() {
    String keep = settings.getProperty("score.keep", "").strip();
    return keep.isEmpty() ? Optional.empty() : Optional.of(columns(keep));
  }

  /// Columns with commas between; blanks beside a comma are of no name.
  static List<String> columns(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).toList();
  }

  /// The largest share of rows that may be refused, 0 to 1.
  public double maxRejected() throws ProblemException {
    double share = number("score.max-rejected");
    if (!(share >= 0 && share <= 1)) {
      throw malformed(file, "score.max-rejected is no share").asException();
    }
    return share;
  }

  public Optional<Path> baseline() {
    String baseline = settings.getProperty("drift.baseline", "").strip();
    return baseline.isEmpty() ? Optional.empty() : Optional.of(path(file, baseline));
  }

  double number(String key) throws ProblemException {
    try {
      return Double.parseDouble(value(file, settings, key));
    } catch (NumberFormatException e) {
      throw new ProblemException(malformed(file, key + " is no number"), e);
    }
  }

  /// What is not absolute lies beside the settings.
  private static Path path(Path file, String named) {
    return file.toAbsolutePath().resolveSibling(named);
  }

  private static String value(Path file, Properties settings, String key) throws ProblemException {
    String value = settings.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw malformed(file, key + " is missing").asException();
    }
    return value;
  }

  private static Problem malformed(Path file, String why) {
    return Problem.input(
        "score.settings",
        "The settings in " + file + " cannot be used",
        why,
        "Take them as the bundle has them.");
  }
}
