// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.checklist.Catalogue;
import dev.slipway.checklist.Checklist;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.checklist.Item;
import dev.slipway.checklist.Remedies;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Attestation.Word;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Waiver;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps what named people say of a release: that an item is met, that it may stay unmet until a
/// day, that a gate is passed. What was said is taken back by saying so; nothing is deleted.
public final class SignChecklist {

  private final Bench bench;
  private final ReviewChecklist review;
  private final Trail trail;

  SignChecklist(Bench bench, ReviewChecklist review, Trail trail) {
    this.bench = bench;
    this.review = review;
    this.trail = trail;
  }

  /// A person's name, what the word rests on, and where more can be read.
  public record Person(String by, String note, Optional<String> link) {}

  /// A permission that an item stays unmet.
  ///
  /// @param until the first day on which it no longer counts
  /// @param by who grants it
  /// @param askedBy who asks for it: somebody else
  /// @param meanwhile what guards the service until then
  public record Permission(
      LocalDate until, String by, String askedBy, String reason, String meanwhile) {}

  /// Keeps a person's word on an item.
  ///
  /// @return the checklist with it
  public Checklist attest(OpenedProject opened, String id, Word word, Person person)
      throws ProblemException {
    require("--by", person.by());
    require("--note", person.note());
    Line line = line(opened, id);
    Item item = line.item();
    requireAttestable(line, word);
    boolean again =
        word == Word.MET
            && line.state() == State.NOT_RUN
            && line.said().stream()
                .anyMatch(said -> Attestation.samePerson(said.by(), person.by()));
    if (again) {
      throw problem(
          "checklist.same-person",
          person.by() + " has attested " + id + " already",
          "A %s needs the words of %d people."
              .formatted(item.severity(), bench.catalogue().policy().people(item)),
          "Ask somebody else to look and to attest it: "
              + line.commands().stream()
                  .filter(command -> command.startsWith("slipway checklist attest "))
                  .findFirst()
                  .orElse("slipway checklist attest " + id));
    }
    keep(opened, said(id, word, person), new TreeMap<>(), "attest " + id);
    return look(opened);
  }

  /// Keeps a waiver, with the names of two people.
  public Checklist waive(OpenedProject opened, String id, Permission asked)
      throws ProblemException {
    require("--by", asked.by());
    require("--asked-by", asked.askedBy());
    require("--reason", asked.reason());
    require("--meanwhile", asked.meanwhile());
    Line line = line(opened, id);
    Instant now = bench.clock().instant();
    Instant expires = asked.until().atStartOfDay().toInstant(ZoneOffset.UTC);
    requireWaivable(line, now, expires);
    if (Attestation.samePerson(asked.by(), asked.askedBy())) {
      throw problem(
          "checklist.same-person",
          asked.by() + " asks for the waiver and grants it",
          "Nobody sets aside what stands in their own way.",
          "Name somebody else with --by, who knows of it and agrees.");
    }
    bench
        .ledger()
        .waive(
            new Waiver(
                opened.records(),
                release(opened),
                id,
                asked.reason(),
                asked.meanwhile(),
                asked.askedBy(),
                asked.by(),
                now,
                expires));
    return look(opened);
  }

  /// Signs a gate in the name of a role. It may be signed without a note.
  public Checklist sign(OpenedProject opened, String gate, String role, Person person)
      throws ProblemException {
    require("--by", person.by());
    Catalogue catalogue = bench.catalogue();
    requireOneOf("gate", gate, catalogue.gates().stream().map(Catalogue.Gate::id).toList());
    requireOneOf("role", role, catalogue.roles());
    requireOpen(opened, gate);
    keep(
        opened,
        said(
            Attestation.signature(gate, role),
            Word.MET,
            person.note().isBlank()
                ? new Person(person.by(), "this release passes the gate", person.link())
                : person),
        signed(opened),
        "sign " + gate + " --role " + role);
    return look(opened);
  }

  /// Takes back what was last said of an item: its waiver where one is in force, else the words.
  public Checklist undo(OpenedProject opened, String id, Person person) throws ProblemException {
    require("--by", person.by());
    require("--note", person.note());
    Line line = line(opened, id);
    boolean waived = line.waiver().isPresent() || waived(opened, id);
    if (!waived && !stands(opened, id)) {
      throw nothingSaid(id);
    }
    String about = waived ? Attestation.waiverOf(id) : id;
    keep(opened, said(about, Word.WITHDRAWN, person), new TreeMap<>(), "undo " + id);
    return look(opened);
  }

