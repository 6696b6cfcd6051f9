// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.sql.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the program of an image is asked: `--config FILE --data FILES… --out FOLDER [--share I/N]`.
/// The file is the image's own; the rest is said by whoever runs it.
///
/// @param config settings of the bundle, as properties
/// @param data files, folders and patterns
record JobArguments(Path config, List<String> data, Path out, Share share) {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  JobArguments {
    data = List.copyOf(data);
  }

  static JobArguments of(List<String> args) throws ProblemException {
    Optional<Path> config = Optional.empty();
    Optional<Path> out = Optional.empty();
    Share share = Share.ALL;
    List<String> data = new ArrayList<>();
    for (int i = 0; i < args.size(); i += 2) {
      if (i + 1 == args.size()) {
        throw unusable(args.get(i) + " has no value");
      }
      String value = args.get(i + 1);
      switch (args.get(i)) {
        case "--config" -> config = Optional.of(Path.of(value));
        case "--data" -> data.add(value);
        case "--out" -> out = Optional.of(Path.of(value));
        case "--share" -> share = share(value);
        default -> throw unusable("there is no " + args.get(i));
      }
    }
    if (config.isEmpty() || out.isEmpty() || data.isEmpty()) {
      throw unusable(
          (config.isEmpty() ? "--config" : out.isEmpty() ? "--out" : "--data") + " is missing");
    }
    return new JobArguments(config.get(), data, out.get(), share);
  }

  private static Share share(String text) throws ProblemException {
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      int index = Integer.parseInt(share.group(1));
      int of = Integer.parseInt(share.group(2));
      if (index < of) {
        return new Share(index, of);
      }
    }
    throw unusable(text + " is no share; the first of eight is 0/8, the last 7/8");
  }

  private static ProblemException unusable(String why) {
    return Problem.input(
            "score.usage",
            "The arguments are wrong",
            why,
            "Start it as the bundle's manifests do: --data FILES, --out FOLDER, and perhaps --share"
                + " I/N.")
        .asException();
  }

  /// @throws ProblemException where the image's own settings cannot be read
  ScoreOrder order() throws ProblemException {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(Reading.text(config)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(malformed(String.valueOf(e.getMessage())), e);
    }
    JobSettings known =
        Json.readWhole(Reading.text(Path.of(value(settings, "model.scoring"))), JobSettings.class);
    String keep = settings.getProperty("score.keep", "").strip();
    String baseline = settings.getProperty("drift.baseline", "").strip();
    return new ScoreOrder(
        new ScoreOrder.Model(
            Path.of(value(settings, "model.path")),
            known.sha256(),
            known.signature(),
            known.features(),
            known.weights()),
        new ScoreOrder.Data(data, known.renamed(), known.label()),
        new ScoreOrder.Terms(
            keep.isEmpty() ? Optional.empty() : Optional.of(columns(keep)),
            number(settings, "score.max-rejected"),
            new Limits(
                (int) number(settings, "score.threads"),
                Bytes.mebibytes((long) number(settings, "score.memory")),
                Optional.of(Bytes.mebibytes((long) number(settings, "score.disk")))),
            baseline.isEmpty() ? Optional.empty() : Optional.of(Path.of(baseline))),
        out,
        share);
  }

  /// Columns with commas between; blanks beside a comma are of no name.
  static List<String> columns(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).toList();
  }

  private String value(Properties settings, String key) throws ProblemException {
    String value = settings.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw malformed(key + " is missing").asException();
    }
    return value;
  }

  private double number(Properties settings, String key) throws ProblemException {
    try {
      return Double.parseDouble(value(settings, key));
    } catch (NumberFormatException e) {
      throw new ProblemException(malformed(key + " is no number"), e);
    }
  }

  private Problem malformed(String why) {
    return Problem.input(
        "score.settings",
        "The settings in " + config + " cannot be used",
        why,
        "Take them as the bundle has them.");
  }
}
