// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.tensor.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients in another language speak with the server's own process; needs python3-grpcio and
/// python3-grpc-tools.
@Tag("tools")
class ForeignClientTest {

  /// The order in which the clients name them.
  private static final List<DataType> ALL =
      List.of(
          DataType.BOOL,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.FP32,
          DataType.FP64,
          DataType.BYTES,
          DataType.FP16,
          DataType.BF16);

  private static final Set<DataType> RAW_ONLY = EnumSet.of(DataType.FP16, DataType.BF16);

  @TempDir Path folder;

  /// A model that gives back what it gets, of each type.
  private Path model(String name, List<DataType> datatypes) throws Exception {
    TestModel model = new TestModel(name);
    for (DataType datatype : datatypes) {
      model
          .input("in_" + datatype, datatype, "n")
          .node("Identity", "in_" + datatype, "out_" + datatype)
          .output("out_" + datatype, datatype, "n");
    }
    return model.writeTo(folder.resolve(name + ".onnx"));
  }

  private static void speak(String script, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "bench/" + script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();

    String output =
        new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertEquals("as it should be", output);
    assertEquals(0, client.waitFor());
  }

  @Test
  void pythonSpeaksBothProtocolsWithEveryDatatype() throws Exception {
    assertEquals(EnumSet.allOf(DataType.class), EnumSet.copyOf(ALL));
    List<DataType> typed = ALL.stream().filter(type -> !RAW_ONLY.contains(type)).toList();
    Map<String, String> options = Map.of("request.max-bytes", "1 MiB");
    try (ServerProcess every = ServerProcess.start(model("every", ALL), options);
        ServerProcess other = ServerProcess.start(model("typed", typed), Map.of())) {

      speak("grpc_client.py", "src/main/proto/inference.proto", every.grpcPort(), other.grpcPort());
      speak("rest_client.py", every.port());

      assertLogs(every.stop());
    }
  }

  /// Refused requests are logged by default, with their ids, and without what they carried.
  private static void assertLogs(List<JsonNode> events) {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    List<String> traced =
        events.stream()
            .filter(event -> event.path("trace_id").asText().equals(trace))
            .map(event ->
                event.get("protocol").asText()
                    + " "
                    + event.get("status").asText()
                    + " "
                    + event.get("request_id").asText()
                    + " "
                    + event.get("span_id").asText())
            .toList();

    assertEquals(List.of("grpc NOT_FOUND r1 00f067aa0ba902b7"), traced);
    assertTrue(
        events.stream()
            .anyMatch(event ->
                event.path("protocol").asText().equals("rest")
                    && event.path("request_id").asText().equals("r2")
                    && !event.has("trace_id")),
        events.toString());
    assertEquals(List.of(), events.stream().filter(event -> event.has("data")).toList());
  }
}
