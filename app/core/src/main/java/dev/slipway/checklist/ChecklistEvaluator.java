// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.Verdict;
import dev.slipway.checklist.Checklist.Line;
import dev.slipway.checklist.Checklist.State;
import dev.slipway.checklist.EvidenceOnHand.Found;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger.Entry;
import dev.slipway.evidence.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Evaluates evidence and waivers by the catalogue.
public final class ChecklistEvaluator {

  private final Catalogue catalogue;
  private final List<Waiver> waivers;
  private final ChecklistContext context;
  private final EvidenceOnHand evidence;

  private ChecklistEvaluator(
      Catalogue catalogue, List<Entry> entries, List<Waiver> waivers, ChecklistContext context) {
    this.catalogue = catalogue;
    this.waivers = waivers;
    this.context = context;
    this.evidence = new EvidenceOnHand(entries, catalogue.maxAgeDays(), context);
  }

  /// Where a release stands.
  public static Checklist evaluate(
      Catalogue catalogue, List<Entry> entries, List<Waiver> waivers, ChecklistContext context) {
    var evaluator = new ChecklistEvaluator(catalogue, entries, waivers, context);
    List<Line> lines = catalogue.items().stream().map(evaluator::line).toList();
    return new Readiness(catalogue, lines).checklist(context.release());
  }

  private Line line(Item item) {
    Optional<String> unset = item.appliesWhen().filter(flag -> !context.flags().contains(flag));
    if (unset.isPresent()) {
      return line(
          item,
          State.NOT_APPLICABLE,
          "applies only where: " + catalogue.flags().getOrDefault(unset.get(), unset.get()));
    }
    Line own = item.automatic() ? measured(item) : attested(item);
    return switch (own.state()) {
      case PASS, ERROR, NOT_APPLICABLE, WAIVED -> own;
      case FAIL, INCONCLUSIVE, NOT_RUN, STALE -> waived(own);
    };
  }

  private Line measured(Item item) {
    var rule = new PassRule(item.passOperator(), item.passValue());
    Optional<String> missing = rule.setting().filter(name -> setting(name).isEmpty());
    if (missing.isPresent()) {
      return line(item, State.NOT_RUN, "the project does not say `" + missing.get() + "`");
    }
    var resolved =
        new PassRule(rule.operator(), rule.setting().flatMap(this::setting).orElse(rule.wanted()));
    Found found = evidence.find(item.evidenceKey(), item.evidenceFrom(), item.maxAgeDays());
    Optional<Line> declined =
        found instanceof Found.Fresh || found instanceof Found.Broken
            ? Optional.empty()
            : declinedByPerson(item);
    return declined.orElseGet(() ->
        switch (found) {
          case Found.Fresh(Entry entry) -> compared(item, resolved, entry);
          default -> unresolved(item, found, resolved.inWords(""));
        });
  }

  private Line compared(Item item, PassRule rule, Entry entry) {
    Evidence record = entry.evidence();
    String limit = rule.inWords(record.unit());
    if (record.unit().equals(Evidence.ERROR)) {
      String because = "the check itself failed: " + record.value() + origin(record);
      return line(item, State.ERROR, new Observation("", rule.inWords(""), entry), because);
    }
    if (record.unit().equals(Evidence.NOT_RUN)) {
      return line(
          item, State.NOT_RUN, new Observation("", limit, entry), record.value() + origin(record));
    }
    if (rule.isVerdict()) {
      return judged(item, limit, entry);
    }
    Optional<Boolean> accepted = rule.accepts(record.value());
    if (accepted.isEmpty()) {
      String because =
          "`"
              + record.value()
              + "` cannot be compared with `"
              + rule.wanted()
              + "`"
              + origin(record);
      return line(item, State.ERROR, new Observation(record.found(), limit, entry), because);
    }
    String because = record.found() + ", wanted " + limit + origin(record);
    State state = accepted.get() ? State.PASS : State.FAIL;
    return line(item, state, new Observation(record.found(), limit, entry), because);
  }

  /// What whoever measured made of it.
  private Line judged(Item item, String limit, Entry entry) {
    Evidence record = entry.evidence();
    Optional<Verdict> verdict = Verdict.parse(record.value());
    if (verdict.isEmpty()) {
      String because = "`" + record.value() + "` is no verdict" + origin(record);
      return line(item, State.ERROR, new Observation(record.found(), limit, entry), because);
    }
    State state =
        switch (verdict.get()) {
          case Verdict.Met met -> State.PASS;
          case Verdict.NotMet notMet -> State.FAIL;
          case Verdict.Inconclusive open -> State.INCONCLUSIVE;
        };
    var observation = new Observation(verdict.get().word(), limit, entry);
    return line(item, state, observation, verdict.get().inWords() + origin(record));
  }

  private Line attested(Item item) {
    Found found = evidence.find(item.evidenceKey(), Evidence.Source.MANUAL, item.maxAgeDays());
    return found instanceof Found.Fresh(Entry entry)
        ? attested(item, entry)
        : unresolved(item, found, "");
  }

