// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.data.DataReport.Column;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataInspectorTest {

  @TempDir Path folder;

  @Test
  void describesColumnsAndPassesCleanData() throws Exception {
    String csv = "size,kind\n1,b\n2.5,a\n-1,a\n";

    DataReport report = report(csv, "kind", Map.of(), ModelColumns.UNKNOWN);

    assertEquals(
        new DataReport(
            "t.csv",
            report.sha256(),
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
                new Finding.Passed("No value is missing that the model needs", "3 rows, 2 columns"),
                new Finding.Passed("Every column varies", "each has at least two values"),
                new Finding.Passed("No row is there twice", "3 different rows"),
                new Finding.Passed("Every row has its label", "column 'kind'"))),
        report);
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    DataReport report =
        report("size,unit,kind\nNA,cm,a\n2,cm,\n2,cm,\n", "kind", Map.of(), ModelColumns.UNKNOWN);

    assertEquals(
        List.of(
            "By column: size 1.",
            "They are size, unit, kind; nothing can be learned from them.",
            "Repeated rows weigh more than others in every figure.",
            "Column 'kind' is empty there."),
        whys(report));
  }

  @Test
  void seesThatAFileHasNoHeader() throws Exception {
    assertEquals(
        "Most of its columns would be called by numbers, such as '5.1'.",
        whys(report(
                "5.1,3.5,1.4,setosa\n4.9,3.0,1.5,virginica\n", "x", Map.of(), ModelColumns.UNKNOWN))
            .getFirst());
    // wavelengths are names
    assertEquals(
        List.of(),
        whys(
            report(
                "400,410,420,kind\n1,2,3,a\n2,3,4,b\n", "kind", Map.of(), ModelColumns.UNKNOWN)));
  }

  @Test
  void seesThatNumbersHaveADecimalComma() throws Exception {
    assertEquals(
        List.of("They have a decimal comma: size, price."),
        whys(
            report(
                "size;price;kind\n1,5;1.000,25;a\n-2,25;12,0;b,1\n",
                "kind",
                Map.of(),
                ModelColumns.UNKNOWN)));
  }

  @Test
  void findsAMissingLabelColumn() throws Exception {
    assertEquals(
        List.of("It has a."), whys(report("a\n1\n2\n", "kind", Map.of(), ModelColumns.UNKNOWN)));
  }

  @Test
  void gapsWhereTheModelIsNotGivenTheColumnOrTakesThemAreNoFailure() throws Exception {
    String csv = "size,age,weight,kind\n1,,7,a\n2,5,,a\n,6,8,b\n";
    var model = new ModelColumns(Optional.of(List.of("size", "weight")), List.of("weight"));

    assertEquals(List.of("By column: size 1."), whys(report(csv, "kind", Map.of(), model)));

    var takesBoth = new ModelColumns(model.features(), List.of("size", "weight"));
    assertEquals(
        new Finding.Passed(
            "No value is missing that the model needs",
            "3 rows, 4 columns; size lacks 1, as in training, and the model answers; age lacks 1,"
                + " and the model is not given it; weight lacks 1, as in training, and the model"
                + " answers"),
        report(csv, "kind", Map.of(), takesBoth).findings().getFirst());
  }

  @Test
  void asksAPersonWhetherDataIsPersonal() throws Exception {
    DataReport report =
        report(
            """
            e_mail,contact,birthday,kind,filename,phone
            1,a@b.org,1,x,f,1
            2,c@d.org,2,y,g,2
            3,e@f.org,3,z,h,3
            """,
            "kind",
            Map.of("birthday", "personal"),
            ModelColumns.UNKNOWN);

    assertEquals(
        List.of("e_mail", "contact", "phone"),
        report.findings().stream()
            .filter(Finding.NotRun.class::isInstance)
            .map(finding -> finding.check().replaceAll(".*'(.*)'.*", "$1"))
            .toList());
    assertEquals(
        new Finding.Passed(
            "It is known whether 'birthday' in t.csv is personal data",
            "the project says: personal"),
        report.findings().get(6));
  }

  /// Names of columns come from files of others.
  @Test
  void aNameOfAColumnIsQuotedInACommandThatAPersonCopies() throws Exception {
    DataReport report =
        report(
            """
            e-mail $(touch x),kind
            a@b.org,x
            b@c.org,y
            c@d.org,x
            """,
            "kind",
            Map.of(),
            ModelColumns.UNKNOWN);

    assertEquals(
        List.of("slipway data --class 'e-mail $(touch x)=personal', or =none"),
        report.findings().stream()
            .filter(Finding.NotRun.class::isInstance)
            .map(finding ->
                ((Finding.NotRun) finding).because().replaceAll(".*; a person decides: ", ""))
            .toList());
  }

  private DataReport report(
      String csv, String label, Map<String, String> classes, ModelColumns model) throws Exception {
    try (var files =
        DataFiles.open(List.of(write("t.csv", csv)), Limits.ofMachine(), Progress.NONE)) {
      return DataInspector.report(
          files.profile(0, Progress.NONE), label, classes, files.personal(0, Progress.NONE), model);
    }
  }

  private DataFiles.Source write(String name, String csv) throws Exception {
    return new DataFiles.Source(Files.writeString(folder.resolve(name), csv), name);
  }

  private static List<String> whys(DataReport report) {
    return report.findings().stream()
        .filter(Finding.Failed.class::isInstance)
        .map(finding -> ((Finding.Failed) finding).problem().why())
        .toList();
  }
}
