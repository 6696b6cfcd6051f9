// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.bundle.VerifyingKey;
import dev.slipway.evidence.Evidence;
import dev.slipway.verify.BundleVerifier;
import dev.slipway.verify.EngineChoice;
import dev.slipway.verify.Verification;
import dev.slipway.verify.VerifyRequest;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Verifies a bundle by really running it; keeps evidence where the project is known.
public final class VerifyBundle {

  static final String KIND = "verification";

  /// What to verify, and how.
  ///
  /// @param bundle a folder, or a zip file
  /// @param engine whether a container engine may be used
  /// @param load how long the service is loaded at the objectives' peak
  /// @param key file of the public key whose signature is demanded
  public record Request(Path bundle, boolean engine, Duration load, Optional<Path> key) {

    /// Without a demand for a signature.
    public Request(Path bundle, boolean engine, Duration load) {
      this(bundle, engine, load, Optional.empty());
    }
  }

  private final Map<String, String> environment;
  private final Trail trail;
  private final Shelf shelf;

  /// @param environment variables that say where engines and tools are
  VerifyBundle(Map<String, String> environment, Trail trail, Shelf shelf) {
    this.environment = Map.copyOf(environment);
    this.trail = trail;
    this.shelf = shelf;
  }

  static String command(Path bundle) {
    return Shell.line("slipway", "verify", bundle);
  }

  public Verification verify(Request request, Optional<OpenedProject> project, Progress progress)
      throws ProblemException, InterruptedException {
    return verify(request, project, finding -> {}, progress);
  }

  /// @param listener hears each finding at once, on this thread
  public Verification verify(
      Request request,
      Optional<OpenedProject> project,
      Consumer<Finding> listener,
      Progress progress)
      throws ProblemException, InterruptedException {
    Optional<VerifyingKey> key = Optional.empty();
    if (request.key().isPresent()) {
      key = Optional.of(VerifyingKey.read(request.key().get()));
    }
    var order =
        new VerifyRequest(
            request.bundle(),
            Optional.empty(),
            Optional.empty(),
            request.engine() ? EngineChoice.AUTO : EngineChoice.PROCESS,
            request.load(),
            key);
    if (project.isEmpty()) {
      return new BundleVerifier(environment, listener).verify(order, progress);
    }
    Sha256 before = Hashes.bundle(request.bundle());
    Verification verification = new BundleVerifier(environment, listener).verify(order, progress);
    if (!Hashes.bundle(request.bundle()).equals(before)) {
      throw changedMeanwhile(request.bundle());
    }
    keep(project.get(), request.bundle(), before, verification);
    return verification;
  }

  /// What was found is of files that are no longer there.
  static ProblemException changedMeanwhile(Path bundle) {
    return Problem.gate(
            "verify.changed-meanwhile",
            "The bundle in " + bundle + " changed while it was verified; nothing is kept of it.",
            "What was found is of files that no longer lie there.",
            "Verify it again, while nobody else writes there.")
        .asException();
  }

  private void keep(OpenedProject opened, Path bundle, Sha256 before, Verification verification)
      throws ProblemException {
    Sha256 model = Hashes.of(opened.model());
    var inputs = Fact.Inputs.none().and("model", model).and(Hashes.BUNDLE, before);
    List<Fact> facts = new ArrayList<>();
    verification
        .measurements()
        .forEach((key, found) ->
            facts.add(
                Fact.of(key, found.value(), found.unit(), bound(key, verification, inputs))
                    .from(Evidence.Source.REHEARSAL)));
    trail.keep(opened, model, command(bundle), facts);
    shelf.keep(opened, model, KIND, shelf.newId(opened, KIND), inputs, verification);
  }

  /// A verdict on a latency holds for the limit that the bundle states.
  private static Fact.Inputs bound(String key, Verification verification, Fact.Inputs inputs) {
    String at = key.substring(key.lastIndexOf('_') + 1);
    return Optional.ofNullable(verification.measurements().get("serving.limit_" + at + "_ms"))
        .filter(limit -> key.startsWith(ServiceFacts.OBJECTIVE))
        .map(limit -> inputs.and(Hashes.latency(at), Hashes.latency(at, limit.value())))
        .orElse(inputs);
  }
}
