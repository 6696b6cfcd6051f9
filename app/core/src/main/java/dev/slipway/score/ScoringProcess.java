// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import dev.slipway.base.HeldFolder;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.model.isolated.IsolatedRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// The process in which rows meet the model (ADR 9), seen from the one that started it. Whatever
/// the model does to it is a problem; the parts that were finished stay.
final class ScoringProcess implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  /// Most runs end within seconds, of which the best compiler takes a quarter to make what starts a
  /// process fast. It begins ten times later, which a long run does not notice.
  private static final List<String> COMPILED_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private static final String END = "";

  /// How the process is started.
  interface Start {

    /// In a Java runtime of its own.
    Start CHILD = (jvm, options) -> jvm.start(options, List.of());

    /// @param options of the JVM
    Process start(ChildJvm jvm, List<String> options) throws ProblemException, IOException;
  }

  private final ScoringMemory memory;
  private final HeldFolder scratch;
  private final ChildJvm jvm;
  private final Process process;
  private final PrintStream to;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ScoringProcess(ScoringMemory memory, HeldFolder scratch, ChildJvm jvm, Process process) {
    this.memory = memory;
    this.scratch = scratch;
    this.jvm = jvm;
    this.process = process;
    this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofVirtual().name("what the scoring process says").start(this::listen);
  }

  /// @param files that it reads and writes
  /// @throws ProblemException when the memory does not suffice, or the model cannot be opened
  static ScoringProcess start(ScoreOrder order, List<Slot> slots, List<Path> files, Start start)
      throws ProblemException, InterruptedException {
    ScoringMemory memory = ScoringMemory.of(order, slots);
    var started = started(memory, start);
    try {
      started.to.println(
          Json.line(
              new Said.Job(
                  order.model().onnx().toAbsolutePath(),
                  order.model().features().labels(),
                  slots,
                  files,
                  memory.engine(),
                  2 * order.terms().limits().memory().count()
                      + 4 * order.model().weights().count()
                      + Bytes.mebibytes(2048).count(),
                  order.terms().baseline().map(Path::toAbsolutePath))));
      started.next("opening the model");
      return started;
    } catch (ProblemException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static ScoringProcess started(ScoringMemory memory, Start start) throws ProblemException {
    try {
      HeldFolder scratch =
          HeldFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "slipway-score");
      var jvm = new ChildJvm(ScoringMain.class.getName(), scratch.folder());
      try {
        List<String> options = new ArrayList<>(COMPILED_LATER);
        options.add("-Xmx" + memory.heap().count());
        return new ScoringProcess(memory, scratch, jvm, start.start(jvm, options));
      } catch (IOException | ProblemException e) {
        scratch.close();
        throw e;
      }
    } catch (IOException e) {
      throw IsolatedRuntime.notStarted(e);
    }
  }

  /// The least memory that it starts with.
  ///
  /// @param allowed what it was given
  Bytes least(Bytes allowed) {
    return memory.least(allowed);
  }

  /// What the first rows of a file say of answers; none where it has no rows.
  List<AnswerColumn> look(RowCopy copy) throws ProblemException, InterruptedException {
    List<AnswerColumn> answers = ask(new Said.Ask(true, copy), rows -> {}).answers();
    memory.refuseTooWide(answers);
    return answers;
  }

  /// @param rows hears how many rows are answered so far
  Said.Word copy(RowCopy copy, LongConsumer rows) throws ProblemException, InterruptedException {
    return ask(new Said.Ask(false, copy), rows);
  }

  private Said.Word ask(Said.Ask ask, LongConsumer rows)
      throws ProblemException, InterruptedException {
    to.println(Json.line(ask));
    while (true) {
      Said.Word word = next("scoring " + ask.copy().file().name());
      rows.accept(word.rows());
      if (word.done()) {
        return word;
      }
    }
  }

  private Said.Word next(String doing) throws ProblemException, InterruptedException {
    String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    while (line == null) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while " + doing);
      }
      line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (line.equals(END)) {
      throw ended(doing);
    }
    Said.Word word = Json.read(line, Said.Word.class);
    Optional<Problem> problem = word.problem();
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
    return word;
  }

  private ProblemException ended(String doing) throws InterruptedException {
    process.waitFor(5, TimeUnit.SECONDS);
    String said = jvm.lastErrors();
    String how =
        (process.isAlive() ? "It broke its word" : "It ended with code " + process.exitValue())
            + (said.isEmpty() ? "." : ": " + said);
    return Problem.environment(
            "score.process-ended",
            "The process that runs the model ended while " + doing,
            how,
            "Give it more with --memory where memory ran out. Run the same command again: what is"
                + " finished stays. A model that ends it each time cannot be run by ONNX Runtime.")
        .asException();
  }

  private void listen() {
    try (var from =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        lines.add(line);
      }
    } catch (IOException ended) {
      // Which is said below.
    } finally {
      lines.add(END);
    }
  }

  @Override
  public void close() {
    ChildJvm.end(process);
    scratch.close();
  }
}
