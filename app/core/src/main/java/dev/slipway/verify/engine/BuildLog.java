// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Follows a build: passes its lines on, counts its steps, remembers the images it made.
final class BuildLog implements ResultCallback<BuildResponseItem> {

  private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");
  private static final Pattern MADE = Pattern.compile("---> ([0-9a-f]{12})");
  private static final int LAST_LINES = 15;

  private final Consumer<String> log;
  private final Progress progress;
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<String> stages = new ArrayList<>();
  private final Deque<String> last = new ArrayDeque<>();
  private final StringBuilder unfinished = new StringBuilder();
  private @Nullable Closeable connection;
  private @Nullable String error;
  private @Nullable Throwable failure;

  BuildLog(Consumer<String> log, Progress progress) {
    this.log = log;
    this.progress = progress;
  }

  /// Waits for the end of the build; an interrupt ends it at the engine, too.
  void await() throws ProblemException, InterruptedException {
    done.await();
    synchronized (this) {
      line(unfinished.toString());
      if (error != null) {
        throw EngineProblems.ofBuild(error, List.copyOf(last));
      }
      if (failure != null) {
        throw EngineProblems.failed(EngineProblems.BUILD, failure);
      }
    }
  }

  synchronized List<String> stages() {
    return List.copyOf(stages);
  }

  @Override
  public synchronized void onStart(Closeable closeable) {
    connection = closeable;
  }

  @Override
  public synchronized void onNext(BuildResponseItem item) {
    String stream = item.getStream();
    if (stream != null) {
      unfinished.append(stream);
      int end = unfinished.indexOf("\n");
      while (end >= 0) {
        line(unfinished.substring(0, end));
        unfinished.delete(0, end + 1);
        end = unfinished.indexOf("\n");
      }
    }
    var detail = item.getErrorDetail();
    if (detail != null) {
      error = String.valueOf(detail.getMessage()).strip();
    }
  }

  private void line(String line) {
    if (line.isBlank()) {
      return;
    }
    log.accept(line);
    last.addLast(line);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
    Matcher step = STEP.matcher(line);
    if (step.lookingAt()) {
      double all = Double.parseDouble(step.group(2));
      progress.report((Double.parseDouble(step.group(1)) - 1) / all, step.group(3));
    }
    Matcher made = MADE.matcher(line.strip());
    if (made.matches()) {
      stages.add(made.group(1));
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    if (failure instanceof BadRequestException && error == null) {
      // It could not read the Dockerfile.
      error = EngineProblems.reason(failure);
    } else {
      this.failure = failure;
    }
    done.countDown();
  }

  @Override
  public void onComplete() {
    done.countDown();
  }

  @Override
  public void close() {
    Closeable open;
    synchronized (this) {
      open = connection;
    }
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      onError(e);
    }
    done.countDown();
  }
}
