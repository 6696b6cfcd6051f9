// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Statistics;
import dev.slipway.base.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The highest working set among the engine's statistics, which come about once a second. The
/// kernel's own peak is not taken: it counts the cache of files, which is dropped when memory is
/// short.
final class PeakMemory extends ResultCallback.Adapter<Statistics>
    implements ContainerEngine.MemoryWatch {

  private long peak;

  @Override
  public synchronized void onNext(Statistics statistics) {
    var memory = statistics.getMemoryStats();
    if (memory == null || memory.getUsage() == null) {
      return;
    }
    var details = memory.getStats();
    Long droppable = details == null ? null : details.getTotalInactiveFile();
    if (details != null && droppable == null) {
      droppable = details.getInactiveFile();
    }
    long used = memory.getUsage() - (droppable == null ? 0 : droppable);
    peak = Math.max(peak, used);
  }

  @Override
  public synchronized Optional<Bytes> peak() {
    return peak == 0 ? Optional.empty() : Optional.of(new Bytes(peak));
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
