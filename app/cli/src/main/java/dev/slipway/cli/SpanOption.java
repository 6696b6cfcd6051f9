// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `250ms`, `90s` and `5m`.
final class SpanOption implements ITypeConverter<Duration> {

  private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,6}) ?(ms|s|m|min|h)");

  @Override
  public Duration convert(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new TypeConversionException("'" + text + "' is not a duration: write 250ms, 90s or 5m");
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
