// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data held against a contract, as a pipeline does before a model is delivered.
final class DataContractCommandTest {

  private static final String CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      schema:
        - name: rows
          properties:
            - {name: species, logicalType: string, required: true, unique: false}
            - name: flipper_length_mm
              logicalType: number
              logicalTypeOptions: {minimum: 100, maximum: 300}
      """;

  @TempDir Path temp;
  private Sample sample;

  @BeforeEach
  void copyTheSample() throws Exception {
    sample = Sample.copyInto(temp);
  }

  private Slipway.Result against(String contract, String... more) throws Exception {
    Path file = Files.writeString(temp.resolve("contract.odcs.yaml"), contract);
    return new Slipway(temp.resolve("home"))
        .run(
            Stream.concat(Stream.of("data", sample.folder(), "--contract", file), Stream.of(more))
                .toArray());
  }

  @Test
  void dataThatKeepsToItsContractPasses() throws Exception {
    Slipway.Result data = against(CONTRACT);

    assertEquals(0, data.code(), data.out() + data.err());
    assertTrue(data.out().contains("data/holdout.csv: species keeps to the contract"), data.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: species | name: island_code | there is no such column",
        "logicalType: number | logicalType: boolean | instead of boolean",
        "minimum: 100 | minimum: 200 | below 200",
        "maximum: 300 | maximum: 200 | above 200",
        "unique: false | unique: true | values repeat another",
      })
  void aBrokenContractIsAGateThatIsNotMet(String kept, String broken, String why) throws Exception {
    Slipway.Result data = against(CONTRACT.replace(kept, broken), "--json");

    assertEquals(1, data.code(), data.out() + data.err());
    assertTrue(data.err().contains("data.contract-broken"), data.err());
    assertTrue(data.err().contains(why), data.err());
    // The result is evidence as it is: it tells what is kept to as well as what is broken.
    JsonNode result = new ObjectMapper().readTree(data.out());
    assertTrue(result.path("contract").toString().contains(why), data.out());
    assertTrue(result.path("contract").toString().contains("keeps to the contract"), data.out());
    assertTrue(result.path("reference").isObject(), data.out());
  }

  @Test
  void aValueThatWentMissingBreaksTheContract() throws Exception {
    Path train = sample.file("data/train.csv");
    String species = Files.readString(train).contains("Adelie") ? "Adelie" : "adelie";
    Files.writeString(train, Files.readString(train).replaceFirst(species, ""));

    Slipway.Result data = against(CONTRACT);

    assertEquals(1, data.code(), data.out() + data.err());
    assertTrue(data.out().contains("values are missing, and none may be"), data.out());
  }

  @Test
  void theRulesOfAContractAreRunOnBothFiles() throws Exception {
    String rule =
        """
              - name: island
                quality:
                  - metric: invalidValues
                    arguments: {validValues: [Biscoe, Dream]}
                    mustBeLessOrEqualTo: %s
                    unit: percent
                  - {type: sql, query: SELECT 1, description: asked of the warehouse}
        """;
    String terms = CONTRACT + rule;

    Slipway.Result broken = against(terms.formatted("2"));
    Slipway.Result kept = against(terms.formatted("40"));

    assertEquals(1, broken.code(), broken.out() + broken.err());
    assertTrue(broken.out().contains("breaks the data contract: island: one of"), broken.out());
    assertTrue(broken.out().contains(" do not keep to it"), broken.out());
    assertTrue(broken.out().contains("asked of the warehouse"), broken.out());
    assertEquals(0, kept.code(), kept.out() + kept.err());
  }

  /// Broken as it is, it would seem to be kept to.
  @Test
  void aBaselineIsNotKeptInsteadOfLookingAtTheContract() throws Exception {
    String broken = CONTRACT.replace("minimum: 100", "minimum: 200");

    Slipway.Result data = against(broken, "--baseline");

    assertEquals(2, data.code(), data.out() + data.err());
    assertTrue(data.err().contains("data.two-tasks"), data.err());
  }

  @Test
  void aContractWithoutColumnsIsRefused() throws Exception {
    Slipway.Result data = against("apiVersion: v3.1.0\n");

    assertEquals(2, data.code(), data.out() + data.err());
    assertTrue(data.err().contains("data.unreadable-contract"), data.err());
  }
}
