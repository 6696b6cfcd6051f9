// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every engine must do.
abstract class ContainerEngineTck {

  private static final String JRE = "eclipse-temurin:25-jre";
  private static final RunLimits LIMITS = RunLimits.hardened(500, Bytes.mebibytes(192));

  @TempDir private Path context;

  private final String run = UUID.randomUUID().toString();
  private final String tag = "slipway-tck:" + run.substring(0, 8);
  private ContainerEngine engine;

  abstract ContainerEngine open() throws ProblemException;

  @BeforeEach
  void opens() throws ProblemException {
    engine = open();
  }

  @AfterEach
  void leavesNothingBehind() throws ProblemException {
    try (ContainerEngine open = engine) {
      open.removeRun(run);

      assertEquals(Optional.empty(), open.image(tag));
    }
  }

  @Test
  void tellsItsVersion() throws ProblemException {
    EngineVersion version = engine.version();

    assertTrue(version.version().matches("[0-9]+\\..*"), version.toString());
    assertTrue(version.platform().startsWith("linux/"), version.toString());
  }

  @Test
  void buildsAnImageAndTellsItsFacts() throws Exception {
    var log = new ArrayList<String>();
    var steps = new ArrayList<String>();

    ImageFacts image = build(log, (fraction, doing) -> steps.add(doing), SERVER);

    assertEquals("65532:65532", image.user());
    assertTrue(image.runsAsNonRoot());
    assertEquals(List.of(8080), image.ports());
    assertEquals(List.of("java", "-XX:TieredStopAtLevel=1"), image.entrypoint());
    assertTrue(image.size().count() > 50_000_000, image.size().toString());
    assertTrue(image.layers() >= 2, image.toString());
    assertTrue(log.stream().anyMatch(line -> line.contains("COPY page.txt")), log.toString());
    assertTrue(steps.contains("USER 65532:65532"), steps.toString());
  }

  @Test
  void saysWhichStepOfABuildFailed() {
    ProblemException failure =
        assertThrows(
            ProblemException.class,
            () -> build(new ArrayList<>(), Progress.NONE, "FROM " + JRE + "\nCOPY absent.txt /\n"));

    Problem problem = failure.problem();
    assertEquals("engine.build-failed", problem.code().id());
    assertTrue(problem.what().contains("absent.txt"), problem.what());
    assertTrue(problem.why().contains("COPY absent.txt"), problem.why());
  }

  @Test
  void givesBuildStepsNoNetwork() throws Exception {
    var log = new ArrayList<String>();

    build(log, Progress.NONE, "FROM " + JRE + "\nRUN cat /proc/net/dev\n");

    assertTrue(log.stream().anyMatch(line -> line.strip().startsWith("lo:")), log.toString());
    assertFalse(log.stream().anyMatch(line -> line.strip().startsWith("eth")), log.toString());
  }

  @Test
  void buildsThoughTheDockerfileItselfIsIgnored() throws Exception {
    Files.writeString(context.resolve(".dockerignore"), "*\n!page.txt\n");

    ImageFacts image = build(new ArrayList<>(), Progress.NONE, SERVER);

    assertEquals("65532:65532", image.user());
  }

  @Test
  void cancellingEndsABuild() throws Exception {
    var waiting = new CountDownLatch(1);
    Thread builder =
        Thread.ofVirtual()
            .unstarted(() ->
                assertThrows(
                    InterruptedException.class,
                    () ->
                        build(
                            new ArrayList<>(),
                            (fraction, doing) -> {
                              if (doing.startsWith("RUN")) {
                                waiting.countDown();
                              }
                            },
                            "FROM " + JRE + "\nRUN tail -f /dev/null\n")));
    builder.start();
    waiting.await();

    builder.interrupt();

    assertTrue(builder.join(Duration.ofSeconds(5)));
  }

  @Test
  void runsUnderItsLimitsAndPublishesPortsOnLoopback() throws Exception {
    ImageFacts image = build(new ArrayList<>(), Progress.NONE, SERVER);

    RunningContainer container = engine.run(RunOrder.of(image.id(), LIMITS, List.of(8080), run));

    assertEquals("hello\n", get(container.published(8080)));
    assertEquals(
        new ContainerState(
            ContainerState.Status.RUNNING,
            Optional.empty(),
            Optional.empty(),
            false,
            "65532:65532",
            true,
            500,
            Bytes.mebibytes(192)),
        engine.inspect(container.id()));
    engine.stop(container.id(), Duration.ofSeconds(10));
    assertEquals(Optional.of(143), engine.inspect(container.id()).exitCode());
    assertTrue(
        engine.logs(container.id()).stream().anyMatch(line -> line.contains("Serving /srv")),
        engine.logs(container.id()).toString());
  }

