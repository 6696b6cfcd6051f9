// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.base.Json;
import dev.slipway.base.Shell;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.profile.Profile;
import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running service is measured on one machine, and its evidence taken in on another.
final class MeasureCommandTest {

  @TempDir Path folder;
  private Sample sample;
  private Slipway there;
  private Slipway here;

  @BeforeEach
  void setUp() throws Exception {
    sample = Sample.copyInto(folder);
    there = new Slipway(folder.resolve("there"));
    here = new Slipway(folder.resolve("here"));
  }

  @Test
  void takesInTheEvidenceOfAServiceThatWasMeasuredElsewhere() throws Exception {
    Path file = folder.resolve("evidence.json");
    List<Object> line;
    try (ServingServer server = start(sample.file("model.onnx"))) {
      String metrics = "http://127.0.0.1:" + server.managementPort();
      line = List.of("measure", url(server), "--project", sample.folder(), "--metrics", metrics);
      Slipway.Result measured =
          there.run(Stream.concat(line.stream(), Stream.of("--write", file)).toArray());
      assertTrue(measured.code() <= 1, measured.err());
      assertTrue(measured.out().contains("32 requests, as the project's model"), measured.out());
      assertTrue(measured.out().contains("the model; requests of one run share"), measured.out());
    }

    Slipway.Result taken = here.run("evidence", "import", sample.folder(), file);
    Slipway.Result again = here.run("evidence", "import", sample.folder(), file);

    String written = Files.readString(file);
    assertTrue(written.contains("\"serving.latency_p99_ms\""), written);
    assertTrue(written.contains("\"source\":\"target\""), written);
    assertEquals(Set.of("slipway " + Shell.line(line.toArray())), commands(file));
    for (String part :
        List.of("serialise", "network", "parse", "queue", "batch", "compute", "write", "rest")) {
      assertTrue(written.contains("\"serving.split_" + part + "_ms\""), part + ": " + written);
    }
    assertEquals("13 records taken from " + file, taken.out().strip(), taken.err());
    assertEquals("0 records taken from " + file, again.out().strip(), again.err());
    refusesWhatWasChangedOnTheWay(file);
  }

  private void refusesWhatWasChangedOnTheWay(Path evidence) throws Exception {
    String written = Files.readString(evidence);
    String changed =
        written.replaceFirst("(serving.latency_p99_ms.*\"value\":\")[^\"]*", "$10.001");
    assertNotEquals(written, changed);
    Path file = Files.writeString(folder.resolve("changed.json"), changed);

    Slipway.Result taken =
        new Slipway(folder.resolve("elsewhere")).run("evidence", "import", sample.folder(), file);

    assertEquals(2, taken.code(), taken.out() + taken.err());
  }

  @Test
  @Tag("nightly")
  void measuresOverGrpcWhatItMeasuresOverRest() throws Exception {
    try (ServingServer server = start(sample.file("model.onnx"))) {
      Slipway.Result measured =
          there.run(
              "--json",
              "measure",
              "grpc://127.0.0.1:" + server.grpcPort().getAsInt(),
              "--project",
              sample.folder(),
              "--metrics",
              "http://127.0.0.1:" + server.managementPort() + "/metrics");

      assertTrue(measured.code() <= 1, measured.err());
      JsonNode served = Json.tree(measured.out());
      assertEquals(32, served.path("compared").asInt());
      assertEquals(0, served.at("/block/errors").asInt());
      assertEquals(
          served.at("/block/service/count").asLong(), served.at("/split/server/requests").asLong());
    }
  }

  @Test
  void refusesAServiceWithAnotherModel() throws Exception {
    Path other = MadeProject.swapped(folder.resolve("other"));
    try (ServingServer server = start(other)) {
      Slipway.Result result = there.run("measure", url(server), "--project", sample.folder());

      assertEquals(2, result.code(), result.out());
      assertTrue(
          result.err().contains("The service does not answer as the project's model does"),
          result.err());
    }
  }

  @Test
  void holdsNoCapacityAgainstAForecastThatWasNotMade() throws Exception {
    try (ServingServer server = start(sample.file("model.onnx"))) {
      Slipway.Result result =
          there.run("measure", url(server), "--project", sample.folder(), "--cpus", "1");

      assertEquals(2, result.code(), result.out());
      assertTrue(
          result.err().contains("No profile predicts what the service can serve"), result.err());
      assertTrue(result.err().contains("--tier standard"), result.err());
    }
  }

