// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A contract that says nothing of columns is told from one that the data breaks.
final class ContractCheckTest {

  @TempDir Path folder;

  private TableProfile profile(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    try (DataFiles files =
        DataFiles.open(
            List.of(new DataFiles.Source(file, name)), Limits.ofMachine(), Progress.NONE)) {
      return files.profile(0, Progress.NONE);
    }
  }

  private static List<String> broken(String type, TableProfile file) throws Exception {
    String contract = "schema: [{properties: [{name: ticket, logicalType: %s}]}]".formatted(type);
    return ContractCheck.of(contract, "contract.odcs.yaml", file).stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem().why())
        .toList();
  }

  /// The reference has tickets such as A12 as well.
  @Test
  void textsOfACsvMayAllLookLikeNumbers() throws Exception {
    TableProfile csv = profile("rows.csv", "ticket,a\n77,1\n80,2\n");

    assertEquals(List.of(), broken("string", csv));
    assertEquals(List.of(), broken("number", csv));
    assertEquals(List.of("it is of type integer instead of boolean."), broken("boolean", csv));
  }

  @Test
  void aFileThatHasTypesKeepsToThem() throws Exception {
    TableProfile lines = profile("rows.jsonl", "{\"ticket\": 77}\n{\"ticket\": 80}\n");

    assertEquals(List.of("it is of type integer instead of string."), broken("string", lines));
    assertEquals(List.of(), broken("integer", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classification: personal",
        "classification: sensitive",
        "customProperties: [{property: mayBePersonal, value: name}]"
      })
  void aValueThatIsAboutSomebodyIsNotRepeated(String term) throws Exception {
    String contract =
        "schema: [{properties: [{name: salary, logicalTypeOptions: {minimum: 100, maximum: 200},"
            + " %s}]}]";
    TableProfile file = profile("rows.csv", "salary\n71\n150\n98765\n");

    List<Finding> shown =
        ContractCheck.of(contract.formatted("classification: none"), "contract.odcs.yaml", file);
    List<Finding> hidden = ContractCheck.of(contract.formatted(term), "contract.odcs.yaml", file);

    assertEquals(
        "its least value is 71.0, below 100.0; its greatest value is 98765.0, above 200.0.",
        ((Finding.Failed) shown.getFirst()).problem().why());
    assertEquals(
        "its least value is below 100.0; its greatest value is above 200.0.",
        ((Finding.Failed) hidden.getFirst()).problem().why());
  }

  /// As it is exported before anybody looked at the data.
  @Test
  void whatTheModelTakesIsNoContractOnAFile() throws Exception {
    String golden = "app/core/src/test/golden/bundle/bare/data/contract.odcs.yaml";
    String contract =
        Files.readString(Path.of(System.getProperty("slipway.root", "../..")).resolve(golden));
    TableProfile file = profile("rows.csv", "a,b\n1,2\n");
    assertTrue(contract.contains("physicalType: tensors"), contract);

    ProblemException refused =
        assertThrows(
            ProblemException.class, () -> ContractCheck.of(contract, "contract.odcs.yaml", file));

    assertEquals("data.unreadable-contract", refused.problem().code().id());
    assertTrue(refused.problem().why().contains("nobody had looked at the data"));
  }
}
