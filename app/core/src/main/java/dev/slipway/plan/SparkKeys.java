// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.List;

/// The keys of scoring on Apache Spark, which a plan has where `slipway.yaml` asks for batch.
public final class SparkKeys {

  public static final Key<String> PAYS =
      new Key<>("spark.pays", String.class, "", "Whether Apache Spark pays for scoring in batch");
  public static final Key<Integer> EXECUTORS =
      new Key<>("spark.executors", Integer.class, "count", "Executors, were it to score");
  public static final Key<Integer> CORES =
      new Key<>("spark.cores", Integer.class, "count", "Cores of an executor");
  public static final Key<Integer> MEMORY =
      new Key<>("spark.memory", Integer.class, "MiB", "Java's heap of an executor");
  public static final Key<Integer> OVERHEAD =
      new Key<>("spark.overhead", Integer.class, "MiB", "Memory of an executor beside the heap");

  static final List<Key<?>> ALL = List.of(PAYS, EXECUTORS, CORES, MEMORY, OVERHEAD);

  private SparkKeys() {}
}
