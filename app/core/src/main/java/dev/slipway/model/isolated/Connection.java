// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import dev.slipway.base.HeldFolder;
import dev.slipway.base.ProblemException;
import dev.slipway.model.TensorStream;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One child process and the connection to it: a request, an answer, in time or never.
final class Connection implements AutoCloseable {

  /// Small and stated, since the limit on the address space counts what a JVM only reserves.
  private static final List<String> JVM =
      List.of(
          "-Xms16m",
          "-XX:MaxDirectMemorySize=4g",
          "-XX:CompressedClassSpaceSize=48m",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+DisplayVMOutputToStderr");

  private static final int JVM_OUT_OF_MEMORY = 3;
  private static final int KILLED = 137;

  private final ChildJvm jvm;
  private final HeldFolder scratch;
  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private String end = "";

  private Connection(ChildJvm jvm, HeldFolder scratch, Process process) {
    this.jvm = jvm;
    this.scratch = scratch;
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /// @param heap the most that the child's Java objects may take
  static Connection start(String main, Bytes heap) throws ProblemException, IOException {
    HeldFolder scratch =
        HeldFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "slipway-model");
    var jvm = new ChildJvm(main, scratch.folder());
    List<String> options = new ArrayList<>(JVM);
    options.add("-Xmx" + heap.count());
    try {
      return new Connection(jvm, scratch, jvm.start(options, List.of()));
    } catch (IOException | ProblemException e) {
      scratch.close();
      throw e;
    }
  }

  /// A folder that both processes may write to, and that goes with the connection.
  Path scratch() {
    return scratch.folder();
  }

  interface Request {
    void write(DataOutputStream out) throws IOException;
  }

  interface Answer<T> {
    T read(DataInputStream in) throws IOException;
  }

  synchronized boolean isOver() {
    return !end.isEmpty() || !process.isAlive();
  }

  synchronized <T> T ask(Request request, Answer<T> answer, Duration limit)
      throws InferenceException {
    if (!end.isEmpty()) {
      throw new InferenceException(Kind.INTERNAL, end);
    }
    if (Thread.currentThread().isInterrupted()) {
      // Whoever waits for a quick answer may have it before the wait looks for a cancel.
      throw over("cancelled", new InterruptedException("before it was asked"));
    }
    var exchange = new FutureTask<>(() -> exchange(request, answer));
    Thread.ofVirtual().name("talk with a model's process").start(exchange);
    try {
      return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InferenceException refusal) {
        throw refusal;
      }
      throw over(died(), e);
    } catch (TimeoutException e) {
      throw over(RuntimeEnd.SLOW.text("no answer within " + limit.toSeconds() + " s"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw over("cancelled", e);
    }
  }

  private <T> T exchange(Request request, Answer<T> answer) throws IOException, InferenceException {
    request.write(out);
    out.flush();
    int status = in.read();
    if (status == Wire.DONE) {
      return answer.read(in);
    }
    if (status == Wire.REFUSED) {
      Kind kind = Kind.valueOf(TensorStream.text(in));
      throw new InferenceException(kind, TensorStream.text(in));
    }
    throw new IOException("the process of the model ended or broke its word: " + status);
  }

  private InferenceException over(String why, Exception cause) {
    end = why;
    ChildJvm.end(process);
    return new InferenceException(Kind.INTERNAL, why, cause);
  }

  /// Why it ended by itself.
  private String died() {
    int exit = exit();
    String said = jvm.lastErrors();
    String detail = "exit code " + exit + (said.isEmpty() ? "" : ": " + said);
    boolean memory =
        exit == JVM_OUT_OF_MEMORY
            || exit == KILLED
            || said.contains("OutOfMemoryError")
            || said.contains("insufficient memory")
            || said.contains("bad_alloc");
    return (memory ? RuntimeEnd.MEMORY : RuntimeEnd.CRASH).text(detail);
  }

  private int exit() {
    try {
      // Its streams have ended, so it is about to be gone.
      return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public synchronized void close() {
    if (end.isEmpty()) {
      end = "the model is closed";
    }
    ChildJvm.end(process);
    scratch.close();
  }
}
