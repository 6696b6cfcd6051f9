// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.List;

/// The keys of scoring in batch, which a plan has where `slipway.yaml` asks for it.
public final class BatchKeys {

  public static final Key<Integer> WORKERS =
      new Key<>("batch.workers", Integer.class, "count", "Workers that score at once");
  public static final Key<Integer> SHARES =
      new Key<>("batch.shares", Integer.class, "count", "Shares that the rows are divided into");
  public static final Key<Integer> THREADS =
      new Key<>("batch.threads", Integer.class, "count", "Threads of a worker");
  public static final Key<Integer> CPU =
      new Key<>("batch.cpu", Integer.class, "millicores", "CPU of a worker, request and limit");
  public static final Key<Integer> SCORE_MEMORY =
      new Key<>("batch.score-memory", Integer.class, "MiB", "Memory that scoring may take");
  public static final Key<Integer> MEMORY =
      new Key<>("batch.memory", Integer.class, "MiB", "Memory of a worker, request and limit");
  public static final Key<String> SPOT =
      new Key<>("batch.spot", String.class, "", "Whether machines that may be taken back suit");

  static final List<Key<?>> ALL =
      List.of(WORKERS, SHARES, THREADS, CPU, SCORE_MEMORY, MEMORY, SPOT);

  private BatchKeys() {}
}
