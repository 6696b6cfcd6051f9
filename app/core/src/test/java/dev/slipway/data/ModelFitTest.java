// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Finding;
import dev.slipway.data.ModelFit.Refusal;
import dev.slipway.data.ModelFit.Unfit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is said of a file that lacks what a model takes.
final class ModelFitTest {

  private static String why(ModelFit fit) {
    return ((Finding.Failed) fit.finding()).problem().why();
  }

  @Test
  void aNameIsMeantThatIsWrittenMuchTheSame() {
    assertEquals(
        "It lacks 'tenure_months' (did you mean its 'Tenure'?), 'age' (did you mean its 'Age '?),"
            + " 'postcode'.",
        why(
            ModelFit.of(
                "t.csv",
                List.of("tenure_months", "age", "postcode"),
                List.of("Tenure", "Age ", "a", "region"),
                List.of(),
                5)));
  }

  @Test
  void theFirstLinesAreToldAndAllAreCounted() {
    ModelFit fit =
        ModelFit.of(
            "t.csv",
            List.of("age"),
            List.of(),
            List.of(
                new Unfit(
                    "x",
                    1200,
                    false,
                    List.of(new Refusal(5, "Line 5: x"), new Refusal(9, "Line 9: x"))),
                new Unfit(
                    "y",
                    7,
                    true,
                    List.of(new Refusal(2, "Line 2: y"), new Refusal(30, "Line 30: y")))),
            3);

    assertEquals(1208, fit.found());
    assertEquals(
        "It lacks 'age'. Line 2: y. Line 5: x. Line 9: x. The model does not take at least 1,207"
            + " values, in 2 columns.",
        why(fit));
  }

  @Test
  void whatWasNotAskedAboutIsNotPassed() {
    assertEquals(
        Optional.of("'x' has too many different values that need a closer look"),
        ModelFit.of("t.csv", List.of(), List.of(), List.of(new Unfit("x", 0, true, List.of())), 1)
            .open());
  }
}
