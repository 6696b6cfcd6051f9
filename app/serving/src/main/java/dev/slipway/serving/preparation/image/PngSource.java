// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The unpacked content of a PNG's chunks of pixels; no more is unpacked than is asked for.
final class PngSource implements AutoCloseable {

  private final Queue<ByteBuffer> packed;
  private final Inflater inflater = new Inflater();

  PngSource(List<ByteBuffer> packed) {
    this.packed = new ArrayDeque<>(packed);
  }

  /// Fills a part of an array.
  ///
  /// @throws PreparationException when there is not as much, or it is not packed rightly
  void read(byte[] into, int from, int length) throws PreparationException {
    int done = 0;
    while (done < length) {
      int more;
      try {
        more = inflater.inflate(into, from + done, length - done);
      } catch (DataFormatException wrong) {
        throw Unreadable.damaged("its pixels cannot be unpacked");
      }
      done += more;
      if (more == 0) {
        ByteBuffer next = packed.poll();
        if (next == null || inflater.finished() || inflater.needsDictionary()) {
          throw Unreadable.damaged("its pixels end before the picture does");
        }
        inflater.setInput(next);
      }
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
