// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.StateVerification;
import dev.slipway.workbench.VerifyBundle;
import dev.slipway.workbench.report.VerificationSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Verifies a bundle by really running it.
@Command(
    name = "verify",
    description = {
      "Verify a bundle: check every artefact, and really run the service.",
      "The image is built and runs under the limits of its own manifest; its answers are compared"
          + " with the model's; it is loaded and stopped. Needs nothing but the bundle."
    },
    footer = {
      "",
      "Example: slipway verify sample-projects/penguin-species/bundle",
      "Without a container engine the same service runs as a local process, where its libraries"
          + " are this Slipway's own or --key names who signed the bundle. What needs an engine is"
          + " not run."
    })
final class VerifyCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "BUNDLE", description = "The bundle's folder or zip file.")
  private Path bundle;

  @Option(
      names = "--no-engine",
      description = "Do not use a container engine even where there is one.")
  private boolean noEngine;

  @Option(
      names = "--key",
      paramLabel = "PUB",
      description =
          "Demand that the owner of this public key signed the bundle: PEM of ECDSA P-256, such as"
              + " cosign.pub (default: no signature is demanded).")
  private @Nullable Path key;

  @Option(
      names = "--statements",
      paramLabel = "FOLDER",
      description =
          "Write there what was found as in-toto statements about the digest of bundle.json:"
              + " test-result.json and verification.json (default: none is written).")
  private @Nullable Path statements;

  @Option(
      names = "--image",
      paramLabel = "IMAGE@DIGEST",
      description =
          "With --statements: the image in a registry that you built from this bundle, as"
              + " NAME@sha256:DIGEST; the statements are about it too (default: about the bundle"
              + " alone).")
  private @Nullable String image;

  @Option(
      names = "--load-seconds",
      defaultValue = "20",
      description =
          "How long to load the service at the objectives' peak; up to four times that where it"
              + " cannot tell (default: ${DEFAULT-VALUE}).")
  private int loadSeconds;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "The project that keeps the result as evidence (default: none keeps it).")
  private @Nullable Path project;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    if (image != null && statements == null) {
      throw Problem.input(
              "verify.image-without-statements",
              "--image is without --statements.",
              "Statements are about the image, and none would be written.",
              "Name their folder by --statements, or leave --image out.")
          .asException();
    }
    if (image != null) {
      StateVerification.checkImage(image);
    }
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      var request =
          new VerifyBundle.Request(
              bundle, !noEngine, Duration.ofSeconds(loadSeconds), Optional.ofNullable(key));
      var opened =
          project == null
              ? Optional.<dev.slipway.workbench.project.OpenedProject>empty()
              : Optional.of(bench.workbench().open().open(project, progress));
      var before =
          statements == null
              ? Optional.<BundleSnapshot>empty()
              : Optional.of(bench.workbench().statements().before(bundle));
      Verification verification = bench.workbench().verify().verify(request, opened, progress);
      progress.clear();
      List<Path> written =
          statements == null || before.isEmpty()
              ? List.of()
              : bench
                  .workbench()
                  .statements()
                  .write(
                      bundle, before.get(), verification, Optional.ofNullable(image), statements);
      if (terminal.json()) {
        terminal.result(verification);
      } else {
        terminal.section(VerificationSection.of(verification));
        terminal.section(VerificationSection.measured(verification));
        written.forEach(file -> terminal.fact("written", file));
      }
      return code(verification).code();
    }
  }

  /// An engine that was lost says nothing of the bundle: neither that it passed nor that it failed.
  static ExitCode code(Verification verification) {
    if (!verification.passed()) {
      return ExitCode.GATE;
    }
    return verification.trouble().map(ExitCode::of).orElse(ExitCode.DONE);
  }
}
