// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.NoRoomException;
import java.util.function.Consumer;

/// What requests have in common that are prepared on a thread of their own before the model is
/// asked: until when that is of use, how much may be answered, and that their caller is answered
/// whatever happens.
final class Preparing {

  /// Characters of an answer: a model that answers each token, or each pixel, would fill any
  /// memory.
  private static final long MOST_WRITTEN = 8 << 20;

  /// What an answer takes while it is written, as a multiple of it: its items, the whole as it
  /// grows, and its bytes.
  private static final int WHILE_WRITTEN = 4;

  /// A part of the work.
  interface Step {
    void run() throws InferenceException;
  }

  private final InferEndpoint.Parts parts;
  private final String what;
  private final Consumer<InferenceException> failed;
  private final long deadline;
  private volatile boolean abandoned;

  /// @param what of the request is prepared, such as texts
  /// @param failed answers the caller and gives the memory back
  Preparing(
      InferEndpoint.Parts parts,
      Exchange exchange,
      String what,
      Consumer<InferenceException> failed) {
    this.parts = parts;
    this.what = what;
    this.failed = failed;
    this.deadline = exchange.receivedAt() + parts.deadline().toNanos();
  }

  /// Of [System#nanoTime()].
  long deadline() {
    return deadline;
  }

  /// The caller is gone.
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  boolean isInVain() {
    return abandoned || System.nanoTime() - deadline > 0;
  }

  /// @throws InferenceException when nobody waits for the answer any more
  void requireUse() throws InferenceException {
    if (isInVain()) {
      throw inVain();
    }
  }

  InferenceException inVain() {
    parts.metrics().rejected(abandoned ? "abandoned" : "deadline");
    return abandoned
        ? new InferenceException(Kind.UNAVAILABLE, "the caller closed the connection")
        : new InferenceException(
            Kind.DEADLINE_EXCEEDED,
            "the %s were not read before the request's deadline".formatted(what));
  }

  /// What an answer takes while it is written.
  ///
  /// @param written characters of the whole at most
  /// @param part of them, which are written now
  /// @param instead what else may be asked
  /// @return bytes
  /// @throws InferenceException when the whole would be too long
  long whileWritten(long written, long part, String instead) throws InferenceException {
    if (written > MOST_WRITTEN) {
      throw new InferenceException(
          Kind.TOO_LARGE,
          "the answer may take more than %d bytes: ask about fewer %s, or %s"
              .formatted(MOST_WRITTEN, what, instead));
    }
    return WHILE_WRITTEN * part;
  }

  /// What characters take that are kept until they are written with the answer.
  ///
  /// @return bytes
  static long whileKept(int characters) {
    return (1L + WHILE_WRITTEN) * characters;
  }

  /// @param rows that the model answered
  /// @throws InferenceException when it has not one for each
  void requireOneEach(int count, int rows) throws InferenceException {
    if (rows != count) {
      throw new InferenceException(
          Kind.INTERNAL, "the model answers %d %s with %d rows".formatted(count, what, rows));
    }
  }

  /// Whatever happens, the caller is answered and the memory given back.
  void guarded(Step step) {
    try {
      step.run();
    } catch (InferenceException refused) {
      failed.accept(refused);
    } catch (NoRoomException | OutOfMemoryError none) {
      failed.accept(parts.admission().full());
    } catch (RuntimeException | Error unexpected) {
      failed.accept(new InferenceException(Kind.INTERNAL, "the server failed: " + unexpected));
    }
  }
}
