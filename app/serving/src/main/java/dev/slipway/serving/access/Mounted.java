// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What mounted files hold, as it was when they last were usable. They are read, not asked for
/// their times: a mounted secret changes by a link that is set anew, within the same second
/// perhaps.
final class Mounted<T> {

  /// Far more than a certificate chain takes; what is larger was mounted by mistake.
  private static final int LARGEST = 1 << 20;

  /// Makes something of the files' bytes, in their order.
  @FunctionalInterface
  interface Reading<T> {
    T of(List<byte[]> files) throws UnusableSecretException;
  }

  /// Told what became of a change.
  interface Listener<T> {
    void taken(T content);

    /// @param why also where the same was told before
    void refused(String why);
  }

  private final List<Path> files;
  private final Reading<T> reading;
  private final Listener<T> listener;
  private volatile T content;

  // Of the thread that looks.
  private @Nullable List<byte[]> seen;
  private String told = "";

  /// @throws UnusableSecretException where they hold nothing usable to begin with
  Mounted(List<Path> files, Reading<T> reading, Listener<T> listener)
      throws UnusableSecretException {
    this.files = List.copyOf(files);
    this.reading = reading;
    this.listener = listener;
    List<byte[]> first = read();
    seen = first;
    content = take(first);
  }

  T content() {
    return content;
  }

  /// Takes what has changed since the last look. What cannot be used leaves all as it was, and is
  /// told once.
  void look() {
    try {
      List<byte[]> now = read();
      if (isSeen(now)) {
        return;
      }
      seen = now;
      content = take(now);
      told = "";
    } catch (UnusableSecretException unusable) {
      if (!unusable.reason().equals(told)) {
        told = unusable.reason();
        listener.refused(told);
      }
    }
  }

  /// Libraries throw what they like, and a look must not be the last.
  private T take(List<byte[]> now) throws UnusableSecretException {
    try {
      T taken = reading.of(now);
      listener.taken(taken);
      return taken;
    } catch (RuntimeException unexpected) {
      throw new UnusableSecretException(
          "it cannot be read: " + unexpected.getClass().getSimpleName());
    }
  }

  private boolean isSeen(List<byte[]> now) {
    List<byte[]> before = seen;
    if (before == null || before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!Arrays.equals(before.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }

  private List<byte[]> read() throws UnusableSecretException {
    List<byte[]> before = seen;
    // What was seen before is read anew after files that cannot be read, so that it is told.
    seen = null;
    List<byte[]> all = new ArrayList<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new UnusableSecretException(file + " is larger than a MiB");
        }
        all.add(bytes);
      } catch (IOException unreadable) {
        throw new UnusableSecretException(file + " cannot be read");
      }
    }
    seen = before;
    return all;
  }
}
