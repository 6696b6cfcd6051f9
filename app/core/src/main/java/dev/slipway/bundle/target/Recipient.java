// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.base.Nearest;
import dev.slipway.base.Words;
import java.util.Optional;
import java.util.stream.Stream;

/// Who receives a bundle. A target says in its `target.yaml` by `for` whom it is handed to.
public enum Recipient {
  KUBERNETES(
      "A Kubernetes team",
      "Manifests for staging and production, alerts with their routes, a dashboard, and the papers"
          + " that a platform team takes over."),
  SERVER(
      "One server",
      "One machine with Docker Compose: the service with its monitoring beside it, and how to run"
          + " both."),
  AWS(
      "A team on AWS",
      "The service on Fargate by one CloudFormation template, with alarms from the objectives, and"
          + " the papers."),
  REGULATED(
      "A regulated organisation",
      "All that a Kubernetes team gets, and what an auditor asks for: bill of materials, data"
          + " contract, admission policies, index of the evidence."),
  EVERYTHING(
      "Everything",
      "Every kind of artefact that there is, to look around or to choose from later.");

  private final String title;
  private final String sentence;

  Recipient(String title, String sentence) {
    this.title = title;
    this.sentence = sentence;
  }

  /// As commands and `target.yaml` write it.
  public String id() {
    return Words.id(this);
  }

  /// Who that is, for a person.
  public String title() {
    return title;
  }

  /// What they get, in a sentence.
  public String sentence() {
    return sentence;
  }

  public static Optional<Recipient> of(String id) {
    return Stream.of(values()).filter(each -> each.id().equals(id)).findFirst();
  }

  /// The id that is most like a word that is none.
  static String nearest(String word) {
    return Nearest.of(word, Stream.of(values()).map(Recipient::id).toList()).orElse("");
  }
}
