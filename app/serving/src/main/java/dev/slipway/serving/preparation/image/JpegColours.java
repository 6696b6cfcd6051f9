// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

import dev.slipway.serving.preparation.PreparationException;
import java.util.List;

/// What the markers of a JPEG tell of its three components: brightness and two differences (YCbCr),
/// or red, green and blue. Where no marker tells, it is decided as Java's own reader does.
final class JpegColours {

  private static final List<Integer> RED_GREEN_BLUE = List.of((int) 'R', (int) 'G', (int) 'B');

  private boolean jfif;

  /// What Adobe's programs say: 0 for red, green and blue, 1 for YCbCr; -1 where they say nothing.
  private int transform = -1;

  void jfif(JpegBody body) {
    jfif |= body.startsWith("JFIF\0");
  }

  void adobe(JpegBody body) throws PreparationException {
    if (body.startsWith("Adobe") && body.size() >= 12) {
      body.skip(11);
      transform = body.one();
    }
  }

  /// @throws PreparationException when markers contradict one another
  boolean areDifferences(JpegFrame frame) throws PreparationException {
    if (frame.components().size() == 1) {
      return false;
    }
    if (transform > 1 || (jfif && transform == 0)) {
      throw Unreadable.rare("a JPEG whose colours are coded in an unknown way");
    }
    if (jfif || transform >= 0) {
      return transform != 0;
    }
    List<Integer> ids = frame.components().stream().map(one -> one.stated().id()).toList();
    if (ids.equals(RED_GREEN_BLUE)) {
      return false;
    }
    boolean alike =
        frame.components().stream()
            .allMatch(one ->
                one.stated().across() == frame.across() && one.stated().down() == frame.down());
    return ids.equals(List.of(1, 2, 3)) || !alike;
  }
}
