// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is in the image of a small model, and what is not.
@Tag("engine")
final class ImageContentEngineTest {

  private static final long LARGEST_UNPACKED = 140_000_000;
  private static final long LARGEST_COMPRESSED = 55_000_000;
  private static final String CACHE = "-XX:AOTCache=/app/app.aot";
  private static final String ARGUMENTS = "@/app/java.args";
  private static final String MAIN = "dev.slipway.serving.ServingMain";
  private static final String SETTINGS = "/app/conf/serving.properties";

  @TempDir static Path temp;

  private static BuiltImage image = new BuiltImage("", Path.of("."));

  @BeforeAll
  static void build() throws Exception {
    image = BuiltImage.of(temp, "slipway-content-test");
  }

  @AfterAll
  static void remove() throws Exception {
    image.close();
  }

  @Test
  void theImageOfASmallModelIsSmall() throws Exception {
    long unpacked = image.unpackedBytes();
    long compressed = image.compressedBytes();

    String sizes =
        "image: %.1f MB unpacked (bar 140), %.1f MB as docker save | gzip (bar 55), on a base of %s"
            .formatted(unpacked / 1e6, compressed / 1e6, baseSize());
    System.out.println(sizes);
    assertTrue(unpacked <= LARGEST_UNPACKED, sizes);
    assertTrue(compressed <= LARGEST_COMPRESSED, sizes);
  }

  private static String baseSize() throws Exception {
    String base =
        Files.readAllLines(image.context().resolve("Dockerfile")).stream()
            .filter(line -> line.startsWith("FROM ") && line.endsWith(" AS service"))
            .map(line -> line.split(" ")[1])
            .findFirst()
            .orElseThrow();
    String said =
        Tool.need(
            temp,
            "docker",
            "image",
            "inspect",
            "--format",
            "{{.Size}} {{index .Config.Labels \"dev.slipway.stand-in\"}}",
            base);
    String[] parts = said.split(" ");
    String kind = parts.length > 1 && parts[1].equals("true") ? " (a local stand-in)" : "";
    return "%.1f MB%s".formatted(Long.parseLong(parts[0]) / 1e6, kind);
  }

  @Test
  void itHoldsTheLibrariesOfOneArchitectureAndNoShell() throws Exception {
    Set<String> files = image.files();

    assertEquals(
        Set.of("/app/native/libonnxruntime.so", "/app/native/libonnxruntime4j_jni.so"),
        matching(files, "/app/native/.*"));
    assertEquals(
        Set.of(
            "/app/model/model.onnx",
            "/app/java.args",
            "/app/conf/serving.properties",
            "/app/app.aot"),
        matching(files, "/app/(?!native/|lib/).*"));
    assertEquals(Set.of(), matching(files, ".*/(sh|bash|dash|busybox|apt|dpkg|curl|wget)"));
    assertEquals(Set.of(), matching(files, "/opt/java/lib/server/classes.*[.]jsa"));
    assertEquals(
        "java.base java.logging jdk.unsupported",
        java("--list-modules")
            .lines()
            .map(line -> line.replaceFirst("@.*", ""))
            .collect(Collectors.joining(" ")));
  }

  private static Set<String> matching(Set<String> files, String pattern) {
    return files.stream()
        .filter(Pattern.compile(pattern).asMatchPredicate())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void itStartsFromItsClassCacheWithoutAWarning() throws Exception {
    String said =
        java(CACHE, "-XX:AOTMode=on", ARGUMENTS, MAIN, "--config", SETTINGS, "--self-test");

    assertEquals(
        List.of("ready", "self-test", "draining", "stopped"),
        said.lines()
            .map(line -> line.replaceFirst(".*\"event\":\"([^\"]*)\".*", "$1"))
            // Netty says that there is no network.
            .filter(event -> !event.equals("library"))
            .toList(),
        said);
  }

  @Test
  void theServicesClassesComeFromTheCacheWhereItIsNamed() throws Exception {
    String log = "-Xlog:class+load:stdout";
    String jar = "/app/lib/slipway-serving.jar";

    assertEquals("shared objects file", source(java(CACHE, log, ARGUMENTS, MAIN, "--help")));
    assertEquals("file:" + jar, source(java(log, ARGUMENTS, MAIN, "--help")));
  }

  private static String source(String log) {
    return log.lines()
        .filter(line -> line.contains(" " + MAIN + " source: "))
        .map(line -> line.replaceFirst(".* source: ", ""))
        .findFirst()
        .orElse(log);
  }

  @Test
  void itSpeaksGrpcWhereThePlanOpensItsPort() throws Exception {
    Tool run =
        docker(
            List.of("-e", "SLIPWAY_GRPC_PORT=8081"),
            CACHE,
            ARGUMENTS,
            MAIN,
            "--config",
            SETTINGS,
            "--self-test");

    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("\"grpc_port\":8081"), run.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --chown=65532:65532 app /app | COPY --chown=65532:65532 apq /app",
        "HEALTHCHECK --interval=30s | HEALTHCHECK --interval=30parsecs"
      })
  void aBrokenDockerfileDoesNotBuild(String good, String bad) throws Exception {
    doesNotBuild(good, bad);
  }

  @ParameterizedTest
  @Tag("nightly")
  @CsvSource(
      delimiter = '|',
      value = {
        "WORKDIR /app | WORKDUR /app",
        "java.base,java.logging | java.base,java.lagging",
        "java.base,java.logging,jdk.unsupported | java.base,jdk.unsupported",
        "@/app/java.args\", \\ | @/app/java.arguments\", \\"
      })
  void moreBrokenDockerfilesDoNotBuild(String good, String bad) throws Exception {
    doesNotBuild(good, bad);
  }

  private static void doesNotBuild(String good, String bad) throws Exception {
    String dockerfile = Files.readString(image.context().resolve("Dockerfile"));
    assertTrue(dockerfile.contains(good), good);
    Path broken =
        Files.writeString(temp.resolve("Dockerfile.broken"), dockerfile.replace(good, bad));

    Tool build =
        Tool.run(
            image.context(),
            "docker",
            "build",
            "--network",
            "none",
            "-q",
            "-f",
            broken.toString(),
            ".");

    assertNotEquals(0, build.exit(), build.output());
  }

  @Test
  void aModelThatCannotBeLoadedDoesNotBuild() throws Exception {
    Path model = image.context().resolve("app/model/model.onnx");
    byte[] good = Files.readAllBytes(model);
    try {
      Files.writeString(model, "no model");

      Tool build = Tool.run(image.context(), "docker", "build", "--network", "none", ".");

      assertNotEquals(0, build.exit(), build.output());
      assertTrue(build.output().contains("ONNX Runtime cannot load"), build.output());
    } finally {
      Files.write(model, good);
    }
  }

  private static String java(String... arguments) throws Exception {
    Tool run = run(arguments);
    assertEquals(0, run.exit(), run.output());
    return run.output();
  }

  private static Tool run(String... arguments) throws Exception {
    return docker(List.of(), arguments);
  }

  /// Java in the image, alone: no network, nothing to write to, no privileges.
  private static Tool docker(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("docker", "run", "--rm", "--network", "none", "--read-only"));
    command.addAll(List.of("--cap-drop", "ALL", "--entrypoint", "/opt/java/bin/java"));
    command.addAll(options);
    command.add(image.name());
    command.addAll(List.of(arguments));
    return Tool.run(temp, command.toArray(String[]::new));
  }
}
