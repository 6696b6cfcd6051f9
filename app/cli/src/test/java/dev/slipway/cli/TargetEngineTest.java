// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exported bundle measures its service where it runs: both images are built without a network,
/// the service starts, the profiler runs beside it, and what its log says is taken in.
@Tag("engine")
@Tag("nightly")
final class TargetEngineTest {

  private static final String PROJECT = "slipway-target-" + ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void theServiceIsMeasuredBesideItsContainerAndTheChecklistSaysWhere() throws Exception {
    Sample sample =
        Sample.copyInto(folder)
            .edit("registry: .*", "registry: " + PROJECT)
            .edit(
                "targets: .*",
                "targets: [docker, compose, profile]\n  options: {profile: {tier: quick}}");
    Slipway slipway = new Slipway(folder.resolve("home"));
    RecordedProfile.into(slipway);
    Slipway.Result exported = slipway.run("export", sample.folder());
    assertTrue(exported.code() <= 1, exported.out() + exported.err());
    Path compose = sample.file("bundle/compose/compose.yaml");
    Files.writeString(
        compose, Files.readString(compose).replace("127.0.0.1:8080:8080", "127.0.0.1::8080"));
    Path log = folder.resolve("profile.log");
    Path said = folder.resolve("said.txt");
    String image;
    try {
      int code = run(sample.file("bundle"), log, said, "profile/run", "compose");
      assertEquals(0, code, () -> read(log) + read(said));
      image = image(sample.file("bundle"));
    } finally {
      run(
          compose.resolveSibling(""),
          folder.resolve("down"),
          folder.resolve("down.err"),
          "docker",
          "compose",
          "--profile",
          "profile",
          "down",
          "--volumes",
          "--rmi",
          "all",
          "--timeout",
          "5");
    }

    Slipway.Result taken = slipway.run("evidence", "import", sample.folder(), log);
    Slipway.Result checklist = slipway.run("checklist", sample.folder(), "--gate", "production");

    assertEquals("5 records taken from " + log, taken.out().strip(), taken.err());
    String line =
        checklist.out().lines().filter(one -> one.contains("(target, ")).findFirst().orElseThrow();
    assertTrue(line.contains("at Docker Compose; client: Linux"), line);
    assertTrue(line.contains("1 cores, ") && line.contains("memory limit 537 MB"), line);
    assertTrue(
        line.contains("service image: " + PROJECT + "/penguin-species:1.0.0@" + image), line);
    assertTrue(
        read(log).contains("13 requests were answered as the project's model does"), read(log));
    assertTrue(read(log).contains("independent users, 120/s for 10 s"), read(log));
    assertFalse(read(log).contains("\tat "), read(log));
  }

  /// As the engine names it.
  private String image(Path bundle) throws Exception {
    Path out = folder.resolve("image");
    run(
        bundle,
        out,
        folder.resolve("image.err"),
        "docker",
        "image",
        "inspect",
        "--format",
        "{{.Id}}",
        PROJECT + "/penguin-species:1.0.0");
    return read(out).strip();
  }

  private static int run(Path in, Path out, Path err, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("COMPOSE_PROJECT_NAME", PROJECT);
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " does not end: " + read(err));
    }
    return process.exitValue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return file + ": " + e;
    }
  }
}
