// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Rate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CapacitySearchTest {

  private final List<Double> tried = new ArrayList<>();

  @Test
  void findsTheLargestRateThatMeetsTheObjectives() throws InterruptedException {
    Rate found = search(730, 730).largest(new Rate(1000));

    assertEquals(List.of(250.0, 500.0, 750.0, 625.0, 687.5, 718.75, 718.75), tried);
    assertEquals(new Rate(718.75), found);
  }

  @Test
  void goesDownWhenEvenAQuarterIsTooMuch() throws InterruptedException {
    Rate found = search(40, 40).largest(new Rate(1000));

    assertTrue(found.perSecond() > 35 && found.perSecond() <= 40, found.toString());
  }

  @Test
  void lowersWhatALongerRunDoesNotConfirm() throws InterruptedException {
    Rate found = search(730, 650).largest(new Rate(1000));

    assertEquals(new Rate(718.75 * 0.75), found);
  }

  @Test
  void saysZeroWhenNoRateMeetsTheObjectives() throws InterruptedException {
    assertEquals(new Rate(0), search(0, 0).largest(new Rate(1000)));
  }

  private CapacitySearch search(double able, double ableForLong) {
    return new CapacitySearch(
        new CapacitySearch.Trial() {
          @Override
          public boolean meets(Rate rate) {
            tried.add(rate.perSecond());
            return rate.perSecond() <= able;
          }

          @Override
          public boolean confirms(Rate rate) {
            tried.add(rate.perSecond());
            return rate.perSecond() <= ableForLong;
          }
        },
        4);
  }
}
