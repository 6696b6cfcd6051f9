// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.engine.BuildOrder;
import dev.slipway.verify.engine.ContainerEngine;
import dev.slipway.verify.engine.ImageFacts;
import dev.slipway.verify.service.Http.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The service once more, as it is set up to ask who is asking: with a token and a certificate that
/// are made for the check. The other checks run without them, over plain HTTP.
final class AccessRehearsal {

  private static final String TOKENS = "Only callers with a token are let in";
  private static final String TLS = "Requests are encrypted";
  private static final String ROTATION = "Tokens change without a restart";

  /// Longer than the service takes to look at its files again.
  private static final Duration ROTATED = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final BundleFolder bundle;
  private final ServiceSheet sheet;
  private final String example;
  private final Report report;
  private final ServiceAccess access;
  private final List<Problem> problems = new ArrayList<>();

  /// @param example a request that the service answers
  AccessRehearsal(
      BundleFolder bundle,
      ServiceAccess access,
      ServiceSheet sheet,
      String example,
      Report report) {
    this.bundle = bundle;
    this.access = access;
    this.sheet = sheet;
    this.example = example;
    this.report = report;
  }

  /// As a process, whose files lie in a folder of this machine.
  void asProcess() throws ProblemException, InterruptedException {
    if (access.isOpen() || !fit()) {
      return;
    }
    String token = ThrowAwaySecrets.token();
    try (ThrowAwaySecrets secrets = ThrowAwaySecrets.of(access)) {
      secrets.admit(List.of("# made for a check", token));
      Map<String, String> variables = access.at(file -> secrets.place(file).toString());
      try (RunningService service = ProcessService.start(bundle, sheet, variables)) {
        look(service, secrets, token);
        rotate(service, secrets, token);
      }
    }
  }

  /// In a container of an image that holds them where they would be mounted: an engine on another
  /// machine sees no file of this one.
  void inContainer(ContainerEngine engine, String run)
      throws ProblemException, InterruptedException {
    if (access.isOpen() || !fit()) {
      return;
    }
    String token = ThrowAwaySecrets.token();
    try (ThrowAwaySecrets secrets = ThrowAwaySecrets.of(access)) {
      secrets.admit(List.of(token));
      ImageFacts image = image(engine, run, secrets);
      try (RunningService service =
          ContainerService.start(engine, image.id(), sheet, Map.of(), run)) {
        look(service, secrets, token);
      }
    }
    if (access.tokens().isPresent()) {
      report.notRun(ROTATION, "the container's files are its image's; a process was not asked for");
    }
  }

  private static ImageFacts image(ContainerEngine engine, String run, ThrowAwaySecrets secrets)
      throws ProblemException, InterruptedException {
    Path dockerfile = secrets.folder().resolve("Dockerfile");
    String image = RehearsalRun.tag(run);
    try {
      Files.writeString(
          dockerfile,
          """
          FROM %s
          COPY --chown=65532:65532 app/secrets /app/secrets
          """
              .formatted(image));
    } catch (IOException e) {
      throw Problem.environment(
              "verify.cannot-write",
              "The secrets for the check cannot be written.",
              String.valueOf(e.getMessage()),
              "Make room in the folder for temporary files.")
          .asException();
    }
    BuildOrder order = new BuildOrder(secrets.folder(), dockerfile, image + "-access", run);
    return engine.build(order, line -> {}, Progress.NONE);
  }

  /// Puts a service that was just started through it.
  void look(RunningService service, ThrowAwaySecrets secrets, String token)
      throws ProblemException, InterruptedException {
    try (Http plain = new Http()) {
      RehearsalRun.awaitReady(service, plain, RunningService::management, System.nanoTime());
      Reply metrics = plain.get(service.management(), "/metrics");
      problems.addAll(MetricsCheck.ofSecrets(bundle, metrics.body()));
      if (access.tokens().isPresent()) {
        tokens(service, secrets, token);
      }
      if (access.certificate().isPresent()) {
        encryption(service, secrets, plain, token);
      }
    }
  }

  private boolean fit() {
    Optional<String> unfit = access.unfit();
    unfit.ifPresent(why ->
        report.failed(
            TOKENS,
            ServiceCheck.problem(
                "secrets",
                "The service's settings do not say where its secrets are mounted.",
                why,
                "Export the bundle again.")));
    return unfit.isEmpty();
  }

  private URI data(RunningService service) {
    URI data = service.data();
    return access.certificate().isEmpty() ? data : URI.create("https://" + data.getAuthority());
  }

  private String path() {
    return "/v2/models/" + sheet.model() + "/infer";
  }

  private Reply ask(RunningService service, ThrowAwaySecrets secrets, Optional<String> token)
      throws InterruptedException {
    try (Http http = new Http(secrets.trust(), token)) {
      return http.post(data(service), path(), example);
    }
  }

  private void tokens(RunningService service, ThrowAwaySecrets secrets, String token)
      throws ProblemException, InterruptedException {
    expect(401, "A request without a token", ask(service, secrets, Optional.empty()));
    String wrong = ThrowAwaySecrets.token();
    expect(401, "A request with an unknown token", ask(service, secrets, Optional.of(wrong)));
    expect(200, "A request with the token", ask(service, secrets, Optional.of(token)));
    try (Http http = new Http(secrets.trust(), Optional.empty())) {
      expect(200, "A probe without a token", http.get(data(service), "/v2/health/ready"));
      expect(401, "A look at the model without a token", http.get(data(service), "/v2"));
    }
    if (service.logs().stream().anyMatch(line -> line.contains(token) || line.contains(wrong))) {
      problems.add(
          ServiceCheck.problem(
              "token-logged",
              "The log holds a token.",
              "Whoever reads the log can ask the service.",
              "Export again with a runtime that logs none."));
    }
    judge(TOKENS, "none and a wrong one: 401; the right one: 200; health is open to all");
  }

  private void encryption(
      RunningService service, ThrowAwaySecrets secrets, Http plain, String token)
      throws InterruptedException {
    Optional<String> brought = access.tokens().map(asked -> token);
    expect(200, "A request over TLS", ask(service, secrets, brought));
    expect(0, "A request over plain HTTP", plain.post(service.data(), path(), example));
    judge(
        TLS,
        "a request over TLS is answered, one over plain HTTP is not; the load was put on without"
            + " TLS");
  }

  private void rotate(RunningService service, ThrowAwaySecrets secrets, String old)
      throws ProblemException, InterruptedException {
    if (access.tokens().isEmpty()) {
      return;
    }
    String next = ThrowAwaySecrets.token();
    secrets.admit(List.of(next));
    long until = System.nanoTime() + ROTATED.toNanos();
    Reply reply = ask(service, secrets, Optional.of(next));
    while (reply.status() != 200 && System.nanoTime() - until < 0) {
      Thread.sleep(PAUSE);
      reply = ask(service, secrets, Optional.of(next));
    }
    expect(200, "A request with the new token", reply);
    expect(401, "A request with the old token", ask(service, secrets, Optional.of(old)));
    judge(ROTATION, "the new one is let in, the old one is not");
  }

  private void expect(int status, String what, Reply reply) {
    if (reply.status() != status) {
      problems.add(
          ServiceCheck.problem(
              "access",
              "%s gets %d instead of %d.".formatted(what, reply.status(), status),
              reply.body(),
              "Look at the settings auth.tokens-file and tls.certificate of the service."));
    }
  }

  private void judge(String check, String passed) {
    report.judge(check, passed, List.copyOf(problems));
    problems.clear();
  }
}
