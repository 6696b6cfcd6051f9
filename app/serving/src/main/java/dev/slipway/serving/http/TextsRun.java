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
final class TextsRun implements PreparingEndpoint.Run {

  /// What texts are answered with.
  record Work(InferEndpoint.Parts parts, Texts texts, TextsDialect dialect) {}

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
  private final Preparing preparing;
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
  private volatile @Nullable Inference running;

  TextsRun(Work work, Exchange exchange, TextsRequest request, Held held) {
    this.work = work;
    this.exchange = exchange;
    this.request = request;
    this.held = held;
    this.preparing = new Preparing(work.parts(), exchange, "texts", this::fail);
    this.items = new String[request.texts().size()];
  }

  @Override
  public void abandon() {
    preparing.abandon();
    Inference current = running;
    if (current != null) {
      current.abandon();
    }
  }

  /// Makes tokens of the texts, and has the model asked.
  @Override
  public void prepare() {
    preparing.guarded(() -> {
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
      exchange.loop().execute(() -> preparing.guarded(this::next));
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
      var budget = new StepBudget(request.texts(), preparing::isInVain);
      Encoded[] texts = new Encoded[items.length];
      for (int i = 0; i < texts.length; i++) {
        preparing.requireUse();
        texts[i] = encoded(i, budget);
      }
      return texts;
    } catch (CancellationException given) {
      throw preparing.inVain();
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
        new Inference(
            inputs, System.nanoTime(), preparing.deadline(), new Completion(group, inputs, memory));
    running = inference;
    if (preparing.isAbandoned()) {
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
      preparing.guarded(() -> {
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
        exchange.loop().execute(() -> preparing.guarded(TextsRun.this::next));
      });
    }

    private void write(Map<String, Tensor> outputs) throws InferenceException {
      long most = work.dialect().most(group, outputs);
      written += most;
      held.take(
          preparing.whileWritten(
              written, most, "for less than all that the model answers to them"));
      List<String> rows = work.dialect().items(request, group, outputs);
      preparing.requireOneEach(group.places().size(), rows.size());
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
