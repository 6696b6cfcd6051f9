// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.inspect.Inspector;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.model.ModelIntake;
import dev.slipway.serving.SamplePicture;
import dev.slipway.serving.http.OipPaths;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.preparation.PreparationException;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where pictures are taken: a JPEG and a PNG, as files and as Base64, are answered as the tensors
/// are that `slipway predict` makes of them, value by value.
final class ImagesCheck implements ServiceCheck {

  private static final String CHECK = "Pictures are answered as their tensors are, bit by bit";

  /// A picture as callers send it.
  @SuppressWarnings("ArrayRecordComponent") // of a picture, compared by nobody
  private record Sent(String type, byte[] file) {}

  private static final List<Sent> PICTURES =
      List.of(
          new Sent("image/jpeg", SamplePicture.jpeg()), new Sent("image/png", SamplePicture.png()));

  @Override
  public String title() {
    return "pictures";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    Optional<String> file = rehearsal.bundle().named("preparation.json");
    if (file.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    int asked = 0;
    try {
      Preparation preparation = PreparationReader.read(rehearsal.bundle().path(file.get()));
      if (preparation.images().isEmpty()) {
        return;
      }
      ImageInputs inputs =
          ImageInputs.of(
              Inspector.inspect(ModelIntake.open(rehearsal.model())).signature().inputs(),
              preparation.images().get());
      for (Sent picture : PICTURES) {
        byte[] bytes = picture.file();
        Map<String, Tensor> request =
            inputs.request(
                PictureFile.of(bytes, bytes.length).decode(() -> true), TensorMemory.FRESH);
        Http.Reply reply = rehearsal.infer(Json.line(InferenceJson.request(request)));
        if (reply.status() == 200) {
          Map<String, Tensor> answer = Golden.answer(reply.body(), "The answer");
          difference(rehearsal, preparation.labels(), picture, answer)
              .ifPresent(why -> problems.add(problem(picture.type() + ": " + why)));
          asked++;
        }
      }
    } catch (InferenceException unreadable) {
      report.failed(CHECK, unreadable(unreadable.reason()));
      return;
    } catch (PreparationException unreadable) {
      report.failed(CHECK, unreadable(unreadable.what() + ": " + unreadable.why()));
      return;
    }
    if (asked == 0) {
      report.notRun(
          CHECK, "the service answers the tensors of none of the pictures that are tried");
      return;
    }
    report.judge(CHECK, Words.count(asked, "picture"), problems.stream().limit(1).toList());
  }

  private static Optional<String> difference(
      Rehearsal rehearsal, List<String> labels, Sent picture, Map<String, Tensor> answer)
      throws ProblemException, InterruptedException {
    var service = rehearsal.service().data();
    String json = "{\"images\":[\"" + Base64.getEncoder().encodeToString(picture.file()) + "\"]}";
    for (Http.Reply reply :
        List.of(
            rehearsal.http().post(service, OipPaths.IMAGES, picture.file(), picture.type()),
            rehearsal.http().post(service, OipPaths.IMAGES, json))) {
      if (reply.status() != 200) {
        return Optional.of("The answer is " + reply.status() + ": " + reply.body());
      }
      Optional<String> difference =
          NamedAnswers.difference(labels, answer, 1, Json.tree(reply.body()).path("images"));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Problem unreadable(String why) {
    return ServiceCheck.problem(
        "images",
        "What the bundle says of pictures cannot be read.",
        why,
        "Export the bundle again.");
  }

  private static Problem problem(String why) {
    return ServiceCheck.problem(
        "images",
        "A picture is answered otherwise than its tensor.",
        why,
        "Export the bundle again, with the runtime of this version.");
  }
}