  /// Rates of one core are predicted by a profile, and measured on a service that has two. Each
  /// build holds a stored profile against a service: MeasureServiceTest.
  @Test
  @Tag("nightly")
  void holdsTheCapacityOfAServiceAgainstWhatTheLastProfilePredicted() throws Exception {
    Slipway.Result profiled =
        there.inEarnest().run("--json", "profile", sample.folder(), "--tier", "standard");
    assertTrue(profiled.code() <= 1, profiled.err());
    ServedCapacity predicted = Json.read(profiled.out(), Profile.class).served().orElseThrow();
    Path file = folder.resolve("evidence.json");

    Slipway.Result measured;
    try (ServingServer server = start(sample.file("model.onnx"))) {
      measured =
          there.run(
              "--json",
              "measure",
              url(server),
              "--project",
              sample.folder(),
              "--cpus",
              "1.5",
              "--write",
              file);
    }

    assertTrue(measured.code() <= 1, measured.err());
    JsonNode capacity = Json.tree(measured.out()).path("capacity");
    double found = capacity.at("/measured/perSecond").asDouble();
    assertEquals(1.5, capacity.path("cores").asDouble());
    assertEquals(
        predicted.of(1.5).perSecond(), capacity.at("/predicted/perSecond").asDouble(), 1e-3);
    assertTrue(found > 0, measured.out());
    String written = Files.readString(file);
    // A machine that other programs use gives no evidence of it.
    boolean calm = Json.tree(measured.out()).at("/block/invalid").isEmpty();
    assertEquals(calm, written.contains("\"serving.capacity_rps\""), written);
    assertEquals(calm, written.contains("\"serving.capacity_error\""), written);
  }

  @Test
  void saysWhatANumberOfCoresIs() {
    for (String cores : List.of("0", "-1", "NaN")) {
      Slipway.Result result = there.run("measure", "http://localhost:8080", "--cpus", cores);

      assertEquals(2, result.code(), result.out());
      assertTrue(result.err().contains("Write it as --cpus 1 or --cpus 0.5"), result.err());
    }
  }

  @Test
  void saysThatNoServiceIsThere() {
    for (String address : List.of("http://127.0.0.1:1", "grpc://127.0.0.1:1")) {
      Slipway.Result result = there.run("measure", address, "--project", sample.folder());

      assertEquals(3, result.code(), result.out());
      assertTrue(result.err().contains("No answer comes from " + address), result.err());
    }
  }

  @Test
  void saysWhatAPageAnswersThatIsNoService() throws Exception {
    Slipway.Result result = against(200, "<html>\u001b[31mhello</html>");

    assertEquals(2, result.code(), result.out());
    assertTrue(
        result.err().contains("does not answer as the Open Inference Protocol says"), result.err());
    assertTrue(result.err().contains("it answers <html> [31mhello</html>"), result.err());
  }

  @Test
  void saysWithWhichStatusAServiceFails() throws Exception {
    Slipway.Result result = against(500, "no room\u0007" + "!".repeat(5_000));

    assertEquals(3, result.code(), result.out());
    assertTrue(result.err().contains("It answers with status 500: no room !!!"), result.err());
    assertTrue(result.err().length() < 2_000, result.err());
    assertFalse(result.err().contains("\u0007"), result.err());
  }

  /// A server that gives every request the same answer.
  private Slipway.Result against(int status, String body) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return there.run(
          "measure",
          "http://127.0.0.1:" + server.getAddress().getPort(),
          "--project",
          sample.folder());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void takesNoSecretIntoTheEvidence() {
    for (String address :
        List.of("http://me:hunter2@localhost:8080", "http://host/?token=hunter2")) {
      Slipway.Result result = there.run("measure", address, "--project", sample.folder());

      assertEquals(2, result.code(), result.out());
      assertTrue(result.err().contains("holds more than a host and a port"), result.err());
      assertFalse(result.err().contains("hunter2"), result.err());
    }
  }

  @Test
  void saysHowAnAddressIsWritten() {
    for (String address :
        List.of("localhost:8080", "127.0.0.1", "http:///v2", "grpc://localhost")) {
      Slipway.Result result = there.run("measure", address, "--project", sample.folder());

      assertEquals(2, result.code(), result.out());
      assertTrue(
          result.err().contains("'" + address + "' is not an address of a service"), result.err());
      assertTrue(result.err().contains("Write it as http://localhost:8080"), result.err());
    }
  }

  @Test
  void asksWhereTheServiceIs() {
    Slipway.Result result = there.run("measure", "--project", sample.folder());

    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains("Missing required parameter: 'URL'"), result.err());
  }

  /// The command lines that the records say would repeat them.
  private static Set<String> commands(Path evidence) throws Exception {
    return Json.tree(Files.readString(evidence))
        .path("records")
        .valueStream()
        .map(record -> record.at("/record/command").asText())
        .collect(Collectors.toSet());
  }

  private static ServingServer start(Path model) throws Exception {
    return ServingServer.start(
        ServingConfig.inProcess(model, Map.of("model.name", "penguin-species", "grpc.port", "0")));
  }

  private static String url(ServingServer server) {
    return "http://127.0.0.1:" + server.port();
  }
}
