// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.DataReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What an evaluation would refuse, a look at the data says first.
final class FitToModelTest extends OnSample {

  private static final String CHECK = "Every column is there, with values that the model takes";

  /// Of the reference, then of the holdout.
  private List<Finding> found() throws Exception {
    return workbench.data().inspect(opened(), Progress.NONE).reports("species", Map.of()).stream()
        .map(DataReport::findings)
        .flatMap(List::stream)
        .filter(finding -> finding.check().equals(CHECK))
        .toList();
  }

  private static Problem failed(Finding finding) {
    return ((Finding.Failed) finding).problem();
  }

  @Test
  void whatTheModelTakesIsThere() throws Exception {
    assertEquals(
        List.of(
            new Finding.Passed(CHECK, "4 columns of the model"),
            new Finding.Passed(CHECK, "4 columns of the model")),
        found());
  }

  @Test
  void aTextAmongNumbersIsToldInTheWordsOfTheEvaluation() throws Exception {
    Path holdout = project.resolve("data/holdout.csv");
    List<String> lines = Files.readAllLines(holdout);
    lines.set(4, lines.get(4).replaceFirst("^(\\w+,\\w+,)[^,]+", "$1unbekannt"));
    Files.write(holdout, lines);

    Problem problem = failed(found().getLast());

    assertEquals("data/holdout.csv does not have what the model takes", problem.what());
    assertEquals(
        "Line 5: column 'bill_length_mm' holds \"unbekannt\", not a number.", problem.why());
    String refused =
        assertThrows(
                ProblemException.class,
                () -> workbench.evaluate().evaluate(opened(), Progress.NONE))
            .problem()
            .what();
    assertTrue(refused.endsWith(": column 'bill_length_mm' holds \"unbekannt\", not a number"));
  }

  @Test
  void columnsThatAreLackingAreToldWithTheNamesThatComeNearest() throws Exception {
    for (String file : List.of("data/holdout.csv", "data/train.csv")) {
      Path path = project.resolve(file);
      String text = Files.readString(path);
      Files.writeString(path, text.replaceFirst("flipper_length_mm,body_mass_g", "Flipper,weight"));
    }

    assertEquals(
        List.of(
            "It lacks 'flipper_length_mm' (did you mean its 'Flipper'?), 'body_mass_g'.",
            "It lacks 'flipper_length_mm' (did you mean its 'Flipper'?), 'body_mass_g'."),
        found().stream().map(finding -> failed(finding).why()).toList());

    workbench
        .columns()
        .map(
            opened(),
            new TreeMap<>(Map.of("Flipper", "flipper_length_mm", "weight", "body_mass_g")));
    assertTrue(found().stream().allMatch(Finding.Passed.class::isInstance));
  }
}
