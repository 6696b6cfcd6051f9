// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.execution.Inference;
import dev.slipway.serving.execution.Inference.Timing;
import dev.slipway.serving.execution.InferenceExecutor;
import dev.slipway.serving.http.TextsDialect.Done;
import dev.slipway.serving.http.TextsDialect.Together;
import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.token.StepBudget;
import dev.slipway.serving.preparation.token.TextInputs.Encoded;
import dev.slipway.serving.preparation.token.TokenizedText;
import dev.slipway.serving.protocol.NoRoomException;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.protocol.TextsRequest;
import dev.slipway.serving.tensor.Tensor;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One request about texts: each becomes tokens, and goes through the model as long as it is, alone
/// or with others of its length, so that none is filled up; one after the other, so that a request
/// takes one place in the queue at a time.
final class TextsRun {

  /// What texts are answered with.
  record Work(InferEndpoint.Parts parts, Texts texts, TextsDialect dialect) {}

  /// Characters of an answer: a model that answers each token with a vector would fill any memory.
  private static final long MOST_WRITTEN = 8 << 20;

  /// What an answer takes while it is written, as a multiple of it: its items, the whole as it
  /// grows, and its bytes.
  private static final int WHILE_WRITTEN = 4;

  /// Bytes of a text beside its tokens: its objects, and a note.
  private static final long TEXT = 512;

  /// Bytes of a token: its number and its segment.
  private static final long TOKEN = 8;

  /// Bytes of a character while it becomes tokens: pieces, tokens and pairs of them are objects.
  private static final long WHILE_READ = 400;

  private final Work work;
  private final Exchange exchange;
  private final TextsRequest request;
  private final Held held;
  private final long deadline;
  private final Queue<Together> groups = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private final List<LongAdder> drift = new ArrayList<>();
  private final String[] items;
  private final long readAt = System.nanoTime();
  private long tokens;
  private long written;
  private long parseNanos;
  private long writeNanos;
  private Timing timing = new Timing(0, 0, 0);
  private boolean began;
  private volatile boolean abandoned;
  private volatile @Nullable Inference running;

  TextsRun(Work work, Exchange exchange, TextsRequest request, Held held) {
    this.work = work;
    this.exchange = exchange;
    this.request = request;
    this.held = held;
    this.deadline = exchange.receivedAt() + work.parts().deadline().toNanos();
    this.items = new String[request.texts().size()];
  }

  /// The caller is gone.
  void abandon() {
    abandoned = true;
    Inference current = running;
    if (current != null) {
      current.abandon();
    }
  }

  /// Makes tokens of the texts, on a thread that may take its time, and has the model asked.
  void prepare() {
    guarded(() -> {
      long threadAt = System.nanoTime();
      timing = new Timing(threadAt - readAt, 0, 0);
      Encoded[] texts = encoded();
      Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
      for (int i = 0; i < texts.length; i++) {
        byLength.computeIfAbsent(texts[i].length(), length -> new ArrayList<>()).add(i);
      }
      int most = mostTogether();
      for (List<Integer> places : byLength.values()) {
        for (int from = 0; from < places.size(); from += most) {
          List<Integer> some = places.subList(from, Math.min(places.size(), from + most));
          groups.add(new Together(some, some.stream().map(place -> texts[place]).toList()));
        }
      }
      parseNanos = readAt - exchange.receivedAt() + System.nanoTime() - threadAt;
      exchange.loop().execute(() -> guarded(this::next));
    });
  }

  /// What the warm-up saw of rows together is seen of one length alone.
  private int mostTogether() {
    return work.texts().inputs().takesSeveral()
        ? Math.min(work.texts().together(), work.parts().engine().report().maxRows())
        : 1;
  }

  private Encoded[] encoded() throws InferenceException {
    int longest = request.texts().stream().mapToInt(String::length).max().orElse(0);
    held.take(WHILE_READ * longest);
    try {
      var budget = new StepBudget(request.texts(), this::isInVain);
      Encoded[] texts = new Encoded[items.length];
      for (int i = 0; i < texts.length; i++) {
        if (isInVain()) {
          throw inVain();
        }
        texts[i] = encoded(i, budget);
      }
      return texts;
    } catch (CancellationException given) {
      throw inVain();
    } finally {
      held.giveBack(WHILE_READ * longest);
    }
  }

  private Encoded encoded(int place, StepBudget budget) throws InferenceException {
    Texts texts = work.texts();
    Optional<Integer> length = texts.inputs().length();
    held.take(TEXT + TOKEN * length.orElse(0));
    try {
      TokenizedText read = texts.tokenizer().encode(request.texts().get(place), length, budget);
      int size = read.rows().size();
      if (length.isEmpty()) {
        requireFew(place, size);
        held.take(TOKEN * size);
      }
      Encoded encoded = texts.inputs().encoded(texts.tokenizer(), read);
      read.notes().forEach(note -> notes.add("texts[" + place + "]: " + note));
      tokens += size;
      return encoded;
    } catch (PreparationException refused) {
      throw InferenceException.invalid(
          "texts[%d]: %s. %s".formatted(place, refused.told(), refused.why()));
    }
  }

