// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.MemoryLedger;

/// The one that forgets keeps the same promises while it is open.
final class MemoryLedgerTest extends LedgerTck {

  @Override
  Ledger ledger() {
    return new MemoryLedger();
  }
}
