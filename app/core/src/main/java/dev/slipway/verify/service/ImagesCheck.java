// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.serving.SamplePicture;
import dev.slipway.serving.http.OipPaths;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where pictures are taken: a JPEG and a PNG, as files and as Base64, are answered as the tensors
/// are that `slipway predict` makes of them, value by value.
final class ImagesCheck implements ServiceCheck {

  private static final String CHECK = "Pictures are answered as their tensors are, bit by bit";

  /// A service may take fewer pictures at once.
  private static final int TOO_MANY = 413;

  /// A picture as callers send it.
  @SuppressWarnings("ArrayRecordComponent") // of a picture, compared by nobody
  private record Sent(String type, byte[] file) {}

  private static final List<Sent> PICTURES =
      List.of(
          new Sent("image/jpeg", SamplePicture.jpeg()), new Sent("image/png", SamplePicture.png()));

  /// @param requests the tensors of each picture
  private record Known(List<String> labels, List<Map<String, Tensor>> requests) {}

  @Override
  public String title() {
    return "pictures";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    var check = new PreparedCheck(CHECK, "images", rehearsal, report);
    Optional<Known> read =
        check.read((said, file) -> {
          if (said.images().isEmpty()) {
            return Optional.empty();
          }
          ImageInputs inputs = ImageInputs.of(check.inputs(), said.images().get());
          List<Map<String, Tensor>> requests = new ArrayList<>();
          for (Sent picture : PICTURES) {
            byte[] bytes = picture.file();
            requests.add(
                inputs.request(PictureFile.of(bytes).decode(() -> true), TensorMemory.FRESH));
          }
          return Optional.of(new Known(said.labels(), requests));
        });
    if (read.isPresent()) {
      ask(check, read.get());
    }
  }

  private static void ask(PreparedCheck check, Known known)
      throws ProblemException, InterruptedException {
    Rehearsal rehearsal = check.rehearsal();
    List<Sent> sent = new ArrayList<>();
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (int i = 0; i < PICTURES.size(); i++) {
      Http.Reply reply = rehearsal.infer(Json.line(InferenceJson.request(known.requests().get(i))));
      if (reply.status() == 200) {
        sent.add(PICTURES.get(i));
        answers.add(Golden.answer(reply.body(), "The answer"));
      }
    }
    if (sent.isEmpty()) {
      check
          .report()
          .notRun(CHECK, "the service answers the tensors of none of the pictures that are tried");
      return;
    }
    List<Problem> problems =
        difference(rehearsal, known.labels(), sent, answers)
            .map(why ->
                check.problem(
                    "A picture is answered otherwise than its tensor.",
                    why,
                    "Export the bundle again, with the runtime of this version."))
            .stream()
            .toList();
    check.report().judge(CHECK, Words.count(sent.size(), "picture"), problems);
  }

  /// Each as a file and as JSON, and all of them together where the service takes so many.
  private static Optional<String> difference(
      Rehearsal rehearsal, List<String> labels, List<Sent> sent, List<Map<String, Tensor>> answers)
      throws ProblemException, InterruptedException {
    Http http = rehearsal.http();
    var service = rehearsal.service().data();
    for (int i = 0; i < sent.size(); i++) {
      Sent picture = sent.get(i);
      for (Http.Reply reply :
          List.of(
              http.post(service, OipPaths.IMAGES, picture.file(), picture.type()),
              http.post(service, OipPaths.IMAGES, json(List.of(picture))))) {
        Optional<String> difference = difference(labels, answers.subList(i, i + 1), reply);
        if (difference.isPresent()) {
          return difference.map(why -> picture.type() + ": " + why);
        }
      }
    }
    Http.Reply together = http.post(service, OipPaths.IMAGES, json(sent));
    return together.status() == TOO_MANY
        ? Optional.empty()
        : difference(labels, answers, together).map(why -> "All together: " + why);
  }

  private static Optional<String> difference(
      List<String> labels, List<Map<String, Tensor>> answers, Http.Reply reply)
      throws ProblemException {
    return reply.status() == 200
        ? NamedAnswers.differences(
            "Picture", labels, answers, Json.tree(reply.body()).path("images"))
        : Optional.of("The answer is " + reply.status() + ": " + reply.body());
  }

  private static String json(List<Sent> pictures) {
    return pictures.stream()
        .map(picture -> '"' + Base64.getEncoder().encodeToString(picture.file()) + '"')
        .collect(Collectors.joining(",", "{\"images\":[", "]}"));
  }
}
