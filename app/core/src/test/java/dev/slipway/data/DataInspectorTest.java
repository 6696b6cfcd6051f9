// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.data.DataReport.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class DataInspectorTest {

  @Test
  void describesColumnsAndPassesCleanData() {
    Table table =
        new Table(
            "t.csv",
            List.of("size", "kind"),
            List.of(List.of("1", "b"), List.of("2.5", "a"), List.of("-1", "a")));

    DataReport report = DataInspector.report(table, "kind", Map.of(), Optional.empty());

    assertEquals(
        new DataReport(
            "t.csv",
            table.sha256(),
            3,
            List.of(
                new Column(
                    "size",
                    "number",
                    0,
                    3,
                    OptionalDouble.of(-1),
                    OptionalDouble.of(2.5),
                    OptionalDouble.of(2.5 / 3),
                    List.of("-1", "1", "2.5")),
                new Column(
                    "kind",
                    "text",
                    0,
                    2,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    List.of("a", "b"))),
            List.of(
                new Finding.Passed("No value is missing", "3 rows, 2 columns"),
                new Finding.Passed("Every column varies", "each has at least two values"),
                new Finding.Passed("No row is there twice", "3 different rows"),
                new Finding.Passed("Every row has its label", "column 'kind'"))),
        report);
  }

  @Test
  void findsWhatIsWrong() {
    Table table =
        new Table(
            "t.csv",
            List.of("size", "unit", "kind"),
            List.of(List.of("NA", "cm", "a"), List.of("2", "cm", ""), List.of("2", "cm", "")));

    DataReport report = DataInspector.report(table, "kind", Map.of(), Optional.empty());

    assertEquals(
        List.of(
            "By column: size 1, kind 2.",
            "They are size, unit, kind; nothing can be learned from them.",
            "Repeated rows weigh more than others in every figure.",
            "Column 'kind' is empty there."),
        whys(report));
  }

  @Test
  void findsAMissingLabelColumn() {
    Table table = new Table("t.csv", List.of("a"), List.of(List.of("1"), List.of("2")));
    DataReport report = DataInspector.report(table, "kind", Map.of(), Optional.empty());
    assertEquals(List.of("It has a."), whys(report));
  }

  @Test
  void countsRowsThatTheModelHasSeen() {
    Table reference =
        new Table(
            "r.csv",
            List.of("a", "b", "id"),
            List.of(List.of("1", "2", "x"), List.of("3", "4", "y")));
    Table holdout =
        new Table(
            "h.csv",
            List.of("b", "a"),
            List.of(List.of("2", "1"), List.of("4", "1"), List.of("4", "3")));

    DataReport report = DataInspector.report(holdout, "a", Map.of(), Optional.of(reference));

    Finding.Failed leak = (Finding.Failed) report.findings().getLast();
    assertEquals("2 rows of h.csv are also in r.csv", leak.problem().what());
  }

  @Test
  void asksAPersonWhetherDataIsPersonal() {
    Table table =
        new Table(
            "t.csv",
            List.of("e_mail", "contact", "birthday", "kind", "filename", "phone"),
            List.of(
                List.of("1", "a@b.org", "1", "x", "f", "1"),
                List.of("2", "c@d.org", "2", "y", "g", "2")));

    DataReport report =
        DataInspector.report(table, "kind", Map.of("birthday", "personal"), Optional.empty());

    assertEquals(
        List.of("e_mail", "contact", "phone"),
        report.findings().stream()
            .filter(Finding.NotRun.class::isInstance)
            .map(finding -> finding.check().replaceAll(".*'(.*)'.*", "$1"))
            .toList());
    assertEquals(
        new Finding.Passed(
            "It is known whether 'birthday' is personal data", "the project says: personal"),
        report.findings().get(6));
  }

  private static List<String> whys(DataReport report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem().why())
        .toList();
  }
}
