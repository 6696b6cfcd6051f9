// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.measure.load.LoadSoFar;
import java.util.function.Consumer;

/// The progress of a load inside of the measuring process: tells of it on its standard output.
///
/// @param step told how far the load is
record Telling(Progress step, Consumer<Message> out) implements Progress {

  @Override
  public void report(double fraction, String doing) {
    step.report(fraction, doing);
  }

  @Override
  public void tell(WorkEvent event) {
    if (event instanceof LoadSoFar load) {
      out.accept(new Message.Seen(load));
    }
  }
}