  /// Takes back the signature of a role.
  public Checklist undo(OpenedProject opened, String gate, String role, Person person)
      throws ProblemException {
    require("--by", person.by());
    require("--note", person.note());
    if (!stands(opened, Attestation.signature(gate, role))) {
      throw nothingSaid(gate + " as " + role);
    }
    keep(
        opened,
        said(Attestation.signature(gate, role), Word.WITHDRAWN, person),
        new TreeMap<>(),
        "undo " + gate + " --role " + role);
    return look(opened);
  }

  /// Whether somebody's word is kept that nobody took back, though it may not count now: what an
  /// older bundle or a tool's record covers comes back with them.
  private boolean stands(OpenedProject opened, String about) throws ProblemException {
    return newest(opened, about)
        .flatMap(record -> Attestation.of(about, record))
        .filter(said -> said.word() != Word.WITHDRAWN)
        .isPresent();
  }

  private boolean waived(OpenedProject opened, String id) throws ProblemException {
    Optional<Evidence> back = newest(opened, Attestation.waiverOf(id));
    String release = release(opened);
    return bench.ledger().waivers(opened.project().name()).stream()
        .filter(waiver -> waiver.item().equals(id) && waiver.release().equals(release))
        .filter(waiver -> waiver.expires().isAfter(bench.clock().instant()))
        .anyMatch(waiver -> back.map(said -> said.at().isBefore(waiver.created())).orElse(true));
  }

  private Optional<Evidence> newest(OpenedProject opened, String about) throws ProblemException {
    String release = release(opened);
    return bench.ledger().entries(opened.project().name()).stream()
        .map(Ledger.Entry::evidence)
        .filter(record -> record.key().equals(Attestation.keyOf(about)))
        .filter(record -> record.release().equals(release))
        .filter(record -> record.source() == Evidence.Source.MANUAL)
        .reduce((one, later) -> later.at().isBefore(one.at()) ? one : later);
  }

  private void requireAttestable(Line line, Word word) throws ProblemException {
    Item item = line.item();
    boolean declined = word == Word.NOT_APPLICABLE;
    if (declined ? line.declinable() : line.attestable()) {
      return;
    }
    String setAside = "It blocks, and no word sets a blocker aside: it needs a waiver.";
    String why =
        switch (item.means()) {
          case MEASURED ->
              declined && item.blocks()
                  ? setAside
                  : "Slipway finds it out, and nobody's word replaces what is found.";
          case REPORTED ->
              line.recorded()
                  ? "A tool left a record of it, and nobody's word replaces that."
                  : setAside;
          case SIGNED -> "It stands on the signatures of its gate.";
          case ATTESTED -> setAside;
        };
    throw problem(
        "checklist.not-attestable",
        item.id() + " cannot be attested",
        why,
        line.commands().isEmpty()
            ? "Nothing is left to do: it is " + Words.of(line.state()) + "."
            : String.join("\nor: ", line.commands()));
  }

