// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads option values and refuses those that are not allowed, with the words of [ServingOption].
final class OptionReader {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final Map<String, String> values;

  OptionReader(Map<String, String> values) throws ConfigException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (ServingOption.keyed(value.getKey()).isEmpty()) {
        throw new ConfigException(
            value.getKey(),
            value.getValue(),
            "no such option; did you mean " + nearest(value.getKey()));
      }
    }
    this.values = Map.copyOf(values);
  }

  String text(ServingOption option) {
    return values.getOrDefault(option.key(), option.defaultValue()).strip();
  }

  String name(ServingOption option, String fallback) throws ConfigException {
    String text = text(option).isEmpty() ? fallback : text(option);
    if (!NAME.matcher(text).matches()) {
      throw refused(option, text);
    }
    return text;
  }

  Path existingFile(ServingOption option) throws ConfigException {
    return optionalFile(option).orElseThrow(() -> refused(option, ""));
  }

  Optional<Path> optionalFile(ServingOption option) throws ConfigException {
    String text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(text);
      if (Files.isReadable(file) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException noPath) {
      throw refused(option, text);
    }
    throw new ConfigException(option.key(), text, option.allowed() + "; no readable file is there");
  }

  int integer(ServingOption option, int least, int most) throws ConfigException {
    try {
      return within(option, Integer.parseInt(text(option)), least, most);
    } catch (NumberFormatException noNumber) {
      throw refused(option, text(option));
    }
  }

  int integerOrAuto(ServingOption option, int least, int most, int automatic)
      throws ConfigException {
    return text(option).equals("auto") ? automatic : integer(option, least, most);
  }

  OptionalInt integerOrOff(ServingOption option, int least, int most) throws ConfigException {
    return text(option).equals("off")
        ? OptionalInt.empty()
        : OptionalInt.of(integer(option, least, most));
  }

  long bytesOrAuto(ServingOption option, long least, long most, long automatic)
      throws ConfigException {
    if (text(option).equals("auto")) {
      return automatic;
    }
    long bytes = bytes(option);
    if (bytes < least || bytes > most) {
      throw refused(option, text(option));
    }
    return bytes;
  }

  int bytes(ServingOption option, int least, int most) throws ConfigException {
    return within(option, bytes(option), least, most);
  }

  private long bytes(ServingOption option) throws ConfigException {
    Matcher amount = amount(option);
    long unit =
        switch (amount.group(2)) {
          case "", "B" -> 1L;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> throw refused(option, text(option));
        };
    return times(option, amount.group(1), unit);
  }

  Duration duration(ServingOption option, Duration least, Duration most) throws ConfigException {
    Matcher amount = amount(option);
    long millis =
        switch (amount.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "min" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> throw refused(option, text(option));
        };
    Duration duration = Duration.ofMillis(times(option, amount.group(1), millis));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw refused(option, text(option));
    }
    return duration;
  }

  <E extends Enum<E>> E choice(ServingOption option, Class<E> type) throws ConfigException {
    String text = text(option);
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> refused(option, text));
  }

  /// Positive numbers, each larger than the one before.
  List<Double> rising(ServingOption option, int most) throws ConfigException {
    List<Double> numbers = new ArrayList<>();
    double last = 0;
    for (String part : text(option).split(",", -1)) {
      double number;
      try {
        number = Double.parseDouble(part.strip());
      } catch (NumberFormatException noNumber) {
        throw refused(option, text(option));
      }
      if (!(number > last) || Double.isInfinite(number) || numbers.size() == most) {
        throw refused(option, text(option));
      }
      numbers.add(number);
      last = number;
    }
    return numbers;
  }

  private Matcher amount(ServingOption option) throws ConfigException {
    Matcher amount = AMOUNT.matcher(text(option));
    if (!amount.matches()) {
      throw refused(option, text(option));
    }
    return amount;
  }

  private long times(ServingOption option, String digits, long unit) throws ConfigException {
    try {
      return Math.multiplyExact(Long.parseLong(digits), unit);
    } catch (ArithmeticException tooLarge) {
      throw refused(option, text(option));
    }
  }

  private int within(ServingOption option, long value, int least, int most) throws ConfigException {
    if (value < least || value > most) {
      throw refused(option, text(option));
    }
    return (int) value;
  }

  private static ConfigException refused(ServingOption option, String value) {
    return new ConfigException(option.key(), value, option.allowed());
  }

  private static String nearest(String key) {
    return Arrays.stream(ServingOption.values())
        .map(ServingOption::key)
        .min((a, b) -> Integer.compare(EditDistance.of(a, key), EditDistance.of(b, key)))
        .orElse("");
  }
}
