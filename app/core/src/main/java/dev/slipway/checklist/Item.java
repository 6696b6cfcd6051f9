// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/// An item of the catalogue.
///
/// @param step which of the seven steps, 1 to 7
/// @param gate `handover`, `staging`, `production` or `operate`
/// @param automatic whether evidence can be found by a tool; otherwise a person attests
/// @param evidenceKey the key of the evidence that it reads; `attested.` and the id where a person
///   attests
/// @param passOperator `==`, `!=`, `<=`, `>=`, `<` or `>`; empty where a person attests
/// @param passValue a literal, or `$` and the name of a setting; empty where a person attests
/// @param severity `blocker`, `major` or `minor`
/// @param appliesWhen flag that must be set for the item to apply
/// @param evidenceFrom the least source that can meet it
/// @param maxAgeDays a limit of its own, where it is tighter than its source's
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
    Optional<String> appliesWhen,
    Evidence.Source evidenceFrom,
    Optional<Integer> maxAgeDays,
    List<Reference> references) {

  public Item {
    references = List.copyOf(references);
  }

  public boolean blocks() {
    return severity.equals("blocker");
  }

  /// Whether the readiness level waits for it: blockers and majors.
  public boolean holdsLevel() {
    return !severity.equals("minor");
  }

  /// Where the item comes from.
  public record Reference(String name, String url) {}
}
