// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A protocol that a service speaks.
public interface Wire {

  Duration TIMEOUT = Duration.ofSeconds(10);

  /// A request as it is sent.
  byte[] write(Map<String, Tensor> inputs);

  /// The outputs of an answer, by name.
  ///
  /// @throws ProblemException where it is none that the protocol knows
  Map<String, Tensor> read(byte[] answer) throws ProblemException;

  /// An answer as a person can read it.
  String text(byte[] answer);

  /// Sends one request by itself.
  ///
  /// @throws Unanswered where no right answer comes
  byte[] ask(byte[] request) throws Unanswered, InterruptedException;

  /// The service as a target of load.
  Load load(List<byte[]> requests);

  /// Requests that are ready to be sent again and again.
  interface Load extends LoadTarget.Source, AutoCloseable {
    @Override
    default LoadTarget.Place place() {
      return LoadTarget.Place.ELSEWHERE;
    }

    @Override
    void close();
  }

  /// What came in place of an answer.
  final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(String what) {
      super(what);
    }

    Unanswered(String what, Exception cause) {
      super(what, cause);
    }

    Unanswered(Exception cause) {
      super(cause.getClass().getSimpleName() + ", " + cause.getMessage(), cause);
    }

    public String what() {
      return String.valueOf(getMessage());
    }
  }
}
