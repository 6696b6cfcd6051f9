// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// Where long work says how far it is. Cancelling is interrupting the working thread; long work
/// looks at least five times a second and stops with [InterruptedException].
public interface Progress {

  /// For callers who do not look.
  Progress NONE = (fraction, doing) -> {};

  /// @param fraction done so far, 0 to 1
  /// @param doing what is being done now, for a person
  void report(double fraction, String doing);

  /// Tells of steps, of lines of their logs, and of what was found so far.
  default void tell(WorkEvent event) {}

  /// The part of this work from one fraction to another, itself counted from 0 to 1.
  default Progress part(double from, double to) {
    Progress whole = this;
    return new Progress() {
      @Override
      public void report(double fraction, String doing) {
        whole.report(from + (to - from) * fraction, doing);
      }

      @Override
      public void tell(WorkEvent event) {
        whole.tell(event);
      }
    };
  }

  /// Reports, and stops when the work has been cancelled.
  default void step(double fraction, String doing) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("cancelled while " + doing);
    }
    report(fraction, doing);
  }
}
