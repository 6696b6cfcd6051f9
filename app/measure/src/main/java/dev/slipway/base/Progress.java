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

  /// The part of this work from one fraction to another, itself counted from 0 to 1.
  default Progress part(double from, double to) {
    return (fraction, doing) -> report(from + (to - from) * fraction, doing);
  }

  /// Reports, and stops when the work has been cancelled.
  default void step(double fraction, String doing) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("cancelled while " + doing);
    }
    report(fraction, doing);
  }
}
