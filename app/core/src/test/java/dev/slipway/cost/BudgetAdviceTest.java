// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static dev.slipway.cost.EstimatorTest.limited;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Money;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is named to fit a budget, fits it.
final class BudgetAdviceTest {

  /// What is cheaper and still above the budget does not fit it; the budget that is named does.
  @Test
  void namesToFitABudgetOnlyWhatFitsIt() throws ProblemException {
    PriceBook book = Samples.book();
    EstimateRequest asked = Samples.request(book);
    Pattern way = Pattern.compile(".*: ([\\d,.]+) USD a month, (likely )?within the budget");
    for (String budget : List.of("0.01", "20", "60", "100")) {
      List<String> relax = Estimator.estimate(limited(asked, Money.usd(budget)), book).relax();
      for (String line : relax.subList(0, relax.size() - 1)) {
        Matcher fits = way.matcher(line);
        assertTrue(
            fits.matches()
                ? Double.parseDouble(fits.group(1).replace(",", "")) <= Double.parseDouble(budget)
                : line.startsWith(
                    "nothing else that was priced is within the budget; the cheapest"),
            budget + ": " + line);
      }
      Matcher enough =
          Pattern.compile("the budget, to be met for sure: ([\\d,.]+) USD a month.*")
              .matcher(relax.getLast());
      assertTrue(enough.matches(), relax.getLast());
      Money stated = Money.usd(enough.group(1).replace(",", ""));
      assertInstanceOf(
          Verdict.Met.class,
          Estimator.estimate(limited(asked, stated), book).budget().orElseThrow());
    }
  }
}
