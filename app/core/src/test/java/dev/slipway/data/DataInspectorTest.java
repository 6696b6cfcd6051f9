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
import java.util.ArrayList;
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

    DataReport report = report(csv, "kind", Map.of(), Optional.empty());

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
                new Finding.Passed("No value is missing", "3 rows, 2 columns"),
                new Finding.Passed("Every column varies", "each has at least two values"),
                new Finding.Passed("No row is there twice", "3 different rows"),
                new Finding.Passed("Every row has its label", "column 'kind'"))),
        report);
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    DataReport report =
        report("size,unit,kind\nNA,cm,a\n2,cm,\n2,cm,\n", "kind", Map.of(), Optional.empty());

    assertEquals(
        List.of(
            "By column: size 1, kind 2.",
            "They are size, unit, kind; nothing can be learned from them.",
            "Repeated rows weigh more than others in every figure.",
            "Column 'kind' is empty there."),
        whys(report));
  }

  @Test
  void seesThatAFileHasNoHeader() throws Exception {
    assertEquals(
        "Most of its columns would be called by numbers, such as '5.1'.",
        whys(report("5.1,3.5,1.4,setosa\n4.9,3.0,1.5,virginica\n", "x", Map.of(), Optional.empty()))
            .getFirst());
    // wavelengths are names
    assertEquals(
        List.of(),
        whys(report("400,410,420,kind\n1,2,3,a\n2,3,4,b\n", "kind", Map.of(), Optional.empty())));
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
                Optional.empty())));
  }

  @Test
  void findsAMissingLabelColumn() throws Exception {
    assertEquals(
        List.of("It has a."), whys(report("a\n1\n2\n", "kind", Map.of(), Optional.empty())));
  }

  @Test
  void countsRowsThatTheModelHasSeenHoweverTheyAreWritten() throws Exception {
    DataReport report =
        report("b,a\n2,1.5\n4,1\n4.0,3\n", "a", Map.of(), Optional.of("a,b,id\n1.5,2,x\n3,4,y\n"));

    Finding.Failed leak = (Finding.Failed) report.findings().getLast();
    assertEquals("2 rows of t.csv are also in r.csv", leak.problem().what());
  }

  @Test
  void saysWhenTwoFilesHaveNothingInCommon() throws Exception {
    DataReport report = report("a\n1\n2\n", "a", Map.of(), Optional.of("b\n1\n"));

    Finding.Failed leak = (Finding.Failed) report.findings().getLast();
    assertEquals("t.csv and r.csv have no column in common", leak.problem().what());
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
            Optional.empty());

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

  private DataReport report(
      String csv, String label, Map<String, String> classes, Optional<String> reference)
      throws Exception {
    var sources = new ArrayList<DataFiles.Source>();
    sources.add(write("t.csv", csv));
    if (reference.isPresent()) {
      sources.add(write("r.csv", reference.get()));
    }
    try (var files = DataFiles.open(sources, Limits.ofMachine(), Progress.NONE)) {
      Optional<DataInspector.Leak> leak = Optional.empty();
      if (reference.isPresent()) {
        leak = Optional.of(new DataInspector.Leak("r.csv", files.shared(0, 1)));
      }
      return DataInspector.report(
          files.profile(0, Progress.NONE), label, classes, files.personal(0), leak);
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