  private void requireWaivable(Line line, Instant now, Instant expires) throws ProblemException {
    Item item = line.item();
    int days = bench.catalogue().policy().waiverDays(item);
    if (days == 0) {
      throw problem(
          "checklist.not-waivable",
          item.id() + " cannot be waived",
          "The catalogue allows no waiver of it.",
          String.join("\nor: ", line.commands()));
    }
    boolean waivable =
        switch (line.state()) {
          case FAIL, INCONCLUSIVE, NOT_RUN, STALE, WAIVED -> true;
          case PASS, NOT_APPLICABLE, ERROR -> false;
        };
    if (!waivable) {
      throw problem(
          "checklist.not-waivable",
          item.id() + " needs no waiver: it is " + Words.of(line.state()),
          "A waiver sets aside what is not met. It never hides an error: " + line.because(),
          "Leave it as it is, or mend what " + item.evidenceKey() + " was found from.");
    }
    if (!expires.isAfter(now) || expires.isAfter(now.plus(Duration.ofDays(days)))) {
      throw problem(
          "checklist.waiver-length",
          "The waiver cannot end on " + expires.atOffset(ZoneOffset.UTC).toLocalDate(),
          "A waiver of a %s ends after today, and within %s."
              .formatted(item.severity(), Words.count(days, "day")),
          "Name a day until "
              + now.plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC).toLocalDate()
              + ", and waive it again when it ends.");
    }
  }

  /// A gate is signed when nothing else blocks it, or a gate before it.
  private void requireOpen(OpenedProject opened, String gate) throws ProblemException {
    for (Checklist.Gate each : look(opened).gates()) {
      Optional<Line> blocker =
          each.lines().stream()
              .filter(line -> line.item().blocks() && !line.settled())
              .filter(line -> line.item().means() != Item.Means.SIGNED)
              .findFirst();
      if (blocker.isPresent()) {
        throw problem(
            "checklist.gate-closed",
            "The gate " + gate + " cannot be signed yet",
            "`%s` blocks it: %s".formatted(blocker.get().item().id(), blocker.get().because()),
            String.join("\nor: ", blocker.get().commands()));
      }
      if (each.id().equals(gate)) {
        return;
      }
    }
  }

  private static Attestation said(String about, Word word, Person person) {
    return new Attestation(about, word, person.note(), person.by(), person.link());
  }

  private void keep(
      OpenedProject opened, Attestation said, SortedMap<String, String> inputs, String command)
      throws ProblemException {
    trail.keep(
        opened,
        Hashes.of(opened.model()),
        "slipway checklist " + command,
        List.of(
            new Fact(
                Attestation.keyOf(said.about()), said.text(), "", Evidence.Source.MANUAL, inputs)));
  }

  /// What a signature is about: these bytes of the model and of the bundle's files, as they lie
  /// there, and nothing beside them but the team's own. A signature of one does not count for
  /// another.
  private static SortedMap<String, String> signed(OpenedProject opened) throws ProblemException {
    Path bundle = opened.bundleFolder();
    if (!Files.isRegularFile(bundle.resolve(BundleManifest.FILE))) {
      throw problem(
          "checklist.no-bundle",
          "There is nothing to sign yet",
          "A signature is about the files of a bundle, and there is none in " + bundle + ".",
          "Make it first: " + opened.command("ship"));
    }
    BundleSnapshot lies = new BundleReader().snapshot(bundle);
    List<Stray> strays = lies.beside().strays();
    if (!strays.isEmpty()) {
      throw problem(
          "checklist.unlisted-files",
          "The bundle holds what was not exported: " + Stray.named(strays),
          "A signature is about exactly the files that bundle.json lists, and the team's own in "
              + Beside.OWN
              + ".",
          "Remove it, or move it there, and verify again: " + VerifyBundle.command(bundle));
    }
    Fact.Inputs inputs =
        Fact.Inputs.none()
            .and("model", Hashes.of(opened.model()))
            .and(Hashes.BUNDLE, lies.asItLies());
    return inputs.hashes();
  }

  private Line line(OpenedProject opened, String id) throws ProblemException {
    return look(opened)
        .line(id)
        .orElseThrow(() ->
            problem(
                "checklist.unknown-item",
                "There is no item " + id,
                "Items are named as in docs/checklist.md and by: slipway checklist --all",
                "Correct the name."));
  }

  private Checklist look(OpenedProject opened) throws ProblemException {
    return review.look(opened).about(Shell.word(opened.folder()));
  }

  private String release(OpenedProject opened) throws ProblemException {
    return opened.release(Hashes.of(opened.model()));
  }

  private static void require(String option, String said) throws ProblemException {
    if (said.isBlank() || Remedies.unfilled(said)) {
      throw problem(
          "checklist.unfilled",
          option + " is not filled in: " + said,
          "The record is kept for good and shown to others.",
          "Write what is so, in a few words.");
    }
  }

  private static void requireOneOf(String what, String said, List<String> known)
      throws ProblemException {
    if (!known.contains(said)) {
      throw problem(
          "checklist.unknown-" + what,
          "There is no " + what + " " + said,
          "Known are " + String.join(", ", known) + ".",
          "Name one of them.");
    }
  }

  private static ProblemException nothingSaid(String of) {
    return problem(
        "checklist.nothing-to-undo",
        "Nothing that anybody said of " + of + " stands",
        "Only an attestation, a waiver or a signature can be taken back.",
        "See what counts: slipway checklist --all");
  }

  private static ProblemException problem(String code, String what, String why, String remedy) {
    return Problem.input(code, what, why, remedy).asException();
  }
}
