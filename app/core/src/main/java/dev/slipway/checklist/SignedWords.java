// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.Said;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.checklist.EvidenceOnHand.Found;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger.Entry;
import dev.slipway.evidence.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What named people said of a release, and what it comes to.
///
/// @param flags those of the release that are set
record SignedWords(Catalogue catalogue, EvidenceOnHand evidence, Set<String> flags) {

  /// An item that a person attests, from a record that counts.
  Line attested(Item item, Entry entry) {
    Optional<Attestation> said = Attestation.of(item.id(), entry.evidence());
    if (said.isEmpty()) {
      return line(item, State.ERROR, "the record is no signed word of a person", entry, "");
    }
    Attestation word = said.get();
    String because = inWords(word, entry.evidence());
    return switch (word.word()) {
      case MET -> met(item, entry);
      case NOT_MET -> line(item, State.FAIL, because, entry, word.note());
      case WITHDRAWN -> line(item, State.NOT_RUN, "taken back by " + because, entry, "");
      case NOT_APPLICABLE ->
          item.blocks()
              ? line(
                  item,
                  State.FAIL,
                  because + "; a blocker is not set aside by a word, it needs a waiver",
                  entry,
                  word.note())
              : line(item, State.NOT_APPLICABLE, because, entry, word.note())
                  .said(List.of(said("declared not applicable", item, entry, word)));
    };
  }

  /// What a person said of an item that a tool would find out, while none left a record of this
  /// release. Of what Slipway measures, only that it does not apply, unless it blocks; of the rest,
  /// anything.
  Optional<Line> instead(Item item) {
    if (evidence.knows(item.evidenceKey())) {
      return Optional.empty();
    }
    boolean any = item.means() == Item.Means.REPORTED;
    String key = Attestation.keyOf(item.id());
    return switch (evidence.find(key, Evidence.Source.MANUAL, item.maxAgeDays())) {
      case Found.Fresh(Entry entry) ->
          Optional.of(attested(item, entry))
              .filter(line -> any || line.state() == State.NOT_APPLICABLE);
      case Found.Stale(Entry entry, String because) when any ->
          Optional.of(
              line(
                  item,
                  State.STALE,
                  because + ChecklistEvaluator.origin(entry.evidence()),
                  entry,
                  ""));
      default -> Optional.empty();
    };
  }

  private Line met(Item item, Entry newest) {
    List<Entry> inFavour = new ArrayList<>();
    for (Entry entry : evidence.said(Attestation.keyOf(item.id()), item.maxAgeDays())) {
      Optional<Attestation> word = Attestation.of(item.id(), entry.evidence());
      if (word.filter(said -> said.word() == Attestation.Word.MET).isEmpty()) {
        inFavour.clear();
        continue;
      }
      String by = word.get().by();
      inFavour.removeIf(earlier -> Attestation.samePerson(word(item.id(), earlier).by(), by));
      inFavour.add(entry);
    }
    List<Said> said =
        inFavour.stream()
            .map(entry -> said("attested", item, entry, word(item.id(), entry)))
            .toList();
    String because =
        inFavour.stream()
            .map(entry -> inWords(word(item.id(), entry), entry.evidence()))
            .collect(Collectors.joining("; "));
    int people = catalogue.policy().people(item);
    Line line =
        inFavour.size() < people
            ? line(
                item,
                State.NOT_RUN,
                because + "; " + people + " people must attest a " + item.severity(),
                newest,
                "")
            : line(item, State.PASS, because, newest, word(item.id(), newest).note());
    return line.said(said);
  }

  /// The item that waits for the signatures of its gate.
  Line signed(Item item) {
    String gate = item.gate();
    List<Said> signatures = signatures(gate);
    List<String> missing = missing(gate);
    int wanted = catalogue.policy().signers();
    boolean enough = missing.isEmpty() && people(signatures) >= wanted;
    return new Line(
        item,
        enough ? State.PASS : State.NOT_RUN,
        signatures.size() + " signatures",
        "%d roles, at least %d people".formatted(signers(gate).size(), wanted),
        enough ? joined(signatures) : missing.isEmpty() ? alone(wanted) : unsigned(gate, missing),
        Optional.empty(),
        Optional.empty(),
        signatures);
  }

  private static long people(List<Said> signatures) {
    return signatures.stream().map(said -> Attestation.person(said.by())).distinct().count();
  }

