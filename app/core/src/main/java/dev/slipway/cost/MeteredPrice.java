// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import java.util.Optional;

/// A service's price for one thing that it counts.
///
/// @param region the provider's code, or the words of the source for several, such as `any`
/// @param unit as price lists write it
/// @param each empty when unknown
/// @param free what is free in a month, in words; never subtracted
public record MeteredPrice(
    String cloud,
    String region,
    String service,
    String meter,
    String unit,
    Optional<Money> each,
    String free,
    Stamp stamp) {

  /// What a row of the price book is known by.
  public String key() {
    return String.join("/", cloud, region, service, meter);
  }

  /// Whether it holds in a region.
  boolean covers(String wanted) {
    return switch (region) {
      case "any" -> true;
      case "tier 1 regions" -> wanted.equals("us-central1") || wanted.equals("europe-west1");
      case "us and europe" -> wanted.startsWith("us-") || wanted.startsWith("europe-");
      case "north america and europe" -> wanted.matches(".*us\\d?") || wanted.contains("europe");
      case "asia" -> wanted.contains("asia");
      default -> region.equals(wanted) || region.startsWith(wanted + " (");
    };
  }
}
