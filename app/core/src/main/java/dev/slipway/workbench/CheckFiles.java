// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.verify.BundleVerifier;
import dev.slipway.verify.EngineChoice;
import dev.slipway.verify.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the files of a bundle before they are written where they go: by Slipway's own rules, and
/// by the real tools that are installed. Starts nothing of the bundle, and keeps no evidence.
public final class CheckFiles {

  /// What was found.
  ///
  /// @param tools those that check such files: what is there ran, and what is not says how to get
  ///   it
  public record Answer(List<Finding> findings, List<Doctor.Capability> tools) {
    public Answer {
      findings = List.copyOf(findings);
      tools = List.copyOf(tools);
    }

    public boolean passed() {
      return findings.stream().noneMatch(Finding.Failed.class::isInstance);
    }
  }

  private final Map<String, String> environment;

  /// @param environment variables that say where tools are
  public CheckFiles(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// @param files of a whole bundle
  public Answer check(List<GeneratedFile> files, Progress progress)
      throws ProblemException, InterruptedException {
    Path scratch = scratch();
    try {
      Path bundle = scratch.resolve("bundle");
      progress.step(0, "laying the files out");
      new BundleWriter().write(files, bundle, Overwrite.REFUSE_EDITED);
      var verifier = new BundleVerifier(environment, finding -> {});
      var request =
          new VerifyRequest(
              bundle, Optional.empty(), Optional.empty(), EngineChoice.NONE, Duration.ZERO);
      List<Finding> findings = verifier.verify(request, progress.part(0.3, 1)).findings();
      return new Answer(
          findings,
          verifier.tools().entrySet().stream()
              .map(each -> Doctor.of(each.getKey(), each.getValue()))
              .toList());
    } finally {
      TemporaryFolder.delete(scratch);
    }
  }

  private static Path scratch() throws ProblemException {
    try {
      return Files.createTempDirectory("slipway-check");
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "check.no-scratch",
              "The files cannot be laid out to be checked",
              String.valueOf(e.getMessage()),
              "See that the folder for temporary files may be written to and has room."),
          e);
    }
  }
}