  private void requireFew(int place, int size) throws InferenceException {
    Texts texts = work.texts();
    if (size > texts.tokens() && !texts.tokenizer().cuts()) {
      throw new InferenceException(
          Kind.TOO_LARGE,
          "texts[%d] has %d tokens; a text may have %d at most"
              .formatted(place, size, texts.tokens()));
    }
  }

  private boolean isInVain() {
    return abandoned || System.nanoTime() - deadline > 0;
  }

  private InferenceException inVain() {
    work.parts().metrics().rejected(abandoned ? "abandoned" : "deadline");
    return abandoned
        ? new InferenceException(Kind.UNAVAILABLE, "the caller closed the connection")
        : new InferenceException(
            Kind.DEADLINE_EXCEEDED, "the texts were not read before the request's deadline");
  }

  /// On the connection's own thread, from which the model is asked.
  private void next() throws InferenceException {
    Together group = groups.poll();
    if (group == null) {
      finish();
      return;
    }
    var memory = new PooledMemory(PooledByteBufAllocator.DEFAULT, held);
    Map<String, Tensor> inputs;
    try {
      inputs = work.texts().inputs().tensors(group.texts(), memory);
    } catch (RuntimeException | Error unexpected) {
      memory.release();
      throw unexpected;
    }
    var inference =
        new Inference(inputs, System.nanoTime(), deadline, new Completion(group, inputs, memory));
    running = inference;
    if (abandoned) {
      inference.abandon();
    }
    InferenceExecutor executor = work.parts().engine().executorFor(exchange.loop());
    if (began) {
      executor.proceed(inference);
    } else {
      executor.submit(inference);
    }
  }

  private void finish() {
    String body =
        work.dialect().whole(new Done(request, Arrays.asList(items), tokens, List.copyOf(notes)));
    Answer answer = Answer.json(HttpResponseStatus.OK, body);
    held.close();
    work.parts().metrics().timed(parseNanos, timing, writeNanos);
    drift.forEach(LongAdder::increment);
    exchange.answer(answer, new Outcome(request.id().orElse(""), ""));
  }

  private void fail(InferenceException failure) {
    held.close();
    exchange.answer(Answer.error(failure), new Outcome(request.id().orElse(""), failure.reason()));
  }

  private interface Step {
    void run() throws InferenceException;
  }

  /// Whatever happens, the caller is answered and the memory given back.
  private void guarded(Step step) {
    try {
      step.run();
    } catch (InferenceException refused) {
      fail(refused);
    } catch (NoRoomException | OutOfMemoryError none) {
      fail(work.parts().admission().full());
    } catch (RuntimeException | Error unexpected) {
      fail(new InferenceException(Kind.INTERNAL, "the server failed: " + unexpected));
    }
  }

  private final class Completion implements Inference.Completion {
    private final Together group;
    private final Map<String, Tensor> inputs;
    private final PooledMemory memory;

    Completion(Together group, Map<String, Tensor> inputs, PooledMemory memory) {
      this.group = group;
      this.inputs = inputs;
      this.memory = memory;
    }

    private void release() {
      running = null;
      memory.release();
    }

    @Override
    public void answered(Map<String, Tensor> outputs, Timing took) {
      guarded(() -> {
        long writeAt = System.nanoTime();
        began = true;
        try {
          write(outputs);
          work.parts().metrics().servedInPart(inputs, outputs, drift::add);
        } finally {
          release();
        }
        writeNanos += System.nanoTime() - writeAt;
        timing =
            new Timing(
                timing.queueNanos() + took.queueNanos(),
                timing.batchNanos() + took.batchNanos(),
                timing.computeNanos() + took.computeNanos());
        exchange.loop().execute(() -> guarded(TextsRun.this::next));
      });
    }

    private void write(Map<String, Tensor> outputs) throws InferenceException {
      long most = work.dialect().most(group, outputs);
      written += most;
      if (written > MOST_WRITTEN) {
        throw new InferenceException(
            Kind.TOO_LARGE,
            "the answer may take more than %d bytes: ask about fewer texts, or for less than all that the model answers to them"
                .formatted(MOST_WRITTEN));
      }
      held.take(WHILE_WRITTEN * most);
      List<String> rows = work.dialect().items(request, group, outputs);
      if (rows.size() != group.places().size()) {
        throw new InferenceException(
            Kind.INTERNAL,
            "the model answers %d texts with %d rows"
                .formatted(group.places().size(), rows.size()));
      }
      for (int i = 0; i < rows.size(); i++) {
        items[group.places().get(i)] = rows.get(i);
      }
    }

    @Override
    public void failed(InferenceException failure) {
      release();
      fail(failure);
    }
  }
}
