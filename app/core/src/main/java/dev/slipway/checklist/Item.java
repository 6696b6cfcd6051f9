// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import java.util.Optional;

/// An item of the catalogue.
///
/// @param step which of the seven steps, 1 to 7
/// @param gate `handover`, `staging`, `production` or `operate`
/// @param automatic whether evidence can be found by a tool; otherwise a person attests
/// @param evidenceKey the key of the evidence that it reads
/// @param severity `blocker`, `major` or `minor`
/// @param appliesWhen flag that must be set for the item to apply
public record Item(
    String id,
    int step,
    String gate,
    String title,
    String why,
    String how,
    boolean automatic,
    String evidenceKey,
    String passOperator,
    String passValue,
    String severity,
    String owner,
    Optional<String> appliesWhen) {}
