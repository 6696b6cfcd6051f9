// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.evaluate.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The schema that editors and the loader read knows the metrics that an evaluation knows.
final class MetricNamesTest {

  private static JsonNode quality() throws Exception {
    Path schema = Path.of(System.getProperty("slipway.root"), "docs", "slipway.schema.json");
    return Json.tree(Files.readString(schema)).at("/properties/objectives/properties/quality");
  }

  @Test
  void theSchemaNamesEveryMetric() throws Exception {
    List<String> names = new ArrayList<>();
    quality().at("/properties/metric/enum").forEach(name -> names.add(name.asText()));

    assertEquals(
        Arrays.stream(Metric.values()).map(Metric::text).sorted().toList(),
        names.stream().sorted().toList());
  }

  @Test
  void theSchemaSaysOfWhichMetricsLessIsBetter() throws Exception {
    String said = quality().at("/properties/floor/description").asText();

    assertEquals(
        Arrays.stream(Metric.values()).filter(m -> !m.higherIsBetter()).map(Metric::text).toList(),
        Arrays.stream(Metric.values()).map(Metric::text).filter(said::contains).toList());
  }
}
