// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.cost.Quantity.Hours;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A virtual machine type in one region.
///
/// @param cloud `aws`, `gcp`, `azure`, or a name of the user's
/// @param generation microarchitecture; `|` separates possible ones; empty when unknown
/// @param threadsPerCore 2 when a vCPU is half a core; empty when unknown
/// @param onDemand empty when unknown: never zero
/// @param spotSaving average saving of spot against on-demand, 0 to 1: not a price
/// @param interruption how often spot machines are taken back in a month, such as `5-10%`
public record Machine(
    String cloud,
    String region,
    String type,
    Category category,
    double vcpu,
    double memoryGib,
    String architecture,
    String cpuModel,
    String generation,
    OptionalInt threadsPerCore,
    double gpus,
    Optional<UnitPrice<Hours>> onDemand,
    Optional<UnitPrice<Hours>> spot,
    OptionalDouble spotSaving,
    String interruption,
    Stamp stamp,
    String note) {

  private static final Pattern GCP_SIZE =
      Pattern.compile("-(standard|highcpu|highmem|highgpu|ultragpu).*");
  private static final Pattern AZURE_SIZE = Pattern.compile("^([A-Z]+)\\d+");
  private static final String AZURE_PREFIX = "Standard_";

  /// What a type is made for.
  public enum Category {
    GENERAL,
    COMPUTE,
    MEMORY,
    BURSTABLE,
    GPU,
    ACCELERATOR
  }

  /// Cloud, region and type: what a row of the price book is known by.
  public String key() {
    return cloud + "/" + region + "/" + type;
  }

  /// The letters and digits that sizes of one series share, as performance tables name them: `m6i`,
  /// `n2`, `D*as_v5`.
  public String family() {
    return switch (cloud) {
      case "aws" -> type.substring(0, Math.max(0, type.indexOf('.')));
      case "gcp" -> GCP_SIZE.matcher(type).replaceFirst("");
      case "azure" ->
          AZURE_SIZE
              .matcher(type.startsWith(AZURE_PREFIX) ? type.substring(AZURE_PREFIX.length()) : type)
              .replaceFirst("$1*");
      default -> type;
    };
  }

  boolean hasAccelerator() {
    return gpus > 0 || category == Category.GPU || category == Category.ACCELERATOR;
  }
}
