// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Files that are known by name: the model and what comes with it, and the runtime.
final class ShippedRules {

  static final List<Rule> ALL =
      List.of(
          At.the("drift baseline", "")
              .file(".*drift-baseline\\.json")
              .gone(WEAKER, "drift is not watched any more: keep it")
              .added(STRONGER, "drift is watched")
              .changed(UNJUDGED, "drift is judged by another reference: ask who trained the model"),
          At.the("preparation of rows", "")
              .file(".*/preparation\\.json")
              .gone(BREAKING, "callers who send rows by name get 404: tell them first")
              .added(STRONGER, "rows by name are taken at /v1/rows")
              .changed(
                  UNJUDGED, "rows are read otherwise: compare the columns and what they allow"),
          At.the("golden answers", "")
              .file(".*/golden\\.json")
              .gone(WEAKER, "nobody looks whether the service answers as the model does")
              .added(STRONGER, "it is looked whether the service answers as the model does")
              .changed(NEUTRAL, "they are of the model that ships: slipway verify asks them"),
          At.the("warm-up request", "")
              .file(".*/warmup\\.json")
              .gone(WEAKER, "the first callers wait longer")
              .any(NEUTRAL, "it is asked once before callers are"),
          At.the("the model", "")
              .file(".*/model/model\\.[a-z]+")
              .gone(BREAKING, "nothing can be served")
              .any(
                  UNJUDGED,
                  "another model: slipway evaluate --champion judges both on the same rows"),
          At.the("tokenizer file", "")
              .file(".*/model/(tokenizer\\.json|vocab\\.txt)")
              .gone(BREAKING, "texts are not taken any more: tell their callers first")
              .added(STRONGER, "the service makes tokens of texts itself")
              .any(UNJUDGED, "texts become other tokens: does the model know them?"),
          At.the("requests to measure with", "")
              .file(".*profile/requests\\.json")
              .any(NEUTRAL, "what is measured is of other requests"),
          At.the("program that ships", "")
              .file(".*\\.(jar|so|dll|dylib)(\\.[0-9.]+)?")
              .gone(BREAKING, "what needs it does not start")
              .any(UNJUDGED, "another version of it: its changes are in its own notes"),
          At.the("build context", "lines/[]")
              .file(".*ignore")
              .when(
                  place -> place.isNew() && isBack(place),
                  WEAKER,
                  "more is sent to the engine, and may end in the image",
                  false)
              .when(
                  place -> place.isGone() && isBack(place),
                  NEUTRAL,
                  "less is sent to the engine",
                  false)
              .gone(WEAKER, "more is sent to the engine, and may end in the image")
              .added(NEUTRAL, "less is sent to the engine"),
          At.the("script", "")
              .file(".*/(check|release|run|gates|test-routes|pin-base-images)")
              .gone(WEAKER, "the step of its README cannot be done"));

  private ShippedRules() {}

  /// Whether a line takes back what a line before left out.
  private static boolean isBack(Place place) {
    return place.present().asText("").strip().startsWith("!");
  }
}
