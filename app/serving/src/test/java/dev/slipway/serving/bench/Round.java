// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One stretch of load against one server.
///
/// @param perSecond answers a second
/// @param cpuMicros CPU of the server for each answer
/// @param foreign share of the machine's CPU that was neither the server's nor the generator's
record Round(double perSecond, double cpuMicros, double foreign) {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
  private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  /// Runs wrk for some seconds.
  static Round measure(Subject subject, Path script, int connections, int seconds)
      throws Exception {
    long cpuBefore = subject.cpuTicks();
    long[] machineBefore = machine();
    // `times` tells the CPU of wrk, which nobody could ask any more.
    String command =
        "wrk -t1 -c%d -d%ds -s '%s' %s; times"
            .formatted(connections, seconds, script, subject.inferUrl());
    Process wrk = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    long cpu = subject.cpuTicks() - cpuBefore;
    long[] machine = machine();
    if (FAILED.matcher(output).find()) {
      throw new IOException("some answers were errors: " + output);
    }
    Matcher requests = REQUESTS.matcher(output);
    if (!requests.find()) {
      throw new IOException("wrk said: " + output);
    }
    double count = Double.parseDouble(requests.group(1));
    double busy = machine[0] - machineBefore[0];
    double all = machine[1] - machineBefore[1];
    return new Round(
        count / seconds,
        cpu * 10_000.0 / count,
        Math.max(0, busy - cpu - generatorTicks(output)) / all);
  }

  /// `times` ends with a line such as `0m1.234s 0m0.567s` for user and system.
  private static double generatorTicks(String output) {
    String last = output.lines().reduce("", (before, line) -> line);
    double seconds = 0;
    Matcher time = TIME.matcher(last);
    while (time.find()) {
      seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
    }
    return 100 * seconds;
  }

  /// Busy and all ticks of the machine.
  private static long[] machine() throws IOException {
    String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    String[] fields = first.substring(5).trim().split(" +");
    long all = 0;
    for (String field : fields) {
      all += Long.parseLong(field);
    }
    long idle = Long.parseLong(fields[3]) + Long.parseLong(fields[4]);
    return new long[] {all - idle, all};
  }
}
