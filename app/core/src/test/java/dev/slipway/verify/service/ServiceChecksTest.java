// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.service.FaultyService.Answer;
import dev.slipway.verify.service.FaultyService.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every check of a running service sees the fault that it is there for.
final class ServiceChecksTest {

  private static final Fault NONE = (path, body, real) -> real;

  /// The service that most tests ask: only what stands before it is broken, a test at a time.
  private static Stand usual;

  @TempDir private Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    usual = Stand.of(SampleBundle.write(folder.resolve("bundle")));
  }

  @AfterAll
  static void end() {
    usual.service().close();
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void smokeFailsWhenTheServiceIsNotReady() throws Exception {
    Report report =
        look(
            new SmokeCheck(),
            (path, body, real) ->
                path.endsWith("/v2/health/ready") ? new Answer(503, "{\"ready\":false}") : real);

    assertEquals(Optional.of("failed"), report.measured("serving.smoke_status"));
    assertEquals(Optional.of("true"), report.measured("api.example_roundtrip_ok"));
    assertTrue(failed(report, "service.protocol"), report.findings().toString());
  }

  @Test
  void smokeFailsWhenTheAnswerIsNotAsPromised() throws Exception {
    Report report =
        look(
            new SmokeCheck(),
            (path, body, real) ->
                path.endsWith("/infer")
                    ? new Answer(200, real.body().replace("\"INT64\"", "\"INT32\""))
                    : real);

    assertEquals(Optional.of("false"), report.measured("api.example_roundtrip_ok"));
    assertTrue(failed(report, "service.contract"), report.findings().toString());
  }

  @Test
  void parityFailsOnTheLastDigit() throws Exception {
    Report report =
        look(
            new ParityCheck(),
            (path, body, real) ->
                path.endsWith("/infer")
                    ? new Answer(200, real.body().replaceFirst("0\\.45343316", "0.45343319"))
                    : real);

    List<Finding> failures =
        report.findings().stream().filter(Finding.Failed.class::isInstance).toList();
    assertEquals(
        List.of("Answers equal the model's own, bit by bit"),
        failures.stream().map(Finding::check).distinct().toList());
    assertEquals(
        "The largest difference from it is 2.9802322387695312E-8.",
        ((Finding.Failed) failures.getFirst()).problem().why());
    assertEquals(Optional.empty(), report.measured("serving.parity_max_abs_diff"));
  }

  @Test
  void oneCauseOfManyRefusalsIsOneFailureAndSpoilsNoOtherCheck() throws Exception {
    Fault oneRow =
        (path, body, real) ->
            body.contains("\"shape\":[1,")
                ? new Answer(400, "{\"error\":\"byte 7: no single rows\"}")
                : real;

    Rehearsal rehearsal = rehearsal(oneRow);
    Report report = new Report();
    new ParityCheck().look(rehearsal, report);
    new LoadCheck().look(rehearsal, report);

    assertEquals(
        List.of(
            "12 golden requests are answered with 400: adelie-row-5, adelie-row-6,"
                + " adelie-row-13, adelie-row-31, gentoo-row-154, …."),
        report.findings().stream()
            .filter(Finding.Failed.class::isInstance)
            .map(finding -> ((Finding.Failed) finding).problem().what())
            .toList());
    assertTrue(
        report.findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.Passed(String check, String detail)
                    && check.equals("Every request at the peak is answered")
                    && detail.endsWith("without the 12 golden requests that it refuses")),
        report.findings().toString());
  }

  @Test
  void nothingIsConcludedFromRequestsOfWhichNoneIsAnswered() throws Exception {
    Rehearsal rehearsal =
        rehearsal((path, body, real) ->
            path.endsWith("/infer") ? new Answer(400, "{\"error\":\"no\"}") : real);
    Report report = new Report();
    new RehearsalRun(
            rehearsal.bundle(),
            rehearsal.model(),
            usual.root().resolve("docker/app/model/golden.json"),
            Duration.ofSeconds(1),
            report)
        .checks(rehearsal.service(), rehearsal.sheet(), Progress.NONE);

    assertEquals(
        List.of(
            "malformed and oversized requests",
            "extreme values",
            "load at the peak",
            "stop under load"),
        report.findings().stream()
            .filter(finding ->
                finding instanceof Finding.NotRun(String check, String because)
                    && because.equals("the service answers none of the golden requests")
                    && check.startsWith("Check of the "))
            .map(finding -> finding.check().replace("Check of the ", ""))
            .toList());
    assertEquals(
        1,
        report.findings().stream()
            .filter(finding -> finding.check().contains("own, bit by bit"))
            .count());
    assertEquals(Optional.empty(), report.measured("serving.shutdown_failed_requests"));
    assertEquals(Optional.empty(), report.measured("serving.latency_p99_ms"));
  }

  @Test
  void badRequestsThatBringServerErrorsAreFound() throws Exception {
    Report report =
        look(
            new BadRequests(),
            (path, body, real) ->
                real.status() == 400 ? new Answer(500, "Internal Server Error") : real);

    assertTrue(failed(report, "service.bad-request"), report.findings().toString());
  }

  /// A body that is too large to send is announced: 1 GiB here.
  @Test
  void aLimitThatIsTooLargeToSendIsTriedByTheLengthAlone() throws Exception {
    Report report = new Report();
    Stand limited = limited();
    Rehearsal before = rehearsal(limited, NONE);
    new BadRequests().look(with(before, limited.service(), before.requests()), report);

    assertEquals(List.of("Bad requests are refused and do no harm: 20 requests"), said(report));
  }

  @Test
  void aServiceThatWaitsForABodyTooLargeToSendIsNotJudgedByIt() throws Exception {
    Report report = new Report();
    new BadRequests().look(rehearsal(limited(), NONE), report);

    assertEquals(
        List.of(
            "Bodies over the limit are refused: the service waits for the body of an announced"
                + " request, and 1.1 GB is too much to send",
            "Bad requests are refused and do no harm: 19 requests"),
        said(report));
  }

  private static List<String> said(Report report) {
    return report.findings().stream()
        .map(found ->
            switch (found) {
              case Finding.Passed(String check, String detail) -> check + ": " + detail;
              case Finding.NotRun(String check, String because) -> check + ": " + because;
              case Finding.Failed failed -> failed.problem().toString();
            })
        .toList();
  }

  private Stand limited() throws Exception {
    Path root = SampleBundle.write(folder.resolve("bundle"));
    Path settings = root.resolve("docker/app/conf/serving.properties");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replaceAll("(?m)^request.max-bytes=.*", "request.max-bytes=1048576 KiB"));
    Stand stand = Stand.of(root);
    opened.push(stand.service());
    return stand;
  }

  @Test
  void errorsInAnotherFormAreFound() throws Exception {
    Report report =
        look(
            new BadRequests(),
            (path, body, real) ->
                real.status() == 400 ? new Answer(400, "{\"detail\":\"no\"}") : real);

    assertTrue(failed(report, "service.bad-request"), report.findings().toString());
  }

  @Test
  void numbersThatAreNotFiniteAreFound() throws Exception {
    Report report =
        look(
            new NonFiniteCheck(),
            (path, body, real) ->
                body.contains("1e30") ? new Answer(200, "{\"outputs\":[{\"data\":[NaN]}]}") : real);

    assertEquals(Optional.of("2"), report.measured("serving.nonfinite_responses"));
    assertTrue(failed(report, "service.non-finite"), report.findings().toString());
  }

  /// Nested data are a request too, and a class may be called `null`.
  @Test
  void neitherNestedDataNorALabelNamedNullMisleads() throws Exception {
    Rehearsal flat =
        rehearsal((path, body, real) ->
            path.endsWith("/infer") && real.status() == 200
                ? new Answer(
                    200,
                    "{\"outputs\":[{\"name\":\"species\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"null\"]}]}")
                : real);
    Report report = new Report();
    new NonFiniteCheck()
        .look(
            with(
                flat,
                flat.service(),
                flat.requests().stream()
                    .map(request -> request.replaceAll("\"data\":(\\[[^\\]]*\\])", "\"data\":[$1]"))
                    .toList()),
            report);

    assertEquals(
        List.of(
            "Answers hold finite numbers only: 12 extreme values, of which the service answers 5"),
        said(report));
  }

  @Test
  void missingMetricsAreFound() throws Exception {
    Report report =
        look(
            new MetricsCheck(),
            (path, body, real) ->
                path.equals("/metrics")
                    ? new Answer(200, real.body().replace("inference_ready", "ready"))
                    : real);

    assertTrue(failed(report, "service.metric"), report.findings().toString());
  }

  @Test
  void aMissingSignalIsCounted() throws Exception {
    Report report =
        look(
            new MetricsCheck(),
            (path, body, real) ->
                path.equals("/metrics")
                    ? new Answer(200, real.body().replace("inference_pending", "pending"))
                    : real);

    assertTrue(failed(report, "service.signal"), report.findings().toString());
  }

  /// The rules judge the latency of good answers: without the label none of them could ever fire.
  @Test
  void aLatencyThatCountsGoodAnswersAndFailuresAlikeIsFound() throws Exception {
    Report report =
        look(
            new MetricsCheck(),
            (path, body, real) ->
                path.equals("/metrics")
                    ? new Answer(200, real.body().replace(",outcome=\"success\"", ""))
                    : real);

    assertTrue(failed(report, "service.signal"), report.findings().toString());
  }

  @Test
  void requestsThatFailUnderLoadAreFound() throws Exception {
    Report report =
        look(
            new LoadCheck(),
            (path, body, real) ->
                path.endsWith("/infer") && System.nanoTime() % 3 == 0
                    ? new Answer(500, "{\"error\":\"x\"}")
                    : real);

    assertTrue(failed(report, "service.errors"), report.findings().toString());
    assertEquals(Optional.empty(), report.measured("serving.throughput_rps"));
  }

  @Test
  void answersThatComeTooLateAreFound() throws Exception {
    Report report =
        look(
            new LoadCheck(),
            (path, body, real) -> {
              assertFalse(new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS));
              return real;
            });

    // On a machine too busy to ask in time nothing is judged, however late the answers are.
    boolean unjudged = report.findings().toString().contains("the run is not valid (disturbed: ");
    assertTrue(
        failed(report, "service.slow") || failed(report, "service.errors") || unjudged,
        report.findings().toString());
  }

  @Test
  void aStopThatDropsConnectionsIsFound() throws Exception {
    Report report = look(new DrainCheck(), NONE);

    assertTrue(failed(report, "service.lost"), report.findings().toString());
    assertTrue(failed(report, "service.grace"), report.findings().toString());
  }

  @Test
  void aLogThatRepeatsValuesIsFound() throws Exception {
    Report report = new Report();
    Rehearsal rehearsal = rehearsal(NONE);
    ((FaultyService) rehearsal.service())
        .logging("{\"event\":\"refused\",\"why\":\"no number: canary-7391@example.org\"}")
        .logging("java.lang.IllegalStateException: oops");

    new LogCheck().look(rehearsal, report);

    assertEquals(Optional.of("1"), report.measured("logs.sensitive_findings"));
    assertTrue(failed(report, "service.log-payload"), report.findings().toString());
    assertTrue(failed(report, "service.log"), report.findings().toString());
  }

  private static Rehearsal with(Rehearsal one, RunningService service, List<String> requests) {
    return Altered.of(one, "service", service, "requests", requests);
  }

  private Report look(ServiceCheck check, Fault fault) throws Exception {
    Report report = new Report();
    check.look(rehearsal(fault), report);
    return report;
  }

  private Rehearsal rehearsal(Fault fault) throws Exception {
    return rehearsal(usual, fault);
  }

  private Rehearsal rehearsal(Stand stand, Fault fault) throws Exception {
    var service = new FaultyService(stand.service(), fault);
    opened.push(service);
    return stand.rehearsal(service);
  }

  private static boolean failed(Report report, String code) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .anyMatch(failed -> failed.problem().code().id().equals(code));
  }
}
