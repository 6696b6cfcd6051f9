// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a run so that a later one can tell whether the process that began it is still there: what
/// a run leaves in an engine that was lost is removed by the next.
///
/// @param place where process numbers mean the same: this machine, or this container of it
/// @param process its number
/// @param started when that process started, in milliseconds; another one may have its number later
/// @param unique tells the runs of one process apart
record RunId(String place, long process, long started, String unique) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{8})-([0-9]+)-([0-9]+)-([0-9a-f]{12})");
  private static final int LETTERS = 8;
  private static final int UNIQUE = 12;

  static RunId next() {
    ProcessHandle self = ProcessHandle.current();
    return new RunId(
        here(),
        self.pid(),
        started(self),
        UUID.randomUUID().toString().replace("-", "").substring(0, UNIQUE));
  }

  /// Empty for a label that another program wrote.
  static Optional<RunId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new RunId(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                parts.group(4)))
        : Optional.empty();
  }

  /// Whether its process has ended. Of another place nobody here can say.
  boolean isOver() {
    return place.equals(here())
        && ProcessHandle.of(process).filter(found -> started(found) == started).isEmpty();
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String here() {
    String names;
    try {
      names =
          Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
              + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | RuntimeException elsewhere) {
      names = System.getProperty("os.name", "") + System.getProperty("user.name", "");
    }
    return Sha256.of(names.getBytes(StandardCharsets.UTF_8)).hex().substring(0, LETTERS);
  }

  @Override
  public String toString() {
    return "%s-%d-%d-%s".formatted(place, process, started, unique);
  }
}
