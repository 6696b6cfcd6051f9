// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.http.HttpFront.Rows;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.EmbeddingsWriter;
import dev.slipway.serving.protocol.ListAnswerWriter;
import dev.slipway.serving.protocol.NonFinite;
import dev.slipway.serving.protocol.RowsAnswerWriter;
import dev.slipway.serving.protocol.RowsReader;
import dev.slipway.serving.protocol.TextsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The paths that take what callers have, rows, texts and pictures, and make the model's inputs of
/// it.
record PreparedRoutes(
    InferEndpoint.Parts parts,
    String modelName,
    String modelVersion,
    NonFinite nonFinite,
    PreparingThreads threads) {

  private static final String NO_ROWS =
      "this service was not told how rows become its inputs (rows.preparation): ask it with"
          + " tensors";

  private static final String NO_TEXTS =
      "this service was not told how texts become its inputs (rows.preparation): ask it with"
          + " tensors";

  private static final String NO_IMAGES =
      "this service was not told how pictures become its inputs (rows.preparation): ask it with"
          + " tensors";

  private static final String NO_EMBEDDING =
      "this service was not told which output is an embedding (rows.preparation)";

  Map<String, Endpoint> of(Optional<Rows> rows, Optional<Texts> texts, Optional<Images> images) {
    return Map.of(
        OipPaths.ROWS, rows.map(this::rows).orElse(missing(NO_ROWS)),
        OipPaths.TEXTS, texts.map(this::texts).orElse(missing(NO_TEXTS)),
        OipPaths.IMAGES, images.map(this::images).orElse(missing(NO_IMAGES)),
        OipPaths.EMBEDDINGS,
            texts
                .flatMap(this::embeddings)
                .orElse(missing(texts.isPresent() ? NO_EMBEDDING : NO_TEXTS)));
  }

  private static Endpoint missing(String why) {
    return exchange -> exchange.fail(new InferenceException(Kind.NOT_FOUND, why));
  }

  private RowsAnswerWriter answers(List<String> labels) {
    return new RowsAnswerWriter(labels, modelName, modelVersion, nonFinite);
  }

  private Endpoint rows(Rows known) {
    return new InferEndpoint(
        parts,
        new RowsDialect(new RowsReader(known.columns(), known.most()), answers(known.labels())));
  }

  private Endpoint texts(Texts known) {
    var dialect =
        new TextsDialect.Named(
            new TextsReader(known.limits(), modelName),
            answers(known.labels()),
            new ListAnswerWriter("texts", modelName, modelVersion));
    return new TextsEndpoint(parts, known, dialect, threads);
  }

  /// As many together as the warm-up saw answered with the bits of each alone.
  private Endpoint images(Images known) {
    int most = known.inputs().takesSeveral() ? parts.engine().report().maxRows() : 1;
    return new ImagesEndpoint(
        new ImagesRun.Work(
            parts,
            known,
            answers(known.labels()),
            new ListAnswerWriter("images", modelName, modelVersion)),
        Math.min(known.limits().images(), most),
        threads);
  }

  private Optional<Endpoint> embeddings(Texts known) {
    return known
        .embedding()
        .map(embedding ->
            new TextsEndpoint(
                parts,
                known,
                new TextsDialect.Embeddings(
                    new TextsReader(known.limits(), modelName),
                    embedding,
                    new EmbeddingsWriter(modelName)),
                threads));
  }
}
