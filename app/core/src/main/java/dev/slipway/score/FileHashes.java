// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.RowFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/// Hashes of files, each taken while other work goes on, one at a time. For one thread.
final class FileHashes implements AutoCloseable {

  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("hashing").factory());
  private final Map<Path, Future<Hash>> begun = new HashMap<>();
  private final LongSupplier nanoTime;

  private record Hash(Sha256 hash, long nanos) {}

  /// @param first that will be asked for; begun at once
  FileHashes(LongSupplier nanoTime, Optional<RowFile> first) {
    this.nanoTime = nanoTime;
    first.ifPresent(this::begin);
  }

  /// Begins with a file that will be asked for soon.
  void begin(RowFile file) {
    var _ = begun(file);
  }

  private Future<Hash> begun(RowFile file) {
    return begun.computeIfAbsent(file.path(), path -> aside.submit(() -> hashed(path)));
  }

  /// Reads by a channel, which an interrupt closes.
  private Hash hashed(Path file) throws IOException {
    long began = nanoTime.getAsLong();
    try (FileChannel from = FileChannel.open(file)) {
      return new Hash(Sha256.of(Channels.newInputStream(from)), nanoTime.getAsLong() - began);
    }
  }

  /// Waits for it.
  ///
  /// @throws ProblemException when the file cannot be read any more
  Sha256 of(RowFile file) throws ProblemException, InterruptedException {
    return waited(file).hash();
  }

  /// How long a file took to hash, whoever waited for it.
  Duration took(RowFile file) throws ProblemException, InterruptedException {
    return Duration.ofNanos(waited(file).nanos());
  }

  private Hash waited(RowFile file) throws ProblemException, InterruptedException {
    try {
      return begun(file).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException gone) {
        throw file.gone(gone);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Nobody asks for it any more: those behind it do not wait.
  void drop(RowFile file) {
    Optional.ofNullable(begun.remove(file.path())).ifPresent(hash -> hash.cancel(true));
  }

  @Override
  public void close() {
    aside.shutdownNow();
  }
}
