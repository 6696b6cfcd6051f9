// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/// An item of the catalogue.
///
/// @param step which of the seven steps, 1 to 7
/// @param gate `handover`, `staging`, `production` or `operate`
/// @param means how it is settled
/// @param run the commands that find it out or state it, without `slipway`; `PROJECT` stands for
///   the project's folder, other words in capitals for what the reader must fill in
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
    Means means,
    List<String> run,
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
    run = List.copyOf(run);
    references = List.copyOf(references);
  }

  /// How an item is settled.
  public enum Means {
    /// Slipway finds it out. Nobody's word replaces it.
    MEASURED("auto"),
    /// A tool of the user's finds it out. Its record decides; while there is none, a person's word
    /// counts.
    REPORTED("reported"),
    /// A person attests it.
    ATTESTED("manual"),
    /// The required roles sign the gate.
    SIGNED("signatures");

    private final String id;

    Means(String id) {
      this.id = id;
    }

    /// As the catalogue writes it.
    public String id() {
      return id;
    }
  }

  /// Whether it compares a record's value with a limit.
  public boolean compares() {
    return means == Means.MEASURED || means == Means.REPORTED;
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