  @Test
  void keepsTheRootReadOnlyAndTmpWritable() throws Exception {
    ContainerState state =
        ended(List.of("sh", "-c", "echo x > /tmp/x && cat /tmp/x && ! touch /opt/y"));

    assertEquals(Optional.of(0), state.exitCode());
  }

  @Test
  void passesTheEnvironmentOn() throws Exception {
    var environment = new TreeMap<>(Map.of("COLOUR", "blue grey"));
    RunningContainer container =
        engine.run(
            new RunOrder(
                JRE, LIMITS, List.of("sh", "-c", "echo $COLOUR"), environment, List.of(), run));
    await(container.id());

    assertEquals(List.of("blue grey"), engine.logs(container.id()));
  }

  @Test
  void seesThatTheKernelKilledForMemory() throws Exception {
    RunLimits tight = RunLimits.hardened(1000, Bytes.mebibytes(32));
    RunningContainer container =
        engine.run(
            new RunOrder(
                JRE,
                tight,
                List.of("sh", "-c", "tail /dev/zero"),
                new TreeMap<>(),
                List.of(),
                run));

    // An engine may be told of the end before it is told why, and the other way round.
    ContainerState state =
        await(container.id(), seen -> seen.outOfMemory() && seen.exitCode().isPresent());

    assertTrue(state.outOfMemory(), state.toString());
    assertEquals(Optional.of(137), state.exitCode());
  }

  @Test
  void seesPeakMemory() throws Exception {
    ImageFacts image = build(new ArrayList<>(), Progress.NONE, SERVER);
    RunningContainer container = engine.run(RunOrder.of(image.id(), LIMITS, List.of(8080), run));

    try (var memory = engine.watchMemory(container.id())) {
      Instant end = Instant.now().plusSeconds(20);
      while (memory.peak().map(p -> p.mebibytesUp() <= 5).orElse(true)
          && Instant.now().isBefore(end)) {
        get(container.published(8080));
      }
      long peak = memory.peak().orElseThrow().mebibytesUp();

      assertTrue(peak > 5 && peak < 192, peak + " MiB");
    }
  }

  @Test
  void removingWhatIsGoneIsNoFailure() throws Exception {
    RunningContainer container =
        engine.run(new RunOrder(JRE, LIMITS, List.of("true"), new TreeMap<>(), List.of(), run));

    engine.remove(container.id());
    engine.remove(container.id());

    ProblemException failure =
        assertThrows(ProblemException.class, () -> engine.inspect(container.id()));
    assertEquals("engine.refused", failure.problem().code().id());
  }

  @Test
  void saysThatAnImageIsMissing() {
    ProblemException failure =
        assertThrows(
            ProblemException.class,
            () -> engine.run(RunOrder.of("slipway-absent:1", LIMITS, List.of(), run)));

    assertTrue(failure.problem().why().contains("slipway-absent"), failure.problem().why());
  }

  private static final String SERVER =
      """
      FROM eclipse-temurin:25-jre
      COPY page.txt /srv/page.txt
      EXPOSE 8080
      USER 65532:65532
      ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1"]
      CMD ["-m", "jdk.httpserver", "-p", "8080", "-b", "0.0.0.0", "-d", "/srv", "-o", "verbose"]
      """;

  private ImageFacts build(List<String> log, Progress progress, String dockerfile)
      throws IOException, ProblemException, InterruptedException {
    Files.writeString(context.resolve("page.txt"), "hello\n");
    Path file = Files.writeString(context.resolve("Dockerfile"), dockerfile);
    return engine.build(new BuildOrder(context, file, tag, run), log::add, progress);
  }

  private ContainerState ended(List<String> command) throws ProblemException {
    RunningContainer container =
        engine.run(new RunOrder(JRE, LIMITS, command, new TreeMap<>(), List.of(), run));
    return await(container.id());
  }

  private ContainerState await(String container) throws ProblemException {
    return await(container, state -> state.status() != ContainerState.Status.RUNNING);
  }

  private ContainerState await(String container, Predicate<ContainerState> seen)
      throws ProblemException {
    Instant end = Instant.now().plusSeconds(30);
    ContainerState state = engine.inspect(container);
    while (!seen.test(state) && Instant.now().isBefore(end)) {
      state = engine.inspect(container);
    }
    return state;
  }

  private static String get(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page.txt")).build();
    Instant end = Instant.now().plusSeconds(30);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
          if (Instant.now().isAfter(end)) {
            throw new AssertionError(notYet);
          }
        }
      }
    }
  }
}
