// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.target;

import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServiceAddress;
import dev.slipway.measure.service.ServiceRun;
import dev.slipway.measure.service.Workload;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.measure.wire.Bearer;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program of the container that measures beside the deployed service. It has no project and no
/// ledger: it reads the workload of a bundle, and writes what it found into its log, for `slipway
/// evidence import`.
///
/// Exit code: 0 measured, whatever was found; 2 the workload or the service is not the one it
/// should be; 3 no service answers.
public final class TargetMain {

  /// Where it runs, for a person, such as `Kubernetes, namespace pricing`.
  static final String PLACE = "SLIPWAY_PLACE";

  /// The image of the service that runs there, as the cluster or the engine names it.
  static final String IMAGE = "SLIPWAY_SERVICE_IMAGE";

  private static final String UNTOLD = "not told";
  private static final int MOST_TOLD = 300;

  private final PrintStream out;
  private final InstantSource clock;
  private final Map<String, String> told;

  TargetMain(PrintStream out, InstantSource clock, Map<String, String> told) {
    this.out = out;
    this.clock = clock;
    this.told = told;
  }

  /// @param args folder with `workload.json` and `requests.json`; host and port of the service;
  ///   `--token-file` and a file, where it asks its callers for a token
  public static void main(String[] args) throws InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code = new TargetMain(out, Clock.systemUTC(), System.getenv()).run(List.of(args));
    System.exit(code);
  }

  int run(List<String> args) throws InterruptedException {
    try {
      boolean brings = args.size() == 5 && args.get(3).equals("--token-file");
      if (args.size() != 3 && !brings) {
        throw Problem.input(
                "target.usage",
                args.size() + " arguments were given",
                "Three are wanted: a folder with the workload, the service's host, its port; and"
                    + " perhaps --token-file FILE",
                "Start it as the bundle's manifests do")
            .asException();
      }
      Bearer bearer = brings ? Bearer.of(Path.of(args.get(4))) : Bearer.NONE;
      measure(Path.of(args.get(0)), address(args.get(1), args.get(2)), bearer);
      return 0;
    } catch (ProblemException e) {
      Problem problem = e.problem();
      out.println(harmless(problem.what()));
      out.println("  why   " + harmless(problem.why()));
      out.println("  do    " + harmless(problem.remedy()));
      out.println("  code  " + problem.code());
      return problem.code().category() == Problem.Category.INPUT ? 2 : 3;
    }
  }

  private void measure(Path folder, URI url, Bearer bearer)
      throws ProblemException, InterruptedException {
    Path workloadFile = folder.resolve("workload.json");
    Path requestsFile = folder.resolve("requests.json");
    Workload workload = Workload.parse(Reading.text(workloadFile), workloadFile.toString());
    Golden golden = Golden.parse(Reading.text(requestsFile), requestsFile.toString());
    String where = where();
    out.println("%s %s at %s".formatted(workload.project(), workload.version(), url));
    out.println(where);
    out.println(
        "%s for %d s, or %d s where that cannot tell, after %d s of warm-up"
            .formatted(
                workload.arrival(Workload.SEED).sentence(),
                workload.looks().first().toSeconds(),
                workload.looks().longest().toSeconds(),
                workload.warmUp().toSeconds()));
    var run = new ServiceRun(workload, golden, bearer);
    Served served = run.against(url, Optional.empty(), Progress.NONE);
    print(served);
    out.print(
        MeasurementLog.lines(
            new TargetMeasurement(
                version(),
                workload.project(),
                workload.version(),
                workload.model(),
                clock.instant(),
                where,
                served)));
  }

  private void print(Served served) {
    out.println(served.compared() + " requests were answered as the project's model does");
    served
        .block()
        .response()
        .percentiles()
        .forEach(p -> out.println(p.percentile() + " " + Durations.text(p.value())));
    out.println(
        "%d answers, %d errors, %s"
            .formatted(
                served.block().response().count(),
                served.block().errors(),
                served.block().throughput()));
    for (LatencyVerdict judged : served.verdicts()) {
      out.println(
          "%s ≤ %s: %s"
              .formatted(judged.at(), Durations.exact(judged.limit()), judged.verdict().inWords()));
    }
    served.block().invalid().forEach(reason -> out.println("disturbed: " + reason));
  }

  /// The version of Slipway that this is part of, as its jar says.
  private static String version() {
    String version = TargetMain.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// Where this was found: the place, this machine, and what was measured.
  private String where() {
    Environment here = Environment.here("");
    return "%s; client: %s, %s, %d cores, CPU limit %s, memory limit %s; service image: %s"
        .formatted(
            told(PLACE),
            here.os(),
            here.cpu(),
            here.cores(),
            here.cpuLimit(),
            here.memoryLimit(),
            told(IMAGE));
  }

  private String told(String variable) {
    String text = harmless(told.getOrDefault(variable, ""));
    return text.isEmpty() ? UNTOLD : text;
  }

  /// A text from outside as one short line: a service that is measured must not write evidence.
  private static String harmless(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", " ").strip();
    return line.substring(0, Math.min(MOST_TOLD, line.length()));
  }

  private static URI address(String host, String port) throws ProblemException {
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return ServiceAddress.parse("http://" + bracketed + ":" + port);
  }
}
