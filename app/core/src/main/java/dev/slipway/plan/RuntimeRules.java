// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.ReplicaSize;
import dev.slipway.plan.Choice.Basis;
import dev.slipway.request.InputSizes;
import java.time.Duration;
import java.util.Optional;

/// How the serving process runs: threads, memory, queue, batches, limits of a request.
final class RuntimeRules {

  private static final int SERVICE_PORT = 8080;
  private static final int MANAGEMENT_PORT = 8082;
  private static final int HEAP_PERCENT = ReplicaSize.HEAP_PERCENT;

  /// Phones make pictures of 2 to 8 MB; cameras of twice that.
  private static final long PICTURE = 16 << 20;

  private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(100);
  private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(1);

  private final PlanRequest request;
  private final PlanFacts facts;

  RuntimeRules(PlanRequest request, PlanFacts facts) {
    this.request = request;
    this.facts = facts;
  }

  void choose(Draft draft) {
    draft.put(
        PlanKeys.SERVICE_PORT,
        SERVICE_PORT,
        Basis.RULE,
        "8080 is the usual port of the inference protocol; a port above 1024 needs no privilege");
    draft.put(
        PlanKeys.MANAGEMENT_PORT,
        MANAGEMENT_PORT,
        Basis.RULE,
        "metrics and probes have their own port, so they are never exposed with the service");
    cores(draft);
    memory(draft);
    deadline(draft);
    queue(draft);
    batch(draft);
    inputs(draft);
    requestLimit(draft);
    new ReceiveRules().choose(draft);
  }

  private void cores(Draft draft) {
    int threads =
        draft.put(
            PlanKeys.THREADS,
            facts.threads().value(),
            facts.threads().basis(),
            facts.threads().because());
    draft.put(
        PlanKeys.CPU_LIMIT,
        threads * 1000,
        Basis.RULE,
        ("%s, one core each; more threads than cores would spend the CPU quota of each 100 ms"
                + " early, and stall until the next")
            .formatted(Words.count(threads, "thread")));
  }

  private void memory(Draft draft) {
    Choice<Bytes> memory = facts.memory();
    int mebibytes =
        draft.put(
            PlanKeys.MEMORY_LIMIT,
            Math.toIntExact(memory.value().mebibytesUp()),
            memory.basis(),
            memory.because());
    draft.put(
        PlanKeys.MEMORY_REQUEST,
        mebibytes,
        Basis.RULE,
        "the request equals the limit of %s MiB, so no node promises memory that it lacks"
            .formatted(Numbers.count(mebibytes)));
    draft.put(
        PlanKeys.HEAP_PERCENT,
        HEAP_PERCENT,
        Basis.RULE,
        ("%s MiB of %s MiB are for Java objects; the model, its tensors and the network buffers"
                + " live outside the heap")
            .formatted(Numbers.count(mebibytes * HEAP_PERCENT / 100), Numbers.count(mebibytes)));
    draft.put(
        PlanKeys.STORAGE_LIMIT,
        64,
        Basis.ASSUMED,
        "64 MiB hold temporary files; the root file system is read-only, and logs go to standard"
            + " output");
  }

  private void deadline(Draft draft) {
    Duration limit = facts.latency().value().limit();
    Duration wanted = limit.multipliedBy(4);
    Duration deadline = wanted;
    String rule = "%s is four times the %s limit of %s";
    Duration twice = facts.served().value().multipliedBy(2);
    if (twice.compareTo(wanted) > 0 && twice.compareTo(SHORTEST_DEADLINE) > 0) {
      deadline = twice.compareTo(LONGEST_DEADLINE) < 0 ? twice : LONGEST_DEADLINE;
      rule = "%s is twice what a request takes, because four times the %s limit of %s is less";
    } else if (wanted.compareTo(SHORTEST_DEADLINE) < 0) {
      deadline = SHORTEST_DEADLINE;
      rule = "%s is the shortest deadline; four times the %s limit of %s is less";
    } else if (wanted.compareTo(LONGEST_DEADLINE) > 0) {
      deadline = LONGEST_DEADLINE;
      rule = "%s is the longest deadline; four times the %s limit of %s is more";
    }
    draft.put(
        PlanKeys.DEADLINE,
        Math.toIntExact(deadline.toMillis()),
        basedOn(facts.latency()),
        rule.formatted(
                Durations.exact(deadline), facts.latency().value().at(), Durations.exact(limit))
            + "; a caller who has waited that long has given up, and an answer would only delay"
            + " others");
  }

