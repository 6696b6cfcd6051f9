// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Selects the record that counts for a key.
///
/// Of the records about this release whose inputs are unchanged and which are not too old, the one
/// closest to production counts, and of those the newest.
final class EvidenceOnHand {

  /// Clocks of two machines differ a little; more than this is a wrong date.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final Comparator<Entry> NEWEST =
      Comparator.comparing((Entry e) -> e.evidence().at()).thenComparingLong(Entry::sequence);

  private static final Comparator<Entry> COUNTS =
      Comparator.comparingInt((Entry e) -> e.evidence().source().weight()).thenComparing(NEWEST);

  private final Map<String, List<Entry>> byKey = new HashMap<>();
  private final long lastBroken;
  private final Map<Evidence.Source, Integer> maxAgeDays;
  private final ChecklistContext context;

  EvidenceOnHand(
      List<Entry> entries, Map<Evidence.Source, Integer> maxAgeDays, ChecklistContext context) {
    this.maxAgeDays = maxAgeDays;
    this.context = context;
    long broken = Long.MIN_VALUE;
    for (Entry entry : entries) {
      if (!entry.evidence().project().equals(context.project())) {
        continue;
      }
      if (isSaidByAPersonOrFound(entry.evidence())) {
        byKey.computeIfAbsent(entry.evidence().key(), k -> new ArrayList<>()).add(entry);
      }
      if (!entry.intact()) {
        broken = Math.max(broken, entry.sequence());
      }
    }
    this.lastBroken = broken;
  }

  /// No tool says a person's word, wherever a record comes from: it would outrank who takes it
  /// back.
  private static boolean isSaidByAPersonOrFound(Evidence evidence) {
    return !Attestation.isKey(evidence.key()) || evidence.source() == Evidence.Source.MANUAL;
  }

  /// What there is for a key.
  sealed interface Found {
    record Missing() implements Found {}

    record Fresh(Entry entry) implements Found {}

    record Stale(Entry entry, String because) implements Found {}

    /// From a source too far from production.
    record TooWeak(Entry entry) implements Found {}

    /// Not to be trusted.
    record Broken(Entry entry, String because) implements Found {}
  }

  Found find(String key, Evidence.Source least, Optional<Integer> ownMaxAgeDays) {
    List<Entry> all = byKey.getOrDefault(key, List.of());
    List<Entry> sound = all.stream().filter(Entry::intact).toList();
    Optional<Entry> altered = all.stream().filter(e -> !e.intact()).max(NEWEST);
    List<Entry> eligible =
        sound.stream().filter(e -> e.evidence().source().atLeast(least)).toList();
    List<Entry> ours = eligible.stream().filter(this::ofThisRelease).toList();

    Optional<Entry> fresh =
        ours.stream().filter(e -> whyStale(e, ownMaxAgeDays).isEmpty()).max(COUNTS);
    if (fresh.isPresent()) {
      return trusted(fresh.get());
    }
    if (altered.isPresent()) {
      return new Found.Broken(
          altered.get(), "record " + altered.get().sequence() + " was changed after it was kept");
    }
    Optional<Entry> stale = ours.stream().max(NEWEST);
    if (stale.isPresent()) {
      return new Found.Stale(stale.get(), whyStale(stale.get(), ownMaxAgeDays).orElse(""));
    }
    Optional<Entry> weak = sound.stream().filter(this::ofThisRelease).max(COUNTS);
    if (weak.isPresent()) {
      return new Found.TooWeak(weak.get());
    }
    return eligible.stream()
        .max(NEWEST)
        .<Found>map(e -> new Found.Stale(e, "it is about release " + e.evidence().release()))
        .orElseGet(Found.Missing::new);
  }

  /// Whether a tool left a record of a key about this release, however old.
  boolean knows(String key) {
    return byKey.getOrDefault(key, List.of()).stream()
        .anyMatch(e -> ofThisRelease(e) && e.evidence().source() != Evidence.Source.MANUAL);
  }

  /// The records of a key about this release, trusted or not, oldest first.
  List<Entry> all(String key) {
    return byKey.getOrDefault(key, List.of()).stream().filter(this::ofThisRelease).toList();
  }

  /// What people said under a key that still counts, oldest first.
  List<Entry> said(String key, Optional<Integer> ownMaxAgeDays) {
    return byKey.getOrDefault(key, List.of()).stream()
        .filter(e -> e.intact() && ofThisRelease(e))
        .filter(e -> whyStale(e, ownMaxAgeDays).isEmpty() && trusted(e) instanceof Found.Fresh)
        .sorted(NEWEST)
        .toList();
  }

  /// Until when a record counts, while its inputs do not change.
  Instant end(Entry entry, Optional<Integer> ownMaxAgeDays) {
    return entry.evidence().at().plus(Duration.ofDays(days(entry.evidence(), ownMaxAgeDays)));
  }

  private int days(Evidence evidence, Optional<Integer> ownMaxAgeDays) {
    int limit = maxAgeDays.getOrDefault(evidence.source(), 0);
    return Math.min(limit, ownMaxAgeDays.orElse(limit));
  }

  /// A break in the chain after a record can hide that a newer one was taken away, so that only
  /// records after the last break are trusted.
  private Found trusted(Entry entry) {
    if (entry.sequence() <= lastBroken) {
      return new Found.Broken(
          entry, "the chain of evidence is broken at record " + lastBroken + ", after this one");
    }
    if (entry.evidence().at().isAfter(context.now().plus(CLOCK_SKEW))) {
      return new Found.Broken(entry, "it is dated in the future: " + entry.evidence().at());
    }
    return new Found.Fresh(entry);
  }

  private boolean ofThisRelease(Entry entry) {
    return entry.evidence().release().equals(context.release());
  }

  private Optional<String> whyStale(Entry entry, Optional<Integer> ownMaxAgeDays) {
    Evidence evidence = entry.evidence();
    for (Map.Entry<String, String> input : evidence.inputs().entrySet()) {
      String now = context.inputs().get(input.getKey());
      if (now == null) {
        return Optional.of(named(input.getKey(), "is", "are") + " not there any more");
      }
      if (!now.equals(input.getValue())) {
        return Optional.of(named(input.getKey(), "has", "have") + " changed since");
      }
    }
    return context.now().isAfter(end(entry, ownMaxAgeDays))
        ? Optional.of(
            "it is from %s and counts for %d days"
                .formatted(
                    evidence.at().atOffset(ZoneOffset.UTC).toLocalDate(),
                    days(evidence, ownMaxAgeDays)))
        : Optional.empty();
  }

  /// `the holdout has`, `the objectives have`
  private static String named(String input, String one, String several) {
    return "the " + input + " " + (input.endsWith("s") ? several : one);
  }
}
