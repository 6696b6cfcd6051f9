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
import java.util.List;
import java.util.Optional;

/// Evaluates evidence and waivers by the catalogue.
public final class ChecklistEvaluator {

  private final Catalogue catalogue;
  private final Waivers waivers;
  private final ChecklistContext context;
  private final EvidenceOnHand evidence;
  private final SignedWords words;
  private final Remedies remedies;

  private ChecklistEvaluator(
      Catalogue catalogue, List<Entry> entries, List<Waiver> waivers, ChecklistContext context) {
    this.catalogue = catalogue;
    this.context = context;
    this.evidence = new EvidenceOnHand(entries, catalogue.maxAgeDays(), context);
    this.words = new SignedWords(catalogue, evidence, context.flags());
    this.waivers = new Waivers(waivers, catalogue.policy(), context, words);
    this.remedies = new Remedies(catalogue, context.now());
  }

  /// Where a release stands.
  public static Checklist evaluate(
      Catalogue catalogue, List<Entry> entries, List<Waiver> waivers, ChecklistContext context) {
    var evaluator = new ChecklistEvaluator(catalogue, entries, waivers, context);
    List<Line> lines = catalogue.items().stream().map(evaluator::line).toList();
    return new Readiness(catalogue, lines, evaluator.words::signatures)
        .checklist(context.release());
  }

  private Line line(Item item) {
    Optional<String> unset = item.appliesWhen().filter(flag -> !context.flags().contains(flag));
    if (unset.isPresent()) {
      return line(
          item,
          State.NOT_APPLICABLE,
          "applies only where: " + catalogue.flags().getOrDefault(unset.get(), unset.get()));
    }
    Line own =
        switch (item.means()) {
          case MEASURED, REPORTED -> compared(item);
          case ATTESTED -> attested(item);
          case SIGNED -> words.signed(item);
        };
    Line line =
        switch (own.state()) {
          case PASS, ERROR, NOT_APPLICABLE, WAIVED -> own;
          case FAIL, INCONCLUSIVE, NOT_RUN, STALE -> waivers.over(own);
        };
    Line known = line.recorded(evidence.knows(item.evidenceKey()));
    return known.mendedBy(
        remedies.of(
            known,
            unset(item),
            item.means() == Item.Means.SIGNED ? words.nextRole(item) : Optional.empty()));
  }

  /// The setting that the item compares with and the project does not state.
  private Optional<String> unset(Item item) {
    return new PassRule(item.passOperator(), item.passValue())
        .setting()
        .filter(name -> setting(name).isEmpty());
  }

  private Line compared(Item item) {
    Found found = evidence.find(item.evidenceKey(), item.evidenceFrom(), item.maxAgeDays());
    if (!(found instanceof Found.Fresh) && !(found instanceof Found.Broken)) {
      Optional<Line> word = words.instead(item);
      if (word.isPresent()) {
        return word.get();
      }
    }
    Optional<String> missing = unset(item);
    if (missing.isPresent()) {
      return line(item, State.NOT_RUN, "the project does not say `" + missing.get() + "`");
    }
    var rule = new PassRule(item.passOperator(), item.passValue());
    var resolved =
        new PassRule(rule.operator(), rule.setting().flatMap(this::setting).orElse(rule.wanted()));
    return found instanceof Found.Fresh(Entry entry)
        ? compared(item, resolved, entry)
        : unresolved(item, found, resolved.inWords(""));
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
        ? words.attested(item, entry)
        : unresolved(item, found, "");
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

  private Optional<String> setting(String name) {
    String value = context.settings().get(name);
    return value == null
        ? catalogue.settings().getOrDefault(name, Optional.empty())
        : Optional.of(value);
  }

  private static String nothing(Item item) {
    return switch (item.means()) {
      case MEASURED -> "nothing is known of `" + item.evidenceKey() + "` yet";
      case REPORTED ->
          "nothing is known of `%s` yet, and Slipway does not find it out"
              .formatted(item.evidenceKey());
      case ATTESTED, SIGNED -> "nobody has signed it yet";
    };
  }

  private static String shown(Entry entry) {
    return Attestation.isKey(entry.evidence().key()) ? "" : entry.evidence().found();
  }

  /// What was found elsewhere says where.
  static String origin(Evidence record) {
    String where = record.source() == Evidence.Source.TARGET ? ", at " + record.environment() : "";
    return " (" + record.source().id() + ", " + Checklist.day(record.at()) + where + ")";
  }

  private static Line line(Item item, State state, String because) {
    return line(item, state, new Observation("", "", Optional.empty()), because);
  }

  private static Line line(Item item, State state, Observation seen, String because) {
    return new Line(
        item,
        state,
        seen.found(),
        seen.limit(),
        because,
        seen.evidence(),
        Optional.empty(),
        List.of());
  }

  /// What was found, and what is wanted of it.
  private record Observation(String found, String limit, Optional<Entry> evidence) {
    Observation(String found, String limit, Entry entry) {
      this(found, limit, Optional.of(entry));
    }
  }
}
