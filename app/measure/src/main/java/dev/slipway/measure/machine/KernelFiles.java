// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The Linux kernel's files in `/proc` and `/sys`; empty on other systems.
///
/// @param root of the file system: `/`, or a folder in tests
public record KernelFiles(Path root) {

  static final String BATTERY = "battery";
  static final String MAINS = "mains";
  static final String UNKNOWN = "unknown";

  /// Lines of a file; none when it is not there or may not be read.
  List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file.substring(1)));
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
  }

  Optional<String> first(String file) {
    return lines(file).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
  }

  /// A file that holds one number; 0 when it holds none.
  long number(String file) {
    return first(file).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
  }

  /// The value after `key:` or `key :`, as in `/proc/cpuinfo` and `/proc/self/status`.
  Optional<String> value(String file, String key) {
    return lines(file).stream()
        .filter(line -> line.matches("\\Q" + key + "\\E\\s*:.*"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /// `mains`, `battery` or `unknown`.
  String power() {
    Path supplies = root.resolve("sys/class/power_supply");
    try (Stream<Path> each = Files.list(supplies)) {
      List<String> names = each.map(path -> path.getFileName().toString()).sorted().toList();
      boolean mains = names.stream().anyMatch(name -> isMains(name) && online(name));
      boolean battery = names.stream().anyMatch(this::discharging);
      return mains ? MAINS : battery ? BATTERY : UNKNOWN;
    } catch (IOException | RuntimeException unreadable) {
      return UNKNOWN;
    }
  }

  private boolean isMains(String supply) {
    return supplyText(supply, "type").equals("mains");
  }

  private boolean online(String supply) {
    return supplyText(supply, "online").equals("1");
  }

  private boolean discharging(String supply) {
    return supplyText(supply, "type").equals("battery")
        && supplyText(supply, "status").equals("discharging")
        && !supplyText(supply, "scope").equals("device");
  }

  private String supplyText(String supply, String what) {
    return first("/sys/class/power_supply/" + supply + "/" + what)
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }
}
