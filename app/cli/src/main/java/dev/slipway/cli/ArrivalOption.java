// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.measure.load.ArrivalPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `poisson`, `constant`, `burst:2s/8s` and `trace:FILE`.
final class ArrivalOption implements ITypeConverter<ArrivalPattern> {

  private static final Pattern BURST = Pattern.compile("burst:(\\d{1,6})(ms|s)/(\\d{1,6})(ms|s)");
  private static final String TRACE = "trace:";

  @Override
  public ArrivalPattern convert(String text) {
    Matcher burst = BURST.matcher(text);
    if (text.equals("poisson")) {
      return new ArrivalPattern.Poisson();
    } else if (text.equals("constant")) {
      return new ArrivalPattern.Constant();
    } else if (burst.matches() && time(burst, 1).isPositive()) {
      return new ArrivalPattern.Burst(time(burst, 1), time(burst, 3));
    } else if (text.startsWith(TRACE) && text.length() > TRACE.length()) {
      return new ArrivalPattern.Trace(Path.of(text.substring(TRACE.length())).toAbsolutePath());
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not an arrival pattern: write poisson, constant, burst:2s/8s or trace:FILE");
  }

  private static Duration time(Matcher matcher, int group) {
    long count = Long.parseLong(matcher.group(group));
    return matcher.group(group + 1).equals("s")
        ? Duration.ofSeconds(count)
        : Duration.ofMillis(count);
  }
}
