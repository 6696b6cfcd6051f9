// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.access.SelfSigned;
import dev.slipway.serving.drift.Bins;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.drift.DriftBaseline.Feature;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.metrics.MetricsCompat;
import dev.slipway.serving.metrics.MetricsSettings;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docs/serving.md says what the code does.
class ServingDocsTest {

  private static final String TOKEN = "one-token-of-a-caller";

  @TempDir Path folder;

  /// A section's table rows, each a list of cells.
  private static List<List<String>> rows(String section) throws IOException {
    String text = Files.readString(Path.of("../../docs/serving.md"));
    String from = text.substring(text.indexOf("\n## " + section + "\n") + 4);
    int end = from.indexOf("\n## ");
    return (end < 0 ? from : from.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .map(line ->
            Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1))
                .map(String::strip)
                .toList())
        .toList();
  }

  @Test
  void describesEachOptionAsTheCodeHasIt() throws Exception {
    List<List<String>> options =
        Arrays.stream(ServingOption.values())
            .map(option ->
                List.of(
                    "`" + option.key() + "`",
                    "`" + option.environmentName() + "`",
                    option.defaultValue().isEmpty() ? "none" : "`" + option.defaultValue() + "`",
                    option.allowed(),
                    option.description()))
            .toList();

    List<List<String>> documented = rows("Options");
    assertEquals(options, documented.subList(1, documented.size()));
  }

  private static ServingMetrics metrics(MetricsCompat compat) {
    Feature feature =
        new Feature("alcohol", "x", 0, new Bins.Numbers(List.of(1.0)), List.of(0.5, 0.5));
    ServingMetrics metrics =
        new ServingMetrics(
            new MetricsSettings("wine", "1", List.of(1.0), compat, true),
            () -> true,
            new DriftBaseline(List.of(feature)));
    metrics.access(true).secretRead("tokens", true);
    metrics.answered("rest", "200", 1);
    metrics.answered("grpc", "OK", 1);
    return metrics;
  }

  /// Name and type, counters with the ending that queries need.
  private static SortedMap<String, String> types(MetricsCompat compat) {
    SortedMap<String, String> types = new TreeMap<>();
    for (String line : metrics(compat).expose("").body().split("\n")) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
      }
    }
    return types;
  }

  @Test
  void listsEachMetric() throws Exception {
    SortedMap<String, String> documented = new TreeMap<>();
    SortedMap<String, String> ofOthers = new TreeMap<>();
    Set<String> compats = Set.of("triton", "kserve", "mlserver");
    for (List<String> row : rows("Metrics")) {
      if (row.getFirst().startsWith("`")) {
        String name = row.getFirst().replace("`", "");
        (compats.contains(row.get(1)) ? ofOthers : documented).put(name, row.get(1));
      }
    }
    SortedMap<String, String> own = types(MetricsCompat.NONE);
    SortedMap<String, String> others = new TreeMap<>();
    for (MetricsCompat compat : MetricsCompat.values()) {
      for (String name : types(compat).keySet()) {
        if (!own.containsKey(name)) {
          others.put(name, compat.name().toLowerCase(Locale.ROOT));
        }
      }
    }

    assertEquals(own, documented);
    assertEquals(others, ofOthers);
  }

  @Test
  void namesEachDatatypeWithItsSize() throws Exception {
    SortedMap<String, String> sizes = new TreeMap<>();
    for (DataType datatype : DataType.values()) {
      sizes.put(datatype.name(), datatype == DataType.BYTES ? "each" : "" + datatype.byteSize());
    }
    SortedMap<String, String> documented = new TreeMap<>();
    for (List<String> row : rows("Datatypes").subList(1, rows("Datatypes").size())) {
      documented.put(row.getFirst(), row.getLast().split("[ ,]")[0]);
    }

    assertEquals(sizes, documented);
  }

  @Test
  void namesEachStatusOfAnError() throws Exception {
    SortedSet<String> statuses = new TreeSet<>();
    for (InferenceException.Kind kind : InferenceException.Kind.values()) {
      statuses.add("" + kind.httpStatus());
    }

    assertEquals(
        statuses,
        new TreeSet<>(
            rows("Errors").stream()
                .map(List::getFirst)
                .filter(cell -> cell.matches("\\d+"))
                .toList()));
  }

  @Test
  void theListOfAnswersHasEachStatus() {
    SortedSet<Integer> statuses = new TreeSet<>(Set.of(200));
    for (InferenceException.Kind kind : InferenceException.Kind.values()) {
      statuses.add(kind.httpStatus());
    }

    assertEquals(List.copyOf(statuses), RestAnswer.ALL.stream().map(RestAnswer::status).toList());
  }

  /// Fields by event, of a server that was asked well and badly.
  private Map<String, Set<String>> logged() throws Exception {
    Map<String, Set<String>> events = new ConcurrentHashMap<>();
    Journal journal =
        new Journal() {
          @Override
          public void info(String event, Map<String, Object> fields) {
            events
                .computeIfAbsent(event, name -> ConcurrentHashMap.newKeySet())
                .addAll(fields.keySet());
          }

          @Override
          public void warning(String event, Map<String, Object> fields) {
            info(event, fields);
          }
        };
    Path model = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN);
    SelfSigned own = SelfSigned.of(folder, "own", "EC");
    own.writeTo(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    Map<String, String> options =
        Map.of(
            "log.requests", "all",
            "grpc.port", "0",
            "auth.tokens-file", tokens.toString(),
            "tls.certificate", folder.resolve("tls.crt").toString(),
            "tls.key", folder.resolve("tls.key").toString());
    try (ServingServer server =
            ServingServer.start(ServingConfig.inProcess(model, options), journal);
        Client client = new Client("https://127.0.0.1:" + server.port(), own.trusted())) {
      Files.writeString(tokens, "");
      server.lookAtSecrets();
      String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
      String[] ids = {
        "x-request-id", "r", "traceparent", trace, "authorization", "Bearer " + TOKEN
      };
      String named = ServerFixture.ROW.replace("{\"inputs\"", "{\"id\":\"7\",\"inputs\"");
      client.sendRaw("/v2/models/model/infer", named.getBytes(StandardCharsets.UTF_8), ids);
      client.sendRaw("/v2/models/model/infer", new byte[] {'{'}, ids);
    }
    return events;
  }

  @Test
  void namesEachFieldOfTheLog() throws Exception {
    SortedMap<String, SortedSet<String>> documented = new TreeMap<>();
    for (List<String> row : rows("Logs")) {
      SortedSet<String> fields = new TreeSet<>();
      for (String part : row.getLast().split("`")) {
        if (part.matches("[a-z_]+")) {
          fields.add(part);
        }
      }
      documented.put(row.getFirst().replace("`", ""), fields);
    }
    Map<String, Set<String>> logged = logged();

    assertEquals(
        Set.of(
            "tokens-read",
            "certificate-read",
            "ready",
            "secret-refused",
            "request",
            "draining",
            "stopped"),
        logged.keySet());
    logged.forEach(
        (event, fields) -> assertEquals(new TreeSet<>(fields), documented.get(event), event));
    assertTrue(
        documented
            .keySet()
            .containsAll(Set.of("unknown-variable", "journal-overflow", "few-open-files")));
  }
}
