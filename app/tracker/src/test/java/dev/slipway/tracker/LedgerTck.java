// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Chain;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Ledger;
import dev.slipway.evidence.Ledger.Entry;
import dev.slipway.evidence.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every ledger promises.
abstract class LedgerTck {

  /// An empty ledger.
  abstract Ledger ledger() throws ProblemException;

  @Test
  void returnsRecordsAsTheyWereKeptOldestFirst() throws ProblemException {
    try (Ledger ledger = ledger()) {
      Evidence first = Records.evidence("wine", "serving.latency_p99_ms", "12.5");
      Evidence second = Records.evidence("wine", "serving.latency_p99_ms", "11.9");
      Evidence third = Records.evidence("wine", "image.runs_as_nonroot", "true");

      ledger.append(List.of(first, second));
      ledger.append(List.of(third));

      assertEquals(
          List.of(first, second, third),
          ledger.entries("wine").stream().map(Entry::evidence).toList());
    }
  }

  @Test
  void chainsEachRecordToTheOneBefore() throws ProblemException {
    try (Ledger ledger = ledger()) {
      Evidence first = Records.evidence("wine", "a.first", "1");
      Evidence second = Records.evidence("wine", "a.second", "2");

      ledger.append(List.of(first));
      ledger.append(List.of(second));

      String hash = Chain.link(Chain.START, first);
      assertEquals(
          List.of(hash, Chain.link(hash, second)),
          ledger.entries("wine").stream().map(Entry::hash).toList());
      assertTrue(ledger.entries("wine").stream().allMatch(Entry::intact));
    }
  }

  @Test
  void keepsProjectsApart() throws ProblemException {
    try (Ledger ledger = ledger()) {
      Evidence wine = Records.evidence("wine", "a.key", "1");
      Evidence beer = Records.evidence("beer", "a.key", "1");

      ledger.append(List.of(wine, beer, wine));

      assertEquals(
          List.of(wine, wine), ledger.entries("wine").stream().map(Entry::evidence).toList());
      assertEquals(List.of(beer), ledger.entries("beer").stream().map(Entry::evidence).toList());
      assertTrue(ledger.entries("wine").stream().allMatch(Entry::intact));
      assertEquals(Chain.link(Chain.START, beer), ledger.entries("beer").getFirst().hash());
      assertEquals(List.of(), ledger.entries("cider"));
    }
  }

  @Test
  void numbersGrow() throws ProblemException {
    try (Ledger ledger = ledger()) {
      for (int i = 0; i < 20; i++) {
        ledger.append(List.of(Records.evidence("wine", "a.key", String.valueOf(i))));
      }

      List<Long> numbers = ledger.entries("wine").stream().map(Entry::sequence).toList();

      assertEquals(20, numbers.size());
      assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
    }
  }

  @Test
  void appendingNothingChangesNothing() throws ProblemException {
    try (Ledger ledger = ledger()) {
      ledger.append(List.of());

      assertEquals(List.of(), ledger.entries("wine"));
    }
  }

  @Test
  void anEntryListThatWasReadDoesNotChangeLater() throws ProblemException {
    try (Ledger ledger = ledger()) {
      ledger.append(List.of(Records.evidence("wine", "a.key", "1")));
      List<Entry> before = ledger.entries("wine");

      ledger.append(List.of(Records.evidence("wine", "a.key", "2")));

      assertEquals(1, before.size());
      assertThrows(UnsupportedOperationException.class, before::clear);
    }
  }

  @Test
  void returnsWaiversAsTheyWereKept() throws ProblemException {
    try (Ledger ledger = ledger()) {
      Waiver first = Records.waiver("wine", "pipe-vulns");
      Waiver second = Records.waiver("wine", "res-cost");

      ledger.waive(first);
      ledger.waive(Records.waiver("beer", "res-cost"));
      ledger.waive(second);

      assertEquals(List.of(first, second), ledger.waivers("wine"));
    }
  }

  @Test
  void losesNothingWhenManyThreadsAppend() throws Exception {
    int threads = 16;
    int each = 25;
    try (Ledger ledger = ledger();
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new ArrayList<Callable<Integer>>();
      for (int t = 0; t < threads; t++) {
        String writer = "writer." + t;
        work.add(() -> {
          for (int i = 0; i < each; i++) {
            ledger.append(List.of(Records.evidence("wine", writer, String.valueOf(i))));
          }
          return each;
        });
      }
      for (var done : pool.invokeAll(work)) {
        assertEquals(each, done.get());
      }

      List<Entry> entries = ledger.entries("wine");
      assertTrue(entries.stream().allMatch(Entry::intact));
      for (int t = 0; t < threads; t++) {
        String writer = "writer." + t;
        assertEquals(
            IntStream.range(0, each).mapToObj(String::valueOf).toList(),
            entries.stream()
                .map(Entry::evidence)
                .filter(e -> e.key().equals(writer))
                .map(Evidence::value)
                .toList());
      }
    }
  }
}
