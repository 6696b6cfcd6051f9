// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A load generator that is a program of its own, with one thread.
///
/// @param command to be followed by nothing; `SECONDS` stands for how long
/// @param answers finds the number of answers in what it prints
/// @param failures finds in it what means that answers were errors
record Generator(String command, Pattern answers, Pattern failures) {

  private static final int WARM_UP = Integer.getInteger("slipway.bench.warmup", 15);
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  /// HTTP/1.1 with `wrk`: each connection sends its next request when it has its answer.
  static Generator wrk(String script, int connections, String url) {
    return new Generator(
        "wrk -t1 -c%d -dSECONDSs --timeout 5s %s %s"
            .formatted(connections, script.isEmpty() ? "" : "-s " + script, url),
        Pattern.compile("(\\d+) requests in "),
        Pattern.compile("Non-2xx or 3xx responses: [1-9]|Socket errors"));
  }

  /// gRPC with `h2load`: each connection has some calls under way at any time.
  static Generator h2load(String payload, int connections, int streams, String url) {
    return new Generator(
        "h2load -t1 -c%d -m%d -D SECONDS -d %s -H 'content-type: application/grpc' -H 'te: trailers' %s"
            .formatted(connections, streams, payload, url),
        Pattern.compile(" (\\d+) succeeded"),
        Pattern.compile(" [1-9]\\d* failed"));
  }

  /// Loads a server of ours until it has compiled itself, which takes some 500,000 small requests
  /// and runs on the cores that it is measured on: before, a request costs several times its CPU.
  void warmUp(Subject subject) throws Exception {
    Round _ = load(subject, WARM_UP);
  }

  /// Loads a server for some seconds.
  Round load(Subject subject, int seconds) throws Exception {
    long cpuBefore = subject.cpuTicks();
    long ownBefore = Machine.ownTicks();
    Machine.Ticks before = Machine.ticks();
    long start = System.nanoTime();
    // `times` tells the CPU of the generator, which nobody could ask any more.
    String line = command.replace("SECONDS", Integer.toString(seconds)) + "; times";
    Process generator = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
    String output = new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    generator.waitFor();
    double took = (System.nanoTime() - start) / 1e9;
    long cpu = subject.cpuTicks() - cpuBefore;
    Machine.Ticks after = Machine.ticks();
    Matcher count = answers.matcher(output);
    if (failures.matcher(output).find() || !count.find()) {
      throw new IOException(line + " said: " + output);
    }
    double answered = Double.parseDouble(count.group(1));
    double known = cpu + generatorTicks(output) + Machine.ownTicks() - ownBefore;
    return new Round(
        answered / Math.min(took, seconds),
        cpu * Machine.TICK_MICROS / answered,
        Math.max(0, after.busy() - before.busy() - known) / (after.all() - before.all()));
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
}