  private Line attested(Item item, Entry entry) {
    Optional<Attestation> said = Attestation.of(item.id(), entry.evidence());
    if (said.isEmpty()) {
      return line(
          item,
          State.ERROR,
          new Observation("", "", entry),
          "the record is no signed word of a person");
    }
    Attestation word = said.get();
    String because = word.by() + ": " + word.note() + origin(entry.evidence());
    var observation = new Observation(word.note(), "", entry);
    return switch (word.word()) {
      case MET -> line(item, State.PASS, observation, because);
      case NOT_MET -> line(item, State.FAIL, observation, because);
      case NOT_APPLICABLE ->
          item.blocks()
              ? line(
                  item,
                  State.FAIL,
                  observation,
                  because + "; a blocker is not set aside by a word, it needs a waiver")
              : line(item, State.NOT_APPLICABLE, observation, because);
    };
  }

  /// A person may say of an item that a tool would check that it does not apply, unless it blocks.
  /// What a tool found counts more.
  private Optional<Line> declinedByPerson(Item item) {
    if (item.blocks()) {
      return Optional.empty();
    }
    String key = Attestation.keyOf(item.id());
    return evidence.find(key, Evidence.Source.MANUAL, Optional.empty())
            instanceof Found.Fresh(Entry entry)
        ? Optional.of(attested(item, entry)).filter(line -> line.state() == State.NOT_APPLICABLE)
        : Optional.empty();
  }

  private Line unresolved(Item item, Found found, String limit) {
    return switch (found) {
      case Found.Missing() ->
          line(item, State.NOT_RUN, new Observation("", limit, Optional.empty()), nothing(item));
      case Found.Stale(Entry entry, String because) ->
          line(
              item,
              State.STALE,
              new Observation(shown(entry), limit, entry),
              because + origin(entry.evidence()));
      case Found.Broken(Entry entry, String because) ->
          line(item, State.ERROR, new Observation(shown(entry), limit, entry), because);
      case Found.TooWeak(Entry entry) ->
          line(
              item,
              State.NOT_RUN,
              new Observation(shown(entry), limit, entry),
              "known from the %s only; it is to be found in the %s"
                  .formatted(entry.evidence().source().id(), item.evidenceFrom().id()));
      case Found.Fresh(Entry entry) ->
          throw new IllegalStateException("fresh evidence is compared: " + entry);
    };
  }

  private Line waived(Line own) {
    Item item = own.item();
    List<Waiver> asked =
        waivers.stream()
            .filter(w -> w.project().equals(context.project()))
            .filter(w -> w.release().equals(context.release()))
            .filter(w -> w.item().equals(item.id()))
            .sorted(Comparator.comparing(Waiver::expires).reversed())
            .toList();
    for (Waiver waiver : asked) {
      if (whyNotInForce(waiver, item).isEmpty()) {
        String because =
            "waived by %s until %s: %s; meanwhile: %s; own result: %s"
                .formatted(
                    waiver.approver(),
                    day(waiver.expires()),
                    waiver.reason(),
                    waiver.compensatingControl(),
                    own.because());
        return new Line(
            item,
            State.WAIVED,
            own.found(),
            own.limit(),
            because,
            own.evidence(),
            Optional.of(waiver));
      }
    }
    String note =
        asked.stream()
            .findFirst()
            .flatMap(waiver -> whyNotInForce(waiver, item))
            .map(why -> "; " + why)
            .orElse("");
    return new Line(
        item,
        own.state(),
        own.found(),
        own.limit(),
        own.because() + note,
        own.evidence(),
        Optional.empty());
  }

  private Optional<String> whyNotInForce(Waiver waiver, Item item) {
    int days = catalogue.maxWaiverDays().getOrDefault(item.severity(), 0);
    if (waiver.expires().isAfter(waiver.created().plus(Duration.ofDays(days)))) {
      return Optional.of(
          "its waiver runs longer than the %d days that a %s may be waived"
              .formatted(days, item.severity()));
    }
    if (waiver.created().isAfter(context.now())) {
      return Optional.of("its waiver begins on " + day(waiver.created()));
    }
    return waiver.expires().isAfter(context.now())
        ? Optional.empty()
        : Optional.of("its waiver ended on " + day(waiver.expires()));
  }

  private Optional<String> setting(String name) {
    String value = context.settings().get(name);
    return value == null
        ? catalogue.settings().getOrDefault(name, Optional.empty())
        : Optional.of(value);
  }

  private static String nothing(Item item) {
    return item.automatic()
        ? "nothing is known of `" + item.evidenceKey() + "` yet"
        : "nobody has signed it yet";
  }

  private static String shown(Entry entry) {
    return entry.evidence().key().startsWith(Attestation.keyOf("")) ? "" : entry.evidence().found();
  }

  /// What was found elsewhere says where.
  private static String origin(Evidence record) {
    String where = record.source() == Evidence.Source.TARGET ? ", at " + record.environment() : "";
    return " (" + record.source().id() + ", " + day(record.at()) + where + ")";
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Line line(Item item, State state, String because) {
    return line(item, state, new Observation("", "", Optional.empty()), because);
  }

  private static Line line(Item item, State state, Observation seen, String because) {
    return new Line(
        item, state, seen.found(), seen.limit(), because, seen.evidence(), Optional.empty());
  }

  /// What was found, and what is wanted of it.
  private record Observation(String found, String limit, Optional<Entry> evidence) {
    Observation(String found, String limit, Entry entry) {
      this(found, limit, Optional.of(entry));
    }
  }
}
