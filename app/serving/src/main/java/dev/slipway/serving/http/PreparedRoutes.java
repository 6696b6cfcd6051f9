// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.http.HttpFront.Rows;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.protocol.EmbeddingsWriter;
import dev.slipway.serving.protocol.ImagesReader;
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

  private static final String NO_EMBEDDING =
      "this service was not told which output is an embedding (rows.preparation)";

  Map<String, Endpoint> of(Optional<Rows> rows, Optional<Texts> texts, Optional<Images> images) {
    return Map.of(
        OipPaths.ROWS, rows.map(this::rows).orElse(missing(untold("rows"))),
        OipPaths.TEXTS, texts.map(this::texts).orElse(missing(untold("texts"))),
        OipPaths.IMAGES, images.map(this::images).orElse(missing(untold("pictures"))),
        OipPaths.EMBEDDINGS,
            texts
                .flatMap(this::embeddings)
                .orElse(missing(texts.isPresent() ? NO_EMBEDDING : untold("texts"))));
  }

  private static String untold(String what) {
    return "this service was not told how %s become its inputs (rows.preparation): ask it with tensors"
        .formatted(what);
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
    return texts(known, dialect);
  }

  /// As many together as the warm-up saw answered with the bits of each alone.
  private Endpoint images(Images known) {
    int most = known.inputs().takesSeveral() ? parts.engine().report().maxRows() : 1;
    var work =
        new ImagesRun.Work(
            parts,
            known,
            answers(known.labels()),
            new ListAnswerWriter("images", modelName, modelVersion));
    return new PreparingEndpoint(
        parts,
        "images",
        new ImagesReading(work, new ImagesReader(Math.min(known.limits().images(), most))),
        threads);
  }

  private Endpoint texts(Texts known, TextsDialect dialect) {
    return new PreparingEndpoint(
        parts, "texts", new TextsReading(new TextsRun.Work(parts, known, dialect)), threads);
  }

  private Optional<Endpoint> embeddings(Texts known) {
    return known
        .embedding()
        .map(embedding ->
            texts(
                known,
                new TextsDialect.Embeddings(
                    new TextsReader(known.limits(), modelName),
                    embedding,
                    new EmbeddingsWriter(modelName))));
  }
}
