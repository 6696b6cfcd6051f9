// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a program that scores is started with: `--config FILE --data NAMES… --out FOLDER`, in any
/// order. Of what is given twice the last one counts, but for data.
public final class JobOptions {

  private static final String CONFIG = "--config";
  private static final String OUT = "--out";
  private static final String DATA = "--data";

  private final Map<String, List<String>> given = new HashMap<>();

  private JobOptions() {}

  /// @param others that this program takes too
  /// @param unusable says why arguments are refused
  /// @throws ProblemException where one is unknown or has no value, or config, out or data is
  ///   missing
  public static JobOptions of(
      List<String> args, Set<String> others, Function<String, ProblemException> unusable)
      throws ProblemException {
    var options = new JobOptions();
    for (int i = 0; i < args.size(); i += 2) {
      String name = args.get(i);
      if (i + 1 == args.size()) {
        throw unusable.apply(name + " has no value");
      }
      if (!List.of(CONFIG, OUT, DATA).contains(name) && !others.contains(name)) {
        throw unusable.apply("there is no " + name);
      }
      options.given.computeIfAbsent(name, none -> new ArrayList<>()).add(args.get(i + 1));
    }
    for (String name : List.of(CONFIG, OUT, DATA)) {
      if (!options.given.containsKey(name)) {
        throw unusable.apply(name + " is missing");
      }
    }
    return options;
  }

  /// Settings of the bundle, as properties.
  public Path config() {
    return Path.of(last(CONFIG).orElseThrow());
  }

  /// Files, folders and patterns.
  public List<String> data() {
    return List.copyOf(given.getOrDefault(DATA, List.of()));
  }

  /// A folder.
  public String out() {
    return last(OUT).orElseThrow();
  }

  /// What is given of another option.
  public Optional<String> last(String name) {
    return Optional.ofNullable(given.get(name)).map(List::getLast);
  }
}
