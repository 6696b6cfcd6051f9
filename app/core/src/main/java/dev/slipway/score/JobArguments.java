// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the program of an image is asked: `--config FILE --data FILES… --out FOLDER [--share I/N]`.
/// The file is the image's own; the rest is said by whoever runs it.
///
/// @param config settings of the bundle, as properties
/// @param data files, folders and patterns
record JobArguments(Path config, List<String> data, Path out, Share share) {

  private static final String SHARE_OPTION = "--share";
  private static final Pattern SHARE = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  JobArguments {
    data = List.copyOf(data);
  }

  static JobArguments of(List<String> args) throws ProblemException {
    JobOptions options = JobOptions.of(args, Set.of(SHARE_OPTION), JobArguments::unusable);
    Optional<String> share = options.last(SHARE_OPTION);
    return new JobArguments(
        options.config(),
        options.data(),
        Path.of(options.out()),
        share.isPresent() ? share(share.get()) : Share.ALL);
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
    JobConfig settings = JobConfig.read(config);
    return new ScoreOrder(
        settings.model(),
        settings.data(data),
        new ScoreOrder.Terms(
            settings.keep(),
            settings.maxRejected(),
            new Limits(
                (int) settings.number("score.threads"),
                Bytes.mebibytes((long) settings.number("score.memory")),
                Optional.of(Bytes.mebibytes((long) settings.number("score.disk")))),
            settings.baseline()),
        out,
        share);
  }
}
