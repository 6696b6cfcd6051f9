// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the requests of an open loop are spread over time, whatever their rate turns out to be.
public sealed interface ArrivalPattern {

  /// A burst as it is written.
  Pattern BURST = Pattern.compile("burst:(\\d{1,6})(ms|s)/(\\d{1,6})(ms|s)");

  /// How a trace begins as it is written.
  String TRACE = "trace:";

  /// The options of a command line that choose it, such as `--arrival burst:2s/8s`; none for the
  /// default.
  default List<String> options() {
    return switch (this) {
      case Poisson poisson -> List.of();
      case Constant constant -> List.of("--arrival", "constant");
      case Burst burst -> List.of("--arrival", "burst:" + span(burst.on) + "/" + span(burst.off));
      case Trace trace -> List.of("--arrival", "trace:" + trace.file);
    };
  }

  /// Reads `poisson`, `constant`, `burst:2s/8s` and `trace:FILE`; empty where it is none of them.
  static Optional<ArrivalPattern> parse(String text) {
    Matcher burst = BURST.matcher(text);
    if (text.equals("poisson")) {
      return Optional.of(new Poisson());
    } else if (text.equals("constant")) {
      return Optional.of(new Constant());
    } else if (burst.matches() && time(burst, 1).isPositive()) {
      return Optional.of(new Burst(time(burst, 1), time(burst, 3)));
    } else if (text.startsWith(TRACE) && text.length() > TRACE.length()) {
      return Optional.of(new Trace(Path.of(text.substring(TRACE.length())).toAbsolutePath()));
    }
    return Optional.empty();
  }

  private static Duration time(Matcher matcher, int group) {
    long count = Long.parseLong(matcher.group(group));
    return matcher.group(group + 1).equals("s")
        ? Duration.ofSeconds(count)
        : Duration.ofMillis(count);
  }

  private static String span(Duration span) {
    return span.toMillisPart() == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }

  /// Independent users, the default.
  record Poisson() implements ArrivalPattern {}

  /// Equal gaps, as from a timer: kinder than users are.
  record Constant() implements ArrivalPattern {}

  /// Independent users who come together.
  record Burst(Duration on, Duration off) implements ArrivalPattern {

    public Burst {
      if (!on.isPositive() || off.isNegative()) {
        throw new IllegalArgumentException("a burst needs time: " + on + ", " + off);
      }
    }
  }

  /// At the times of a [TraceFile], at its own rate.
  record Trace(Path file) implements ArrivalPattern {}
}
