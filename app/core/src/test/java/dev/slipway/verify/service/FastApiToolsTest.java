// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.bundle.Exported;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exported FastAPI service meets every check that Slipway's own runtime has to meet.
@Tag("tools")
final class FastApiToolsTest {

  /// Two versions of ONNX Runtime need not agree on the last bit. What its README says that it does
  /// not do.
  private static final Set<String> NOT_OF_PYTHON =
      Set.of(
          "Answers equal the model's own, bit by bit",
          "Rows by name are answered as tensors are, bit by bit");

  private static final Set<String> PASSED =
      Set.of(
          "The service speaks the Open Inference Protocol",
          "Answers equal the recorded ones within 1e-6",
          "Bad requests are refused and do no harm",
          "Answers hold finite numbers only",
          "Rules name metrics that the service has",
          "Metrics show traffic, errors, latency and saturation",
          "Stopping under load loses no request",
          "The service ends by itself within its grace",
          "The log is one JSON object a line",
          "The log repeats no request's values");

  @TempDir private Path temp;
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws Exception {
    bundle = SampleBundle.write(temp.resolve("bundle"), "fastapi");
    // On a busy machine a client may be idle for half a second, and its connection is closed then.
    Exported.replace(
        bundle.resolve("fastapi/app/conf/serving.properties"), "linger=500 ms", "linger=5 s");
  }

  @Test
  void everyCheckOfARunningServicePasses() throws Exception {
    Report report = rehearse();

    List<Finding> failed = new ArrayList<>();
    Set<String> passed = new TreeSet<>(PASSED);
    for (Finding finding : report.findings()) {
      switch (finding) {
        case Finding.Passed(String check, String _) -> passed.remove(check);
        case Finding.Failed(String check, var _) when !NOT_OF_PYTHON.contains(check) ->
            failed.add(finding);
        default -> {}
      }
    }
    assertEquals(List.of(), failed);
    assertEquals(Set.of(), passed, "these passed too");
  }

  @Test
  void theImagesHealthCheckTellsWhenTheServiceIsReady() throws Exception {
    Path fastapi = bundle.resolve("fastapi");
    try (RunningService service = PythonService.start(fastapi, temp)) {
      while (health(fastapi, service) != 0 && service.isRunning()) {
        // Asking takes a process's time.
      }
      assertEquals(0, health(fastapi, service));
      service.stop(Duration.ofSeconds(30));
      assertEquals(1, health(fastapi, service));
    }
  }

  private static int health(Path fastapi, RunningService service) throws Exception {
    String architecture = System.getProperty("os.arch", "").replace("aarch64", "arm64");
    Path program = fastapi.resolve("health-check").resolve(architecture);
    assertTrue(program.toFile().setExecutable(true));
    return new ProcessBuilder(program.toString(), Integer.toString(service.management().getPort()))
        .start()
        .waitFor();
  }

  @Test
  void errorsThatAreNotTheProtocolsAreFound() throws Exception {
    SampleBundle.edit(
        bundle,
        "fastapi/app/service.py",
        "as_json({\"error\": str(e)}",
        "as_json({\"detail\": str(e)}");

    assertTrue(
        rehearse().findings().stream()
            .anyMatch(finding ->
                finding instanceof Finding.Failed failed
                    && failed.problem().code().id().equals("service.bad-request")));
  }

  @Test
  void eachPackageIsPinnedAtTheVersionThatRunsHere() throws Exception {
    List<String> required = PythonService.required(bundle.resolve("fastapi"));
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c"));
    command.add(
        """
        import importlib.metadata, sys
        for name in sys.argv[1:]:
            version = importlib.metadata.version(name)
            print(name + "==" + (version if version.count(".") > 1 or name == "idna" else version + ".0"))
        """);
    required.forEach(line -> command.add(line.replaceAll("==.*", "")));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> installed = process.inputReader().lines().toList();

    assertEquals(0, process.waitFor());
    // Debian corrected the older one.
    assertTrue(required.contains("h11==0.16.0"), required.toString());
    assertEquals(
        required,
        installed.stream().map(line -> line.replace("h11==0.14.0", "h11==0.16.0")).toList());
  }

  private Report rehearse() throws Exception {
    BundleFolder folder = BundleFolder.open(bundle);
    Report report = new Report();
    Path golden = bundle.resolve("fastapi/app/model/golden.json");
    Path model = bundle.resolve("fastapi/app/model/model.onnx");
    assertTrue(Files.exists(model) && Files.exists(golden));
    try (RunningService service = PythonService.start(bundle.resolve("fastapi"), temp)) {
      new RehearsalRun(folder, model, golden, Duration.ofSeconds(1), report)
          .checks(service, ServiceSheet.of(folder), Progress.NONE);
    }
    return report;
  }
}
