// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema of a row before the validator that callers in JavaScript use, in its strict mode,
/// which refuses keywords that nobody knows as well.
@Tag("tools")
final class DataContractToolsTest {

  @TempDir Path temp;

  private Path schema(BundleInput input) throws Exception {
    return Exported.in(temp, input, "data-contract").resolve("data/request-row.schema.json");
  }

  private Tool ajv(Path schema, String row) throws Exception {
    Path script =
        Files.writeString(
            temp.resolve("check.js"),
            """
            const {default: Ajv} = require(process.argv[2]);
            const schema = JSON.parse(require('fs').readFileSync(process.argv[3], 'utf8'));
            const check = new Ajv({strict: true}).compile(schema);
            const fits = check(JSON.parse(process.argv[4]));
            console.log(fits ? 'fits' : JSON.stringify(check.errors));
            process.exit(fits ? 0 : 1);
            """);
    return Tool.run(
        temp,
        "node",
        script.toString(),
        NodeTools.program("node_modules/ajv/dist/2020.js"),
        schema.toString(),
        row);
  }

  @Test
  void ajvTakesTheSchemaAndARowOfTheData() throws Exception {
    String row =
        """
        {"bill_length_mm": 39.1, "bill_depth_mm": 18.7, "flipper_length_mm": 181, "body_mass_g": 3750}
        """;

    Tool run = ajv(schema(Voyager.with(Voyager.input(), Penguins.contract())), row);

    assertEquals(0, run.exit(), run.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bill_length_mm\": 39.1}",
        "{\"bill_length_mm\": \"39.1\", \"bill_depth_mm\": 18.7, \"flipper_length_mm\": 181,"
            + " \"body_mass_g\": 3750}"
      })
  void ajvRefusesOtherRows(String row) throws Exception {
    Tool run = ajv(schema(Voyager.with(Voyager.input(), Penguins.contract())), row);

    assertEquals(1, run.exit(), run.output());
  }

  @Test
  void ajvTakesTheSchemaOfTensors() throws Exception {
    List<Integer> eleven = Collections.nCopies(11, 1);
    String row = "{\"%s\": %s}".formatted(Voyager.TEXT, eleven);

    Tool run = ajv(schema(Voyager.bare()), row);

    assertEquals(0, run.exit(), run.output());
  }

  @Test
  void ajvRefusesABrokenSchema() throws Exception {
    Path schema = schema(Voyager.input());
    Exported.replace(schema, "\"required\"", "\"requires\"");

    Tool run = ajv(schema, "{}");

    assertNotEquals(0, run.exit());
    assertTrue(run.output().contains("unknown keyword"), run.output());
  }
}
