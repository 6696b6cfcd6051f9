// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;

/// What the markers of a JPEG tell of its three components: brightness and two differences (YCbCr),
/// or red, green and blue, by libjpeg's rules, since models are trained on what it reads. Java's
/// own reader has others where no marker tells.
final class JpegColours {

  private static final List<Integer> RED_GREEN_BLUE = List.of((int) 'R', (int) 'G', (int) 'B');

  /// Bytes of its marker: shorter ones tell nothing.
  private static final int JFIF = 14;

  private boolean jfif;

  /// What Adobe's programs say: 0 for red, green and blue, 1 for YCbCr; -1 where they say nothing.
  private int transform = -1;

  void jfif(JpegBody body) {
    jfif |= body.size() >= JFIF && body.startsWith("JFIF\0");
  }

  void adobe(JpegBody body) throws PreparationException {
    if (body.startsWith("Adobe") && body.size() >= 12) {
      body.skip(11);
      transform = body.one();
    }
  }

  /// @param frame of the picture; what stands behind the first pixels tells nothing
  boolean areDifferences(JpegFrame frame) {
    if (frame.components().size() == 1) {
      return false;
    }
    if (jfif || transform >= 0) {
      return jfif || transform != 0;
    }
    return !frame.components().stream()
        .map(one -> one.stated().id())
        .toList()
        .equals(RED_GREEN_BLUE);
  }
}
