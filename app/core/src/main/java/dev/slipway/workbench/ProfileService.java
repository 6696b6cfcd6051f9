// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.Golden;
import dev.slipway.inspect.Inspection;
import dev.slipway.objective.Objectives;
import dev.slipway.profile.Block;
import dev.slipway.profile.Profile;
import dev.slipway.profile.Workload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Measures a service that runs elsewhere, with the project's own requests, at the peak of its
/// traffic; the evidence is of the kind `target`.
public final class ProfileService {

  private final Trail trail;

  ProfileService(Trail trail) {
    this.trail = trail;
  }

  /// What was found.
  ///
  /// @param compared requests whose answers were held against the model's own
  public record Served(Block block, List<Profile.LatencyVerdict> verdicts, int compared) {
    public Served {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// @param url of the service, without a path
  public Served measure(OpenedProject opened, URI url, Profile.Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    checkAddress(url);
    Inspection inspection = InspectModel.look(opened);
    Sha256 model = inspection.model().sha256();
    Objectives objectives = opened.project().objectives();
    progress.step(0, "asking the project's model");
    Golden golden =
        ExampleRequests.of(opened, inspection, RunProfile.SEED).answeredBy(opened.model());
    var run =
        new ServiceRun(
            new Workload(
                opened.project().name(),
                opened.project().version(),
                model,
                tier,
                objectives.traffic().map(Objectives.Traffic::peak),
                objectives.latency()),
            golden);
    Served served = run.against(url, progress);
    String command = "slipway profile " + opened.folder() + " --url " + url;
    trail.keep(opened, model, command, run.facts(served));
    return served;
  }

  /// An address from outside the program.
  static URI address(String text) throws ProblemException {
    try {
      URI url = new URI(text);
      checkAddress(url);
      return url;
    } catch (URISyntaxException e) {
      throw new ProblemException(unwritable(text), e);
    }
  }

  private static void checkAddress(URI url) throws ProblemException {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!(http || "https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw unwritable(url.toString()).asException();
    }
    if (url.getUserInfo() != null || url.getQuery() != null) {
      // The whole address goes into the evidence.
      throw Problem.input(
              "service.secret-in-address",
              "The address of the service holds more than a host and a port",
              "A name, a password or a query in it would stand in the evidence",
              "Write it as http://localhost:8080")
          .asException();
    }
  }

  private static Problem unwritable(String url) {
    return Problem.input(
        "service.address",
        "'" + url + "' is no address of a service",
        "It does not begin with http:// or https:// and a host",
        "Write it as http://localhost:8080");
  }
}