  private static Basis basedOn(Choice<?> fact) {
    return switch (fact.basis()) {
      case ASSUMED, DISTURBED -> fact.basis();
      case MEASURED, OBJECTIVE, SET_BY_HAND, PRICE, RULE -> Basis.RULE;
    };
  }

  private void queue(Draft draft) {
    Duration limit = facts.latency().value().limit();
    double mean = Math.max(1, facts.served().value().toNanos());
    double exact = Math.floor(limit.toNanos() / mean);
    int fitting = (int) Math.clamp(exact, 4, 1024);
    String bound = fitting > exact ? "; the shortest queue is 4" : "; the longest queue is 1,024";
    String kept = fitting == exact ? "" : bound;
    draft.put(
        PlanKeys.QUEUE,
        fitting,
        basedOn(facts.served()),
        "%s; a request behind more than %s others would miss the limit of %s, so it is rejected"
                .formatted(
                    facts.served().because(), Numbers.count((long) exact), Durations.exact(limit))
            + " at once"
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
          "slipway.yaml states it; only requests that already wait run together");
      return;
    }
    draft.put(
        PlanKeys.BATCH_ROWS,
        together ? 32 : 1,
        Basis.RULE,
        together
            ? "the model takes any number of rows; only requests that already wait run together, so"
                + " nobody waits for a batch to fill; 32 rows limit the longest run"
            : "the model takes a fixed number of rows, so requests run one by one");
  }

  private void inputs(Draft draft) {
    InputSizes inputs = request.model().inputs();
    draft.put(
        PlanKeys.INPUTS,
        inputs.shapes().isEmpty() ? "as the model says" : inputs.shapes(),
        switch (inputs.basis()) {
          case MODEL -> Basis.RULE;
          case STATED -> Basis.OBJECTIVE;
          case TEXTS, HOLDOUT, GOLDEN -> Basis.MEASURED;
          case MADE_UP -> Basis.ASSUMED;
        },
        inputs.because() + (inputs.madeUp() ? "; " + InputSizes.remedy() : ""));
  }

  private void requestLimit(Draft draft) {
    InputSizes inputs = request.model().inputs();
    int rows = 4 * draft.value(PlanKeys.BATCH_ROWS);
    long heap =
        (long) draft.value(PlanKeys.MEMORY_LIMIT)
            * (1 << 20)
            * draft.value(PlanKeys.HEAP_PERCENT)
            / 100;
    long most = Math.max(64 << 10, heap / 8);
    long many = Math.min(powerOfTwo(rows * inputs.longest().count()), most);
    long one = ReplicaSize.largestBody(inputs).count();
    String because =
        ReplicaSize.binaryOnly(inputs)
            ? ("the runtime takes no more than %s; the largest request (%s) may take more as JSON,"
                    + " and comes as binary tensors or over gRPC")
                .formatted(new Bytes(one).inMemory(), inputs.shapes())
            : one > many
                ? "the largest request takes up to %s as JSON (%s), and a client may write it half as long again"
                    .formatted(inputs.longest().inMemory(), inputs.shapes())
                : ("%d requests of up to %s as JSON fit into one; the limit is at least 64"
                        + " KiB, and at most an eighth of the heap of %s, so no request can exhaust"
                        + " it")
                    .formatted(rows, inputs.longest().inMemory(), new Bytes(heap).inMemory());
    long picture = request.project().model().image().stated().isEmpty() ? 0 : PICTURE;
    if (Math.min(picture, most) > Math.max(one, many)) {
      draft.put(
          PlanKeys.REQUEST_LIMIT,
          (int) (Math.min(picture, most) / 1024),
          Basis.ASSUMED,
          ("a phone's picture takes 2 to 8 MiB and a camera's up to %s; the limit is at most an"
                  + " eighth of the heap of %s, so no request can exhaust it")
              .formatted(new Bytes(picture).inMemory(), new Bytes(heap).inMemory()));
      return;
    }
    draft.put(
        PlanKeys.REQUEST_LIMIT,
        (int) Math.ceilDiv(Math.max(64 << 10, Math.max(one, many)), 1024),
        inputs.madeUp() ? Basis.ASSUMED : Basis.RULE,
        because + inputs.mark());
  }

  private static long powerOfTwo(long atLeast) {
    long power = Long.highestOneBit(Math.max(1, atLeast));
    return power == atLeast ? power : power * 2;
  }
}
