// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a contract asks of the quality of data, as a person may have edited it.
final class ContractRulesTest {

  private static final String ROWS =
      "schema: [{name: rows, properties: [{name: size, quality: [%s]}]}]";

  @Test
  void anExportedContractAsksWhatItsRulesSaid() throws Exception {
    String golden = "app/core/src/test/golden/bundle/full/data/contract.odcs.yaml";
    String contract =
        Files.readString(Path.of(System.getProperty("slipway.root", "../..")).resolve(golden));

    ContractRules terms = ContractRules.of(contract, "contract.odcs.yaml");

    assertEquals(
        List.of(
            "acidity: at most 2 % missing",
            "acidity: from 2 , but for at most 1 %",
            "Which wines go to the second tasting: one of red, Which wines go to the second"
                + " tasting",
            "tasted: every value once",
            "at least 600 rows",
            "no row twice",
            "tasted: the latest at most 120 days old"),
        terms.rules().stream().map(QualityRule::text).toList());
    assertEquals(List.of(), terms.others());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{metric: nullValues, mustBe: 0} | size: no value missing",
        "{metric: nullValues, mustBeLessOrEqualTo: 5, unit: percent} | size: at most 5 % missing",
        "{metric: duplicateValues, mustBeLessOrEqualTo: 0, unit: rows} | size: every value once",
        "{metric: invalidValues, arguments: {validValues: [1, x]}, mustBe: 0} | size: one of 1, x",
        "{type: custom, engine: slipway, implementation: {rule: range, max: 9}} | size: to 9",
      })
  void aTermIsARule(String term, String rule) throws Exception {
    ContractRules terms = ContractRules.of(ROWS.formatted(term), "c.yaml");

    assertEquals(List.of(rule), terms.rules().stream().map(QualityRule::text).toList());
    assertEquals(List.of(), terms.others());
  }

  /// What is not run is not passed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{metric: nullValues, mustBeLessOrEqualTo: 5, unit: rows}",
        "{metric: nullValues, mustBeLessThan: 5, unit: percent}",
        "{metric: nullValues, mustBe: 5, unit: percent}",
        "{metric: nullValues, mustBeLessOrEqualTo: 500, unit: percent}",
        "{metric: missingValues, mustBe: 0}",
        "{metric: invalidValues, arguments: {pattern: '[a-z]+'}, mustBe: 0}",
        "{metric: invalidValues, arguments: {pattern: '[a-z]+', validValues: [a]}, mustBe: 0}",
        "{type: sql, query: SELECT 1, mustBe: 1}",
        "{type: custom, engine: soda, implementation: {rule: range, max: 9}}",
        "{type: custom, engine: slipway, implementation: {rule: range}}",
      })
  void aTermForAnotherToolIsSaidNotToBeRun(String term) throws Exception {
    ContractRules terms = ContractRules.of(ROWS.formatted(term), "c.yaml");

    assertEquals(List.of(), terms.rules());
    assertEquals(1, terms.others().size());
    assertTrue(terms.others().getFirst() instanceof Finding.NotRun);
    assertTrue(terms.others().getFirst().check().contains("size"), terms.others().toString());
  }
}
