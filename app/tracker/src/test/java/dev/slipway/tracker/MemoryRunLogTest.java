// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.evidence.MemoryLedger;
import dev.slipway.evidence.RunLog;

/// The one that forgets keeps the same promises while it is open.
final class MemoryRunLogTest extends RunLogTck {

  @Override
  RunLog runs() {
    return new MemoryLedger();
  }
}
