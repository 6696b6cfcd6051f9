// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Bill.Amount;
import dev.slipway.request.InputSizes;

/// Bytes of a request and of its answer, from the fewest to the most. All that is charged by the
/// gigabyte follows from them.
record Payload(Amount asked, Amount answered) {

  /// A number at its longest takes about six times the four bytes of a binary tensor, and clients
  /// mostly write a third of that: `0.123456` instead of `-1.2345678901234567e-05`.
  private static final double BINARY = 1 / 6.0;

  private static final double USUAL = 1 / 3.0;

  /// Of the requests that were looked at; as assumed where none was.
  static Payload of(EstimateRequest request) {
    Assumptions.Request assumed = request.assumptions().request();
    InputSizes inputs = request.workload().inputs();
    double longest = inputs.longest().count();
    Amount asked =
        longest == 0
            ? Amount.fixed(assumed.asked())
            : new Amount(longest * BINARY, longest * USUAL, longest);
    return new Payload(asked, Amount.fixed(assumed.answered()));
  }

  Amount both() {
    return asked.plus(answered);
  }
}
