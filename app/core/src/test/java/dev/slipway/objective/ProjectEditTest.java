// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectEditTest {

  private static final String YAML =
      """
      # Mine — with an em dash
      apiVersion: slipway.dev/v1
      name: birds
      model: {file: model.onnx}

      data:
        reference: train.csv   # what it learned from
        holdout: holdout.csv
        label: species         # the truth
        # more to come

      # What it must do
      objectives: {risk: minimal}
      """;

  @Test
  void addsAKeyBelowTheLastOneAndKeepsEveryComment() throws Exception {
    assertEquals(
        YAML.replace(
            "label: species         # the truth\n",
            "label: species         # the truth\n  rules: rules.yaml\n"),
        ProjectEdit.set(YAML, List.of("data", "rules"), "rules.yaml"));
  }

  @Test
  void makesWhatIsNotThereAndThenAddsToIt() throws Exception {
    String once = ProjectEdit.set(YAML, List.of("data", "columns", "e-mail", "class"), "personal");
    String twice = ProjectEdit.set(once, List.of("data", "columns", "e-mail", "input"), "mail");
    String thrice = ProjectEdit.set(twice, List.of("data", "columns", "a b", "class"), "none");

    assertEquals(
        YAML.replace(
            "# the truth\n",
            """
            # the truth
              columns: {e-mail: {class: personal, input: mail}, 'a b': {class: none}}
            """),
        thrice);
  }

  @Test
  void replacesAValueInPlace() throws Exception {
    assertEquals(
        YAML.replace("holdout: holdout.csv", "holdout: 'late rows.csv'"),
        ProjectEdit.set(YAML, List.of("data", "holdout"), "late rows.csv"));
    String decided = ProjectEdit.set(YAML, List.of("data", "columns", "x", "class"), "personal");
    assertEquals(
        decided.replace("personal", "none"),
        ProjectEdit.set(decided, List.of("data", "columns", "x", "class"), "none"));
  }

  @Test
  void addsToBlocksOfAnyDepth() throws Exception {
    String block =
        YAML.replace(
            "  # more to come\n",
            "  columns:\n    island:   # where\n      class: none\n  # more to come\n");

    assertEquals(
        block.replace("      class: none\n", "      class: none\n    sex: {class: none}\n"),
        ProjectEdit.set(block, List.of("data", "columns", "sex", "class"), "none"));
    assertEquals(
        block.replace("      class: none\n", "      class: none\n      input: Isle\n"),
        ProjectEdit.set(block, List.of("data", "columns", "island", "input"), "Isle"));
  }

  @Test
  void refusesWhatWouldNotBeAProject() {
    assertEquals(
        "project.unknown-value",
        assertThrows(
                ProblemException.class,
                () -> ProjectEdit.set(YAML, List.of("data", "columns", "x", "class"), "secret"))
            .problem()
            .code()
            .id());
    assertThrows(
        ProblemException.class,
        () -> ProjectEdit.set(YAML, List.of("objectives", "budget"), "300 EUR/month"));
    assertThrows(
        ProblemException.class, () -> ProjectEdit.set("- a\n", List.of("data", "rules"), "x"));
  }

  @Test
  void makesSeveralChangesAndLeavesTheRest() throws Exception {
    String edited =
        ProjectEdit.draft(
            YAML,
            List.of(
                new ProjectChange.Text(List.of("objectives", "latency", "p99"), "25 ms"),
                new ProjectChange.Text(List.of("objectives", "availability"), "99.9 %"),
                new ProjectChange.Text(List.of("objectives", "quality", "metric"), "accuracy"),
                new ProjectChange.Decimal(
                    List.of("objectives", "quality", "floor"), new BigDecimal("0.92")),
                new ProjectChange.Texts(
                    List.of("objectives", "quality", "slices"), List.of("island", "a b")),
                new ProjectChange.Removal(List.of("objectives", "risk"))));

    assertEquals(
        YAML.replace(
            "objectives: {risk: minimal}",
            "objectives: {latency: {p99: 25 ms}, availability: 99.9 %, quality: {metric: accuracy,"
                + " floor: 0.92, slices: [island, 'a b']}}"),
        edited);
    assertEquals(List.of(), ProjectParser.errorsIn(edited));
  }

  @Test
  void setsAMappingAsItIsWrittenInPlaceOfAnother() throws Exception {
    List<String> batch = List.of("objectives", "batch");
    String small = "{rows: 20000, every: day, within: 2 h}";
    String large = "{rows: 50 million, every: week, within: 1 day}";

    String once = ProjectEdit.draft(YAML, List.of(new ProjectChange.Mapping(batch, small)));
    String twice = ProjectEdit.draft(once, List.of(new ProjectChange.Mapping(batch, large)));

    assertEquals(YAML.replace("minimal}", "minimal, batch: " + small + "}"), once);
    assertEquals(once.replace(small, large), twice);
    assertEquals(List.of(), ProjectParser.errorsIn(twice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{rows: 1", "{rows: 1} }", "{rows: *all}", "[rows]", "rows: 1", ""})
  void whatIsNoMappingIsRefusedAsOne(String value) {
    var change = new ProjectChange.Mapping(List.of("objectives", "batch"), value);

    assertEquals(
        "objectives.batch cannot be set to " + value,
        assertThrows(ProblemException.class, () -> ProjectEdit.draft(YAML, List.of(change)))
            .problem()
            .what());
  }

  @Test
  void removesALineWithItsRemarkAndWhatWouldBeEmpty() throws Exception {
    String block =
        YAML.replace(
            "objectives: {risk: minimal}",
            "objectives:\n  # fast\n  latency:\n    p95: 10 ms   # felt\n  risk: minimal");

    assertEquals(
        block.replace("  latency:\n    p95: 10 ms   # felt\n", ""),
        ProjectEdit.draft(
            block, List.of(new ProjectChange.Removal(List.of("objectives", "latency", "p95")))));
    assertEquals(
        block,
        ProjectEdit.draft(
            block, List.of(new ProjectChange.Removal(List.of("objectives", "budget")))));
  }

  @Test
  void readsWhatIsWritten() throws Exception {
    assertEquals(
        List.of(Optional.of("minimal"), Optional.empty()),
        ProjectEdit.get(
            YAML, List.of(List.of("objectives", "risk"), List.of("objectives", "latency", "p95"))));
  }
}
