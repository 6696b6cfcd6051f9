// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.plan.Choice.Basis;
import java.time.Duration;
import java.util.Optional;

/// How the serving process runs: threads, memory, queue, batches, limits of a request.
final class RuntimeRules {

  private static final int SERVICE_PORT = 8080;
  private static final int MANAGEMENT_PORT = 8082;
  private static final int HEAP_PERCENT = 40;
  private static final int JSON_BYTES_PER_VALUE = 24;

  private final PlanRequest request;
  private final Grounds grounds;

  RuntimeRules(PlanRequest request, Grounds grounds) {
    this.request = request;
    this.grounds = grounds;
  }

  void choose(Draft draft) {
    draft.put(
        PlanKeys.SERVICE_PORT,
        SERVICE_PORT,
        Basis.RULE,
        "the usual port of the inference protocol, above 1024 so that no privilege is needed");
    draft.put(
        PlanKeys.MANAGEMENT_PORT,
        MANAGEMENT_PORT,
        Basis.RULE,
        "apart from the service, so that metrics and probes are never exposed with it");
    cores(draft);
    memory(draft);
    deadline(draft);
    queue(draft);
    batch(draft);
    requestLimit(draft);
  }

  private void cores(Draft draft) {
    int threads =
        draft.put(
            PlanKeys.THREADS,
            grounds.threads().value(),
            grounds.threads().basis(),
            grounds.threads().because());
    draft.put(
        PlanKeys.CPU_LIMIT,
        threads * 1000,
        Basis.RULE,
        ("as many whole cores as threads (%d): a quota is spent by all threads together within each"
                + " 100 ms, and more threads than cores would stall for the rest of it")
            .formatted(threads));
  }

  private void memory(Draft draft) {
    Choice<Bytes> memory = grounds.memory();
    int mebibytes = Math.toIntExact(memory.value().mebibytesUp());
    draft.put(PlanKeys.MEMORY_LIMIT, mebibytes, memory.basis(), memory.because());
    draft.put(
        PlanKeys.MEMORY_REQUEST,
        mebibytes,
        Basis.RULE,
        "the same as the limit of %d MiB, so that no node promises memory that it lacks"
            .formatted(mebibytes));
    draft.put(
        PlanKeys.HEAP_PERCENT,
        HEAP_PERCENT,
        Basis.RULE,
        ("%d MiB of %d MiB for Java objects; the model, its tensors and the network buffers live"
                + " outside of the heap")
            .formatted(mebibytes * HEAP_PERCENT / 100, mebibytes));
    draft.put(
        PlanKeys.STORAGE_LIMIT,
        64,
        Basis.ASSUMED,
        "the root file system is read-only and logs go to the standard output; 64 MiB for"
            + " temporary files");
  }

  private void deadline(Draft draft) {
    Duration limit = grounds.latency().value().limit();
    int deadline = Math.clamp(limit.multipliedBy(4).toMillis(), 100, 60_000);
    draft.put(
        PlanKeys.DEADLINE,
        deadline,
        basedOn(grounds.latency()),
        ("four times the %s limit of %s, at least 100 ms: by then the caller has given up, and an"
                + " answer would only keep others waiting")
            .formatted(grounds.latency().value().at(), Durations.exact(limit)));
  }

  private static Basis basedOn(Choice<?> ground) {
    return ground.basis() == Basis.ASSUMED ? Basis.ASSUMED : Basis.RULE;
  }

  private void queue(Draft draft) {
    Duration limit = grounds.latency().value().limit();
    double mean = grounds.times().value().mean();
    double exact = Math.floor(limit.toNanos() / 1e9 / mean);
    int fitting = (int) Math.clamp(exact, 4, 1024);
    String kept = fitting == exact ? "" : "; kept between 4 and 1,024";
    draft.put(
        PlanKeys.QUEUE,
        fitting,
        basedOn(grounds.times()),
        "%s; a request behind more than %s others would miss %s in any case, so that it is turned"
                .formatted(
                    grounds.times().because(), Grounds.count((long) exact), Durations.exact(limit))
            + " away at once"
            + kept);
  }

  private void batch(Draft draft) {
    boolean together = request.model().rowsTogether();
    Optional<Integer> stated = request.project().runtime().batchRows();
    if (together && stated.isPresent()) {
      draft.put(
          PlanKeys.BATCH_ROWS,
          stated.get(),
          Basis.OBJECTIVE,
          "slipway.yaml states it; only what waits already is run together");
      return;
    }
    draft.put(
        PlanKeys.BATCH_ROWS,
        together ? 32 : 1,
        Basis.RULE,
        together
            ? "the model takes any number of rows; only what waits already is run together, so that"
                + " nobody waits for a batch to fill; 32 rows bound the longest run"
            : "the model takes a fixed number of rows, so that requests run one by one");
  }

  private void requestLimit(Draft draft) {
    int rows = 4 * draft.value(PlanKeys.BATCH_ROWS);
    long json = rows * request.model().rowValues() * JSON_BYTES_PER_VALUE;
    long binary = rows * request.model().rowBytes();
    long needed = Math.max(64 << 10, Math.max(json, binary));
    long heap =
        (long) draft.value(PlanKeys.MEMORY_LIMIT)
            * (1 << 20)
            * draft.value(PlanKeys.HEAP_PERCENT)
            / 100;
    long most = Math.max(64 << 10, heap / 8);
    int kibibytes = (int) Math.ceilDiv(Math.min(powerOfTwo(needed), most), 1024);
    draft.put(
        PlanKeys.REQUEST_LIMIT,
        kibibytes,
        Basis.RULE,
        ("room for %d rows of %s values at %d characters each in JSON, at least 64 KiB and at most"
                + " an eighth of the heap of %s, so that a large request cannot exhaust it")
            .formatted(
                rows,
                Grounds.count(request.model().rowValues()),
                JSON_BYTES_PER_VALUE,
                new Bytes(heap)));
  }

  private static long powerOfTwo(long atLeast) {
    long power = Long.highestOneBit(atLeast);
    return power == atLeast ? power : power * 2;
  }
}