  private static String joined(List<Said> signatures) {
    return signatures.stream().map(Said::inWords).collect(Collectors.joining("; "));
  }

  private static String alone(int wanted) {
    return "signed in every role, and by too few people: at least " + wanted + " must sign";
  }

  private String unsigned(String gate, List<String> missing) {
    return missing.stream()
        .map(role -> role + whyNot(gate, role))
        .collect(Collectors.joining(", ", "not signed yet as ", ""));
  }

  /// The role that should sign next; empty where none is left.
  Optional<String> nextRole(Item item) {
    List<String> missing = missing(item.gate());
    return missing.isEmpty()
        ? signers(item.gate()).stream().findFirst()
        : Optional.of(missing.getFirst());
  }

  /// The signatures of a gate that count, in the order of the roles.
  List<Said> signatures(String gate) {
    List<Said> signatures = new ArrayList<>();
    for (String role : catalogue.roles()) {
      String about = Attestation.signature(gate, role);
      found(about)
          .filter(entry -> word(about, entry).word() == Attestation.Word.MET)
          .ifPresent(entry -> signatures.add(signature(role, entry, word(about, entry))));
    }
    return List.copyOf(signatures);
  }

  /// Who took a waiver back after it was granted. A record that was altered since takes it back
  /// too: no break in the chain brings a waiver to life.
  Optional<Attestation> withdrawn(Waiver waiver) {
    String about = Attestation.waiverOf(waiver.item());
    return evidence.all(Attestation.keyOf(about)).stream()
        .filter(entry -> !entry.evidence().at().isBefore(waiver.created()))
        .map(entry ->
            Attestation.of(about, entry.evidence())
                .orElse(
                    new Attestation(
                        about,
                        Attestation.Word.WITHDRAWN,
                        "the record was altered",
                        "somebody",
                        Optional.empty())))
        .reduce((earlier, later) -> later);
  }

  /// The roles that own a blocker or a major up to a gate.
  private List<String> signers(String gate) {
    List<String> gates = catalogue.gates().stream().map(Catalogue.Gate::id).toList();
    return catalogue.roles().stream()
        .filter(role ->
            catalogue.items().stream()
                .filter(item -> item.owner().equals(role) && item.holdsLevel())
                .filter(item -> gates.indexOf(item.gate()) <= gates.indexOf(gate))
                .anyMatch(item -> item.appliesWhen().map(flags::contains).orElse(true)))
        .toList();
  }

  private List<String> missing(String gate) {
    List<String> signed = signatures(gate).stream().map(Said::as).toList();
    return signers(gate).stream().filter(role -> !signed.contains(as(role))).toList();
  }

  /// Why a signature that was once given does not count; nothing where there was none.
  private String whyNot(String gate, String role) {
    String key = Attestation.keyOf(Attestation.signature(gate, role));
    return evidence.find(key, Evidence.Source.MANUAL, Optional.empty())
            instanceof Found.Stale(Entry entry, String because)
        ? " (signed on " + Checklist.day(entry.evidence().at()) + ", and " + because + ")"
        : "";
  }

  private Optional<Entry> found(String about) {
    return evidence.find(Attestation.keyOf(about), Evidence.Source.MANUAL, Optional.empty())
                instanceof Found.Fresh(Entry entry)
            && Attestation.of(about, entry.evidence()).isPresent()
        ? Optional.of(entry)
        : Optional.empty();
  }

  private Said signature(String role, Entry entry, Attestation word) {
    return new Said(
        as(role),
        word.by(),
        entry.evidence().at(),
        evidence.end(entry, Optional.empty()),
        word.note(),
        word.link());
  }

  private Said said(String as, Item item, Entry entry, Attestation word) {
    return new Said(
        as,
        word.by(),
        entry.evidence().at(),
        evidence.end(entry, item.maxAgeDays()),
        word.note(),
        word.link());
  }

  private static String as(String role) {
    return "signed as " + role;
  }

  private static Attestation word(String about, Entry entry) {
    return Attestation.of(about, entry.evidence()).orElseThrow();
  }

  private static String inWords(Attestation word, Evidence record) {
    return word.by() + ": " + word.note() + ChecklistEvaluator.origin(record);
  }

  private static Line line(Item item, State state, String because, Entry entry, String found) {
    return new Line(
        item, state, found, "", because, Optional.of(entry), Optional.empty(), List.of());
  }
}
