// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import java.util.ArrayList;
import java.util.List;

/// All that somebody who watches work is told.
final class WatchedProgress implements Progress {

  final List<String> said = new ArrayList<>();
  final List<Double> fractions = new ArrayList<>();
  final List<String> planned = new ArrayList<>();
  final List<String> begun = new ArrayList<>();

  @Override
  public void report(double fraction, String doing) {
    fractions.add(fraction);
    said.add(doing);
  }

  @Override
  public void tell(WorkEvent event) {
    switch (event) {
      case WorkEvent.Planned(var steps) -> planned.addAll(steps);
      case WorkEvent.Began(String step) -> begun.add(step);
      case WorkEvent.Logged _, WorkEvent.Ended _, WorkEvent.Snapshot _ -> {
        // not looked at
      }
    }
  }
}
