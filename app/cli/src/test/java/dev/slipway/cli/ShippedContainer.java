// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.verify.check.Yaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A project that was shipped: its image, built as it was exported, and run as the manifest has it,
/// with the callers' guide, which names its address.
final class ShippedContainer implements AutoCloseable {

  private final Path bundle;
  private final String name;
  private final Caller caller;

  private ShippedContainer(Path bundle, String name, Caller caller) {
    this.bundle = bundle;
    this.name = name;
    this.caller = caller;
  }

  /// @param passed a check of the verification in a container
  static ShippedContainer of(Slipway slipway, Path project, String passed) throws Exception {
    String url = "http://127.0.0.1:" + freePort();
    Path stated = project.resolve("slipway.yaml");
    Files.writeString(
        stated,
        Files.readString(stated)
            .replaceFirst(
                "targets: .*",
                "targets: [docker, kubernetes, handover]\n  options: {handover: {server: \""
                    + url
                    + "\"}}"));
    Slipway.Result shipped = slipway.run("ship", project, "--tier", "quick", "--json");
    assertEquals(0, shipped.code(), shipped.out() + shipped.err());
    JsonNode report = Json.tree(shipped.out());
    assertEquals("container", report.at("/verification/value/how").asText(), shipped.err());
    assertTrue(report.at("/verification").toString().contains(passed), shipped.out());
    String name = "slipway-caller-" + project.getFileName() + "-" + ProcessHandle.current().pid();
    var container =
        new ShippedContainer(project.resolve("bundle"), name, Caller.of(URI.create(url)));
    try {
      container.start();
    } catch (Exception | Error failed) {
      container.close();
      throw failed;
    }
    return container;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void start() throws Exception {
    need(bundle.resolve("docker"), "docker build --network none -t " + name + " .");
    JsonNode model = model();
    JsonNode limits = model.at("/resources/limits");
    String memory = limits.path("memory").asText().replace("Mi", "m");
    need(
        bundle,
        ("docker run -d --name %s --read-only --tmpfs /tmp --cap-drop ALL --pids-limit 256"
                + " --security-opt no-new-privileges --memory %s --memory-swap %s --cpus %s"
                + " -p 127.0.0.1:%d:%d %s")
            .formatted(
                name,
                memory,
                memory,
                Integer.parseInt(limits.path("cpu").asText().replace("m", "")) / 1000.0,
                caller.service().getPort(),
                model.at("/ports/0/containerPort").intValue(),
                name));
    need(
        bundle,
        "curl --silent --fail --retry 60 --retry-delay 1 --retry-all-errors %s/v2/health/ready"
            .formatted(caller.service()));
  }

  /// As the manifest has its container.
  private JsonNode model() throws IOException {
    return Yaml.documents(Files.readString(bundle.resolve("deploy/base/deployment.yaml"))).stream()
        .map(document -> document.at("/spec/template/spec/containers/0"))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseThrow();
  }

  Caller caller() {
    return caller;
  }

  /// Runs the guide's examples, unchanged, in a folder.
  ///
  /// @return what curl, Python and Java print, each as JSON
  List<JsonNode> examples(Path folder) throws Exception {
    String guide = guide();
    Files.writeString(folder.resolve("predict.sh"), fence(guide, "bash"));
    Files.writeString(folder.resolve("predict.py"), fence(guide, "python"));
    Files.writeString(folder.resolve("Predict.java"), fence(guide, "java"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<JsonNode> printed = new ArrayList<>();
    for (String command :
        List.of("bash predict.sh", "python3 predict.py", java + " Predict.java")) {
      printed.add(Json.tree(need(folder, command)));
    }
    return printed;
  }

  /// The row, as JSON, that the guide asks about.
  String example() throws IOException {
    Matcher found = Pattern.compile("\\{\"rows\":\\[(\\{.*})]}").matcher(fence(guide(), "bash"));
    assertTrue(found.find(), "the guide asks about a row");
    return found.group(1);
  }

  private String guide() throws IOException {
    return Files.readString(bundle.resolve("docs/consumer-guide.md"));
  }

  private static String fence(String guide, String language) {
    Matcher found =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(guide);
    assertTrue(found.find(), "the guide has an example in " + language);
    return found.group(1);
  }

  /// Whether the engine let it run on, within its limits.
  String state() throws Exception {
    return need(bundle, "docker inspect --format {{.State.Status}},{{.State.OOMKilled}} " + name);
  }

  /// The output of a command that must succeed.
  private static String need(Path folder, String command) throws Exception {
    Path out = Files.createTempFile("need", ".txt");
    try {
      Process process =
          new ProcessBuilder(command.split(" "))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      String said = Files.readString(out).strip();
      assertEquals(0, process.waitFor(), command + "\n" + said);
      return said;
    } finally {
      Files.delete(out);
    }
  }

  @Override
  public void close() throws IOException {
    caller.close();
    try {
      for (String command : List.of("docker rm -f " + name, "docker rmi -f " + name)) {
        new ProcessBuilder(command.split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the container was not removed", e);
    }
  }
}
