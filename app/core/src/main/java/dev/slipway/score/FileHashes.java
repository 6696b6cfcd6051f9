// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.RowFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Hashes of files, each taken while other work goes on, one at a time. For one thread.
final class FileHashes implements AutoCloseable {

  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("hashing").factory());
  private final Map<Path, Future<Sha256>> begun = new HashMap<>();

  /// @param first that will be asked for; begun at once
  FileHashes(Optional<RowFile> first) {
    first.ifPresent(this::begin);
  }

  /// Begins with a file that will be asked for soon.
  void begin(RowFile file) {
    var _ = begun(file);
  }

  private Future<Sha256> begun(RowFile file) {
    return begun.computeIfAbsent(file.path(), path -> aside.submit(() -> hashed(path)));
  }

  /// Reads by a channel, which an interrupt closes.
  private static Sha256 hashed(Path file) throws IOException {
    try (FileChannel from = FileChannel.open(file)) {
      return Sha256.of(Channels.newInputStream(from));
    }
  }

  /// Waits for it. Not to be asked once this is closed.
  ///
  /// @throws ProblemException when the file cannot be read any more
  Sha256 of(RowFile file) throws ProblemException, InterruptedException {
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
