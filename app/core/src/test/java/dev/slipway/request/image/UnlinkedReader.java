// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// Offers to read a kind of picture of its own, and cannot be loaded.
final class UnlinkedReader extends ImageReaderSpi {

  /// What such a file begins with.
  static final String FIRST = "unlinked";

  @Override
  public boolean canDecodeInput(Object source) throws IOException {
    if (!(source instanceof ImageInputStream in)) {
      return false;
    }
    byte[] first = new byte[FIRST.length()];
    in.mark();
    int read = in.read(first);
    in.reset();
    return read == first.length && FIRST.equals(new String(first, StandardCharsets.UTF_8));
  }

  @Override
  public ImageReader createReaderInstance(@Nullable Object extension) {
    throw new UnsatisfiedLinkError(
        "libjavajpeg.so: libjpeg.so.62: cannot open shared object file: No such file or directory");
  }

  @Override
  public String getDescription(@Nullable Locale locale) {
    return "a reader whose library is missing";
  }
}
