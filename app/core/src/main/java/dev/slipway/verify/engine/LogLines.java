// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Joins the frames of a container's log into lines, standard output before standard error.
final class LogLines extends ResultCallback.Adapter<Frame> {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Override
  public synchronized void onNext(Frame frame) {
    (frame.getStreamType() == StreamType.STDERR ? err : out).writeBytes(frame.getPayload());
  }

  synchronized List<String> lines() {
    return Stream.of(out, err)
        .flatMap(stream -> stream.toString(StandardCharsets.UTF_8).lines())
        .toList();
  }
}
