// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.bundle.render.Constant;
import java.util.List;

/// A whole `target.yaml`.
///
/// @param checks names of the programs that its files are checked by, of [TargetCatalogue#CHECKS]
/// @param recipients who is handed it
/// @param offered whether it is one of everything; else it is made where it is named, and nowhere
///   else
/// @param numbers numbers that stand in its templates themselves, and what they are
public record TargetDefinition(
    Target target,
    List<Recipient> recipients,
    boolean offered,
    List<TargetFile> files,
    List<String> checks,
    List<Constant> numbers) {
  public TargetDefinition {
    recipients = List.copyOf(recipients);
    files = List.copyOf(files);
    checks = List.copyOf(checks);
    numbers = List.copyOf(numbers);
  }
}
