// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fuzz;

import dev.slipway.base.ProblemException;
import dev.slipway.serving.http.HttpRequests;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.PreparationException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What reads bytes of others, each to be fuzzed: bytes end as what they say or as a refusal with a
/// reason, and nothing else.
@SuppressWarnings("ImmutableEnumChecker") // readers are functions without a state
enum FuzzTarget {
  INTAKE("intake", "model.bin", ModelReaders::intake),
  ONNX("onnx", "model.onnx", ModelReaders::onnx),
  PICKLE("pickle", "model.pkl", ModelReaders::pickle),
  TRIBUO("tribuo", "model.tribuo", ModelReaders::tribuo),
  XGBOOST_JSON("xgboost-json", "model.json", ModelReaders::xgboostJson),
  XGBOOST_UBJ("xgboost-ubj", "model.ubj", ModelReaders::xgboostUbj),
  LIGHTGBM("lightgbm", "model.txt", ModelReaders::lightgbm),
  CATBOOST_CBM("catboost-cbm", "model.cbm", ModelReaders::catboostCbm),
  CATBOOST_JSON("catboost-json", "model.json", ModelReaders::catboostJson),
  H2O("h2o", "model.zip", ModelReaders::h2o),
  MLFLOW("mlflow", "MLmodel", ModelReaders::mlflow),
  HUB("hub", "config.json", ModelReaders::hub),
  TOKENIZER("tokenizer", "tokenizer.json", ModelReaders::tokenizer),
  PROJECT("project", "slipway.yaml", BundleReaders::project),
  EVIDENCE("evidence", "evidence.json", BundleReaders::evidence),
  MANIFEST("manifest", "bundle.json", BundleReaders::manifest),
  ZIP("zip", "bundle.zip", BundleReaders::zip),
  KEY("key", "key.pem", BundleReaders::key),
  SIGNATURE("signature", "bundle.json.sig", BundleReaders::signature),
  HTTP("http", "request.http", (bytes, _) -> HttpRequests.read(bytes)),
  TENSORS("tensors", "body.json", RequestReaders::tensors),
  ROWS_JSON("rows-json", "body.json", RequestReaders::rowsJson),
  ROWS_CSV("rows-csv", "body.csv", RequestReaders::rowsCsv),
  TEXTS("texts", "body.json", RequestReaders::texts),
  PICTURE("picture", "picture.jpg", RequestReaders::picture),
  PREPARATION("preparation", "preparation.json", RequestReaders::preparation),
  DRIFT("drift", "baseline.json", RequestReaders::drift);

  /// Bytes that reading an input may take from the heap in all, most of which are given back at
  /// once.
  static final long MOST_ALLOCATED = 256L << 20;

  /// Reads bytes as one kind of file.
  @FunctionalInterface
  interface Reading {

    /// @param file where the bytes may be written, in a folder of their own
    void read(byte[] bytes, Path file) throws Exception;
  }

  private final String id;
  private final String fileName;
  private final Reading reading;

  FuzzTarget(String id, String fileName, Reading reading) {
    this.id = id;
    this.fileName = fileName;
    this.reading = reading;
  }

  static FuzzTarget named(String id) {
    return Arrays.stream(values())
        .filter(target -> target.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no target is named " + id + "; there are " + List.of(values())));
  }

  /// Reads bytes; any exception but a refusal with a reason is a finding, and so is a reader that
  /// takes more memory than a small file can ask for.
  ///
  /// @param folder empty, or used by this alone
  /// @return whether they were taken
  boolean takes(byte[] bytes, Path folder) throws Exception {
    long before = allocated();
    boolean taken = isTaken(bytes, folder);
    if (allocated() - before > MOST_ALLOCATED) {
      // A class may have been loaded meanwhile.
      before = allocated();
      isTaken(bytes, folder);
      long again = allocated() - before;
      if (again > MOST_ALLOCATED) {
        throw new AssertionError(
            "%s: %d bytes took %d MB".formatted(id, bytes.length, again >> 20));
      }
    }
    return taken;
  }

  /// The same without a look at memory.
  boolean isTaken(byte[] bytes, Path folder) throws Exception {
    try {
      reading.read(bytes, folder.resolve(fileName));
      return true;
    } catch (ProblemException | InferenceException | PreparationException refused) {
      return false;
    }
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }

  @Override
  public String toString() {
    return id;
  }
}
