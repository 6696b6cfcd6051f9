// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.desktop.parts.Coloured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a file of the bundle holds, as far as it is shown. Of a copied file that is on the disk,
/// and what is text is coloured, so that reading it belongs outside the window's thread.
///
/// @param file that was read
/// @param size in bytes
/// @param text empty where it is none, or too long
/// @param binary whether it is no text
record FileText(GeneratedFile file, long size, Optional<Coloured> text, boolean binary) {

  /// More bytes of text are not shown: nobody reads them, and a view of them is slow.
  private static final int MOST = 1 << 20;

  static FileText of(GeneratedFile file) throws ProblemException {
    var seen = new Seen();
    try {
      file.content().writeTo(seen);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.unreadable-input",
              "The file " + file.path() + " of the bundle cannot be read",
              String.valueOf(e.getMessage()),
              "Put it back as it was, or open the project again."),
          e);
    }
    boolean shown = !seen.binary && seen.size <= MOST;
    return new FileText(
        file,
        seen.size,
        shown
            ? Optional.of(Coloured.of(file.path(), seen.begun.toString(StandardCharsets.UTF_8)))
            : Optional.empty(),
        seen.binary);
  }

  /// Keeps no more than what is shown.
  private static final class Seen extends OutputStream {
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long size;
    private boolean binary;

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      size += count;
      for (int i = from; i < from + count && !binary; i++) {
        binary = bytes[i] == 0;
      }
      if (binary || size > MOST) {
        begun.reset();
      } else {
        begun.write(bytes, from, count);
      }
    }
  }
}
