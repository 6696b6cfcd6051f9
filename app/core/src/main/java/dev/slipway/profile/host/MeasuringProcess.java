// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.ChildJvm;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.WorkEvent;
import dev.slipway.measure.load.LoadSoFar;
import dev.slipway.profile.ProfileJson;
import dev.slipway.profile.child.Message;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The child JVM that measures: started, listened to, and ended in one place.
final class MeasuringProcess {

  /// Its heap, stated so that two measurements compare; the model's memory is outside of it.
  private static final List<String> HEAP = List.of("-Xms64m", "-Xmx512m");

  private static final int OUT_OF_MEMORY = 3;
  private static final int KILLED = 137;

  private final ChildJvm child;
  private final Path journal;

  MeasuringProcess(String main, Path scratch, Path journal) {
    this.child = new ChildJvm(main, scratch);
    this.journal = journal;
  }

  JsonNode run(Path job, Progress progress)
      throws ProblemException, IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = child.start(HEAP, List.of(job.toString()));
    BlockingQueue<Optional<Message>> messages = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("measuring process").start(() -> listen(process, messages));
    try (BufferedWriter log = Files.newBufferedWriter(journal)) {
      for (var next = messages.take(); next.isPresent(); next = messages.take()) {
        Message message = next.get();
        switch (message) {
          case Message.Started() -> keep(log, tookToStart(began));
          case Message.Step(double fraction, String what) -> progress.report(fraction, what);
          case Message.Began(String phase) -> progress.tell(new WorkEvent.Began(phase));
          case Message.Over(String phase) ->
              progress.tell(new WorkEvent.Ended(phase, WorkEvent.Outcome.DONE));
          case Message.Seen(LoadSoFar load) -> progress.tell(load);
          case Message.PhaseEnded took -> keep(log, took);
          case Message.Block block -> keep(log, block);
          case Message.Done(JsonNode result) -> {
            return result;
          }
          case Message.Order order -> throw new IllegalStateException("told to do " + order);
          case Message.Failed(Problem problem) -> throw problem.asException();
        }
      }
      throw died(process.waitFor()).asException();
    } finally {
      ChildJvm.end(process);
    }
  }

  private static Message tookToStart(long began) {
    return new Message.PhaseEnded("process start", Duration.ofNanos(System.nanoTime() - began));
  }

  private static void keep(BufferedWriter log, Message message) throws IOException {
    log.write(ProfileJson.line(message) + "\n");
    log.flush();
  }

  /// Ends with an empty message, whatever happens.
  private static void listen(Process process, BlockingQueue<Optional<Message>> messages) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(MeasuringProcess::message)
          .filter(Optional::isPresent)
          .forEach(messages::add);
    } catch (IOException | UncheckedIOException cutShort) {
      // the process is gone; its exit code tells why
    } finally {
      messages.add(Optional.empty());
    }
  }

  /// Empty for a line that is none of ours: a native library's, or the half one of a crash.
  private static Optional<Message> message(String line) {
    try {
      return line.startsWith("{")
          ? Optional.of(ProfileJson.parse(line, Message.class))
          : Optional.empty();
    } catch (IllegalArgumentException half) {
      return Optional.empty();
    }
  }

  private Problem died(int exit) {
    String last = child.lastErrors();
    String said = last.isEmpty() ? "" : ": " + last;
    if (exit == OUT_OF_MEMORY || exit == KILLED || said.contains("OutOfMemoryError")) {
      return Problem.environment(
          "profile.out-of-memory",
          "The measurement ran out of memory",
          "Its process ended with code " + exit + said,
          "Measure on a machine with more free memory, or send smaller requests");
    }
    return Problem.environment(
        "profile.process-died",
        "The measuring process died",
        "It ended with code " + exit + (exit > 128 ? ", a fault in native code" : "") + said,
        "Try again; if it happens again, the model makes ONNX Runtime crash on this machine:"
            + " export it with another opset, or with less optimisation");
  }
}
