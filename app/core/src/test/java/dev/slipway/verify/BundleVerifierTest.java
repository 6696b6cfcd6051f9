// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole bundles, their service as a process of this machine.
final class BundleVerifierTest {

  @TempDir private Path folder;

  private final List<Finding> heard = new ArrayList<>();
  private final List<WorkEvent> told = new ArrayList<>();

  @Test
  void passesABundleWhoseServiceRunsAsAProcess() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    Verification verification = verify(bundle, EngineChoice.PROCESS);

    assertEquals(List.of(), failures(verification));
    assertEquals("process", verification.how());
    assertEquals(heard, verification.findings());
    assertEquals(
        """
        signature of bundle.json
        hashes of bundle.json
        the team's own files
        YAML
        secrets in files
        Kubernetes manifests
        Dockerfile
        Compose file
        Prometheus rules
        metrics that queries name
        runbook
        model card
        programs that the targets name
        agreement between artefacts
        start of the service
        start and probes
        protocol and stored example
        golden answers
        rows by name
        texts
        pictures
        malformed and oversized requests
        extreme values
        load at the peak
        metrics
        memory under load
        stop under load
        log
        """,
        steps());
    assertTrue(wasTold("golden answers", "passed: "), told.toString());
    assertEquals("passed", measured(verification, "serving.smoke_status"));
    assertEquals("true", measured(verification, "api.example_roundtrip_ok"));
    assertEquals("0", measured(verification, "serving.shutdown_failed_requests"));
    assertEquals("0", measured(verification, "serving.nonfinite_responses"));
    assertEquals("0", measured(verification, "logs.sensitive_findings"));
    assertEquals("0", measured(verification, "metrics.golden_signals_missing"));
    assertEquals("0", measured(verification, "manifests.probe_findings"));
    assertEquals("0", measured(verification, "runbook.alerts_without_entry"));
    assertTrue(
        notRun(verification).contains("The service runs in a container"),
        notRun(verification).toString());
    assertEquals(
        List.of(),
        verification.measurements().keySet().stream()
            .filter(key -> key.startsWith("container.") || key.startsWith("image."))
            .toList());
  }

  private boolean wasTold(String step, String begin) {
    return told.stream()
        .anyMatch(event ->
            event instanceof WorkEvent.Logged(String in, String line)
                && in.equals(step)
                && line.startsWith(begin));
  }

  @Test
  void findsNothingWrongWithTheFilesOfAllTargetsTogether() throws Exception {
    List<String> targets =
        TargetCatalogue.builtIn().targets().stream()
            .filter(target -> target.needs().isEmpty())
            .map(Target::id)
            .sorted()
            .toList();
    Path bundle = SampleBundle.write(folder.resolve("bundle"), targets.toArray(String[]::new));

    Verification verification = verify(bundle, EngineChoice.NONE);

    assertEquals(List.of(), failures(verification));
  }

  @Test
  void withoutAnEngineTheContainerIsNotRun() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));

    Verification verification = verify(bundle, EngineChoice.CONTAINER);

    assertEquals("static", verification.how());
    assertTrue(
        notRun(verification).contains("The service runs in a container"),
        notRun(verification).toString());
  }

  @Test
  void whatTheMachineLacksIsNotRunAndWhatAnEngineRefusesFails() {
    String check = "The service can be built, started and asked";
    Problem gone =
        Problem.environment("engine.unreachable", "No engine answers.", "It ended.", "Start it.");
    Problem refused =
        Problem.environment("engine.refused", "It could not start.", "No such file.", "Look.");
    Problem lost =
        Problem.environment("engine.lost", "The engine was lost.", "Killed.", "Look at it.");
    Report report = new Report();

    BundleVerifier.ended(lost, report);
    assertEquals(Optional.of(lost), report.trouble());
    BundleVerifier.ended(gone, report);
    BundleVerifier.ended(refused, report);

    assertEquals(
        List.of(
            new Finding.NotRun(check, "The engine was lost: Killed. Look at it."),
            new Finding.NotRun(check, "No engine answers: It ended. Start it."),
            new Finding.Failed(check, refused)),
        report.findings());
  }

  @Test
  void findsAServiceThatAnswersOtherwiseThanItsModel() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    SampleBundle.edit(
        bundle, "docker/app/model/golden.json", "0.45343316, 0.5465667", "0.45353316, 0.5464667");

    List<String> failures = failures(verify(bundle, EngineChoice.PROCESS));

    assertTrue(
        failures.contains(
            "service.parity: 2 golden requests are answered otherwise than the recorded answer:"
                + " adelie-row-13, all-12-in-one-batch."),
        failures.toString());
  }

  @Test
  void saysWhyAServiceDoesNotStart() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    SampleBundle.edit(
        bundle, "docker/app/conf/serving.properties", "model.threads=1", "model.threads=many");

    Verification verification = verify(bundle, EngineChoice.PROCESS);

    List<String> failures = failures(verification);
    assertTrue(
        failures.contains("service.not-ready: The service ended instead of becoming ready."),
        failures.toString());
  }

  @Test
  void refusesAFolderWithoutABundle() {
    ProblemException refusal =
        assertThrows(ProblemException.class, () -> verify(folder, EngineChoice.NONE));

    assertEquals("verify.no-bundle", refusal.problem().code().id());
  }

  @Test
  void saysThatABundleIndexIsTruncated() throws Exception {
    Files.writeString(folder.resolve("bundle.json"), "{\"files\": {");

    ProblemException refusal =
        assertThrows(ProblemException.class, () -> verify(folder, EngineChoice.NONE));

    assertEquals("json.malformed", refusal.problem().code().id());
  }

  @Test
  void cancellingEndsTheServiceToo() throws Exception {
    Path bundle = SampleBundle.write(folder.resolve("bundle"));
    CountDownLatch loading = new CountDownLatch(1);
    Progress progress =
        (fraction, doing) -> {
          if (doing.equals("load at the peak")) {
            loading.countDown();
          }
        };
    Thread verifier =
        Thread.ofPlatform()
            .start(() ->
                assertThrows(
                    InterruptedException.class,
                    () ->
                        new BundleVerifier(Map.of(), heard::add)
                            .verify(request(bundle, EngineChoice.PROCESS, 600), progress)));
    loading.await();

    verifier.interrupt();

    assertTrue(verifier.join(Duration.ofSeconds(10)));
    assertEquals(
        List.of(),
        ProcessHandle.current()
            .children()
            .filter(ProcessHandle::isAlive)
            .filter(child -> child.info().commandLine().orElse("").contains(bundle.toString()))
            .toList());
  }

  private Verification verify(Path bundle, EngineChoice engine)
      throws ProblemException, InterruptedException {
    Map<String, String> environment =
        Map.of("DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
    return new BundleVerifier(environment, heard::add)
        .verify(
            request(bundle, engine, 1),
            new Progress() {
              @Override
              public void report(double fraction, String doing) {
                // not looked at
              }

              @Override
              public void tell(WorkEvent event) {
                told.add(event);
              }
            });
  }

  /// The steps in their order: each was planned, and ended once; none failed.
  private String steps() {
    List<String> planned =
        told.stream()
            .filter(WorkEvent.Planned.class::isInstance)
            .flatMap(event -> ((WorkEvent.Planned) event).steps().stream())
            .toList();
    List<WorkEvent.Ended> ended =
        told.stream()
            .filter(WorkEvent.Ended.class::isInstance)
            .map(WorkEvent.Ended.class::cast)
            .toList();
    assertEquals(planned, ended.stream().map(WorkEvent.Ended::step).toList());
    assertTrue(ended.stream().noneMatch(e -> e.how() == WorkEvent.Outcome.FAILED), ended::toString);
    return ended.stream().map(each -> each.step() + "\n").collect(Collectors.joining());
  }

  private static VerifyRequest request(Path bundle, EngineChoice engine, int seconds) {
    return new VerifyRequest(
        bundle, Optional.empty(), Optional.empty(), engine, Duration.ofSeconds(seconds));
  }

  static String measured(Verification verification, String key) {
    return Optional.ofNullable(verification.measurements().get(key))
        .map(Verification.Measurement::value)
        .orElse("not measured");
  }

  static List<String> failures(Verification verification) {
    return verification.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(Finding.Failed.class::cast)
        .map(failed -> failed.problem().code() + ": " + failed.problem().what())
        .toList();
  }

  static List<String> notRun(Verification verification) {
    return verification.findings().stream()
        .filter(Finding.NotRun.class::isInstance)
        .map(Finding::check)
        .toList();
  }
}
