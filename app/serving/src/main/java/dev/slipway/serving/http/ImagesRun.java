// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.journal.RequestLine.Outcome;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.protocol.ImagesRequest;
import dev.slipway.serving.protocol.ListAnswerWriter;
import dev.slipway.serving.protocol.PooledMemory;
import dev.slipway.serving.protocol.RowsAnswerWriter;
import dev.slipway.serving.tensor.Tensor;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request about pictures: each is decoded, one after the other, into one tensor, about which
/// the model is asked once.
final class ImagesRun implements PreparingEndpoint.Run {

  /// What pictures are answered with.
  record Work(
      InferEndpoint.Parts parts, Images images, RowsAnswerWriter rows, ListAnswerWriter writer) {}

  private final Work work;
  private final Exchange exchange;
  private final Held held;
  private final PooledMemory memory;
  private final Preparing preparing;
  private final long sentAt = System.nanoTime();
  private final Size size;

  /// Of what came, until it is read.
  private Source source;

  private ImagesRequest request = new ImagesRequest(Optional.empty(), List.of());
  private long waited;

  /// What a request takes that has come.
  ///
  /// @param files bytes of its pictures' files at most
  /// @param meanwhile bytes besides, until it is read
  record Size(long files, long meanwhile) {

    long bytes() {
      return files + meanwhile;
    }
  }

  /// Makes files of what came.
  interface Source {

    /// @throws InferenceException that blames the caller
    ImagesRequest read() throws InferenceException;
  }

  /// @param size what is held of it already
  ImagesRun(Work work, Exchange exchange, Source source, Size size, Held held) {
    this.work = work;
    this.exchange = exchange;
    this.source = source;
    this.size = size;
    this.held = held;
    this.memory = new PooledMemory(PooledByteBufAllocator.DEFAULT, held);
    this.preparing = new Preparing(work.parts(), exchange, "images", this::fail);
  }

  @Override
  public void abandon() {
    preparing.abandon();
  }

  /// Decodes the pictures, and has the model asked.
  @Override
  public void prepare() {
    preparing.guarded(() -> {
      waited = System.nanoTime() - sentAt;
      preparing.requireUse();
      read();
      int count = request.files().size();
      ImageInputs inputs = work.images().inputs();
      long tensor = inputs.bytes(count);
      if (tensor > Integer.MAX_VALUE || held.bytes() + tensor > work.parts().admission().most()) {
        throw tooLarge("%d images together".formatted(count));
      }
      ImageInputs.Batch batch = inputs.batch(count, memory);
      for (int i = 0; i < count; i++) {
        put(batch, i);
      }
      letGo();
      var question =
          new Dialect.Question(request.id(), batch.request(), outputs -> written(outputs, count));
      exchange.loop().execute(() -> preparing.guarded(() -> ask(question)));
    });
  }

  private void read() throws InferenceException {
    request = source.read();
    source = () -> request;
    held.giveBack(size.meanwhile());
  }

  /// The files are decoded: of no use while the model runs. The id stays, and is written.
  private void letGo() {
    memory.claim(Preparing.whileKept(request.id().map(String::length).orElse(0)));
    request = new ImagesRequest(request.id(), List.of());
    held.giveBack(size.files());
  }

  private void ask(Dialect.Question question) throws InferenceException {
    if (preparing.isAbandoned()) {
      throw preparing.inVain();
    }
    new Asking(work.parts()).ask(exchange, question, memory, waited);
  }

  private void put(ImageInputs.Batch batch, int place) throws InferenceException {
    preparing.requireUse();
    byte[] bytes = request.files().get(place);
    var working = new PooledMemory(PooledByteBufAllocator.DEFAULT, held);
    try {
      PictureFile file = PictureFile.of(bytes, this::isOfUse);
      requireSmall(file, place);
      working.claim(work.images().inputs().memory(file));
      batch.put(place, file.decode(this::isOfUse), this::isOfUse);
    } catch (PreparationException refused) {
      preparing.requireUse();
      throw new InferenceException(
          refused.code().equals(PictureFile.TOO_LARGE) ? Kind.TOO_LARGE : Kind.INVALID_ARGUMENT,
          "images[%d]: %s. %s".formatted(place, refused.told(), refused.why()));
    } finally {
      working.release();
    }
  }

  private void requireSmall(PictureFile file, int place) throws InferenceException {
    int most = work.images().limits().pixels();
    if ((long) file.width() * file.height() > most) {
      throw new InferenceException(
          Kind.TOO_LARGE,
          "images[%d] has %d x %d pixels; an image may have %d at most"
              .formatted(place, file.width(), file.height(), most));
    }
    if (held.bytes() + work.images().inputs().memory(file) > work.parts().admission().most()) {
      throw tooLarge("images[%d]".formatted(place));
    }
  }

  static InferenceException tooLarge(String what) {
    return new InferenceException(
        Kind.TOO_LARGE, what + " would take more memory than this server has for requests");
  }

  private boolean isOfUse() {
    return !preparing.isInVain();
  }

  private Answer written(Map<String, Tensor> outputs, int count) throws InferenceException {
    long most = RowsAnswerWriter.most(outputs);
    memory.claim(preparing.whileWritten(most, most, "with tensors"));
    List<String> items = work.rows().items(outputs, count, row -> "images[" + row + "]");
    preparing.requireOneEach(count, items.size());
    return Answer.json(HttpResponseStatus.OK, work.writer().write(request.id(), items, List.of()));
  }

  private void fail(InferenceException failure) {
    memory.release();
    held.close();
    exchange.answer(Answer.error(failure), new Outcome(request.id().orElse(""), failure.reason()));
  }
}
