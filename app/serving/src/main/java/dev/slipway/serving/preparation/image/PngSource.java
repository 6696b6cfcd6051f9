// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.function.BooleanSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The unpacked content of a PNG's chunks of pixels; no more is unpacked than is asked for.
final class PngSource implements AutoCloseable {

  private final byte[] bytes;
  private final PngChunks chunks;
  private final BooleanSupplier goesOn;
  private final Inflater inflater = new Inflater();

  /// @param chunks of which the last is known to be there
  PngSource(byte[] bytes, PngChunks chunks, BooleanSupplier goesOn) {
    this.bytes = bytes;
    this.chunks = chunks;
    this.goesOn = goesOn;
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
        if (inflater.finished() || inflater.needsDictionary() || !feed()) {
          throw Unreadable.damaged("its pixels end before the picture does");
        }
      }
    }
  }

  /// @return false when no chunk of pixels is left
  private boolean feed() throws PreparationException {
    while (!chunks.is(PngChunks.IEND)) {
      Unreadable.require(goesOn);
      chunks.next();
      if (chunks.is(PngChunks.IDAT) && chunks.size() > 0) {
        inflater.setInput(bytes, chunks.at(), chunks.size());
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
