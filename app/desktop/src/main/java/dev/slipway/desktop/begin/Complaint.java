// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.ProblemException;
import dev.slipway.desktop.begin.AssistantViewModel.Page;
import dev.slipway.desktop.begin.AssistantViewModel.Rows;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.objective.ProjectWriter;
import dev.slipway.request.InputShapes;
import dev.slipway.request.StatedShapes;
import dev.slipway.workbench.LookedModel;

/// What is missing or wrong in the answers of a page, in words; empty where nothing is.
final class Complaint {

  private Complaint() {}

  static String of(Page page, Answers now, Rows rows, LookedModel model) {
    try {
      return switch (page) {
        case GOAL, REVIEW -> "";
        case DATA -> ofData(now, rows);
        case SIZES -> ofSizes(now.shapes(), model);
        case TRAFFIC ->
            Answers.stated(now.peak()).isPresent() == now.average().isBlank()
                ? Texts.of("begin.traffic-both")
                : ofAnswers(now, model);
        case RUNNING ->
            !now.region().isBlank() && now.cloud().isBlank()
                ? Texts.of("begin.no-cloud")
                : ofAnswers(now, model);
      };
    } catch (ProblemException e) {
      boolean sizes = page == Page.SIZES;
      return e.problem().what() + (sizes ? ". " + e.problem().why() : "");
    }
  }

  private static String ofData(Answers now, Rows found) {
    if (found.problem().isPresent()) {
      return found.problem().get().what() + ". " + found.problem().get().remedy();
    }
    if (now.holdout().isBlank()) {
      return now.reference().isBlank() ? "" : Texts.of("begin.no-holdout");
    }
    if (found.table().isPresent() && !found.table().get().columns().contains(now.label())) {
      return now.label().isBlank()
          ? Texts.of("begin.no-label")
          : Texts.of("begin.other-label", now.label());
    }
    return found.table().isEmpty() ? Texts.of("begin.reading") : "";
  }

  private static String ofSizes(StatedShapes shapes, LookedModel model) throws ProblemException {
    InputShapes.of(model.inspection().signature(), shapes);
    return "";
  }

  /// Units and numbers, as the reader of `slipway.yaml` judges them.
  private static String ofAnswers(Answers now, LookedModel model) throws ProblemException {
    ProjectWriter.starter(now.project(model));
    return "";
  }
}
