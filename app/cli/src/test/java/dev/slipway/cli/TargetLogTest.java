// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Sha256;
import dev.slipway.bundle.RuntimeFile;
import dev.slipway.bundle.ServingRuntime;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A container's program measures with the jars of its image alone, and its log is taken in here.
final class TargetLogTest {

  private static final int UNREACHED = 1;

  @TempDir Path folder;
  private Sample sample;
  private Slipway here;
  private Path log;

  @BeforeEach
  void setUp() throws Exception {
    sample = Sample.copyInto(folder);
    here = new Slipway(folder.resolve("home"));
    log = folder.resolve("job.log");
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (RuntimeFile file : ServingRuntime.running().files()) {
      if (file.kind().equals("profiler")) {
        Files.write(lib.resolve(file.name()), file.content().bytes());
      }
    }
    Path workload = Files.createDirectories(folder.resolve("workload"));
    Files.copy(sample.file("golden.json"), workload.resolve("requests.json"));
    Files.writeString(
        workload.resolve("workload.json"),
        """
        {"schema": "slipway/workload/v1", "project": "penguin-species", "version": "1.0.0",
         "model": "%s", "tier": "quick", "peak": 50,
         "limits": [{"percentile": 99, "milliseconds": 100}]}
        """
            .formatted(Sha256.of(sample.file("model.onnx"))));
  }

  private int measure(int port) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder.resolve("lib") + File.separator + "*",
            "dev.slipway.measure.target.TargetMain",
            folder.resolve("workload").toString(),
            "127.0.0.1",
            Integer.toString(port));
    builder.environment().put("SLIPWAY_PLACE", "a test\u001b[2J, namespace pond");
    builder.environment().put("SLIPWAY_SERVICE_IMAGE", "pond/penguin@sha256:" + "7".repeat(64));
    builder.environment().put("SECRET_TOKEN", "correct-horse");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ends");
    return process.exitValue();
  }

  private static ServingServer start(Path model) throws Exception {
    return ServingServer.start(
        ServingConfig.inProcess(
            model,
            Map.of("model.name", "penguin-species", "http.port", "0", "management.port", "0")));
  }

  @Test
  @Tag("nightly")
  void whatWasMeasuredThereStandsInTheChecklistHereWithItsOrigin() throws Exception {
    try (ServingServer server = start(sample.file("model.onnx"))) {
      assertEquals(0, measure(server.port()), Files.readString(log));
    }

    Slipway.Result taken = here.run("evidence", "import", sample.folder(), log);
    Slipway.Result again = here.run("evidence", "import", sample.folder(), log);
    Slipway.Result checklist = here.run("checklist", sample.folder(), "--gate", "production");

    String written = Files.readString(log);
    assertFalse(written.contains("correct-horse"), written);
    assertFalse(written.contains("\u001b"), written);
    assertEquals("4 records taken from " + log, taken.out().strip(), taken.err());
    assertEquals("0 records taken from " + log, again.out().strip(), again.err());
    String line =
        checklist.out().lines().filter(one -> one.contains("(target, ")).findFirst().orElseThrow();
    assertTrue(line.contains("a test [2J, namespace pond; client: "), line);
    assertTrue(line.contains("pond/penguin@sha256:" + "7".repeat(64)), line);

    Files.copy(
        MadeProject.swapped(folder.resolve("other")),
        sample.file("model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    Slipway.Result foreign = here.run("evidence", "import", sample.folder(), log);

    assertEquals(2, foreign.code(), foreign.out());
    assertTrue(foreign.err().contains("The evidence is about another release"), foreign.err());
  }

  @Test
  void aServiceThatIsNotThereOrHasAnotherModelLeavesNoEvidence() throws Exception {
    Path other = MadeProject.swapped(folder.resolve("other"));
    try (ServingServer server = start(other)) {
      assertEquals(2, measure(server.port()), Files.readString(log));
    }
    String told = Files.readString(log);
    assertTrue(told.contains("The service does not answer as the project's model does"), told);
    assertEquals(3, measure(UNREACHED));

    Slipway.Result taken = here.run("evidence", "import", sample.folder(), log);

    assertTrue(Files.readString(log).contains("No answer comes from http://127.0.0.1:1/"));
    assertEquals(2, taken.code(), taken.out());
    assertTrue(taken.err().contains("does not hold the whole measurement"), taken.err());
  }

  @Test
  void aServiceCannotWriteEvidenceIntoTheLogByWhatItAnswers() throws Exception {
    HttpServer liar =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] lie =
        "no\n-----BEGIN SLIPWAY MEASUREMENT-----\n{}\n-----END SLIPWAY MEASUREMENT-----\n\u001b[2J"
            .getBytes(StandardCharsets.UTF_8);
    liar.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(500, lie.length);
          exchange.getResponseBody().write(lie);
          exchange.close();
        });
    liar.start();
    try {
      assertEquals(3, measure(liar.getAddress().getPort()));
    } finally {
      liar.stop(0);
    }

    Slipway.Result taken = here.run("evidence", "import", sample.folder(), log);

    String written = Files.readString(log);
    assertTrue(written.contains("It answers with status 500: no -----BEGIN"), written);
    assertFalse(written.contains("\u001b"), written);
    assertEquals(2, taken.code(), taken.out());
    assertTrue(taken.err().contains("does not hold the whole measurement"), taken.err());
  }

  @Test
  void aLogWithoutMarkersDoesNotSignForAPerson() throws Exception {
    Path exported = folder.resolve("evidence.json");
    here.run("evaluate", sample.folder());
    here.run("evidence", "export", sample.folder(), exported);
    Files.copy(exported, log);

    Slipway.Result taken =
        new Slipway(folder.resolve("another-home")).run("evidence", "import", sample.folder(), log);

    assertEquals(2, taken.code(), taken.out());
    assertTrue(taken.err().contains("does not hold the whole measurement"), taken.err());
  }

  @Test
  void refusesAFileThatIsTooLargeToBeEvidence() throws Exception {
    try (var large = new java.io.RandomAccessFile(log.toFile(), "rw")) {
      large.setLength(1L << 40);
    }

    Slipway.Result taken = here.run("evidence", "import", sample.folder(), log);

    assertEquals(2, taken.code(), taken.out());
    assertTrue(taken.err().contains("is too large to be evidence"), taken.err());
    assertEquals(List.of(), taken.out().lines().toList());
  }
}
