// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.evidence.RunLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Knows whose records the project in a folder has. Two projects may have one name, as a copy has:
/// each has records of its own, unless a person says that they share.
///
/// The first folder of a name has the records under the name itself, and takes over those that were
/// kept before folders counted. A folder that is gone leaves them to the next one of its name: it
/// was moved, or is a pipeline's of that day.
public final class FolderRecords {

  private static final String KIND = "folder";
  private static final int MOST = 10_000;

  private final RunLog runs;
  private final InstantSource clock;

  public FolderRecords(RunLog runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// Which records a folder has, once it was said.
  private record Claim(String folder, String records) {

    private boolean stands() {
      return Files.isRegularFile(Path.of(folder, OpenProject.FILE));
    }
  }

  /// Of a folder that is opened; one that was never seen gets its records now.
  ///
  /// @param name of the project in it
  Whose of(Path folder, String name) throws ProblemException {
    List<Claim> claims = claims(name);
    Optional<Claim> known = of(claims, folder);
    if (known.isPresent()) {
      return new Whose(known.get().records(), note(claims, known.get(), name));
    }
    Optional<Claim> other =
        claims.stream().filter(each -> each.records().equals(name) && each.stands()).findFirst();
    Claim own = new Claim(folder.toString(), other.isPresent() ? marked(folder, name) : name);
    keep(name, own);
    return new Whose(own.records(), note(claims, own, name));
  }

  /// Gives a folder the records of another one.
  public Whose share(OpenedProject opened, OpenedProject with) throws ProblemException {
    String name = opened.project().name();
    if (!with.project().name().equals(name)) {
      throw Problem.input(
              "records.other-project",
              "The records of " + with.project().name() + " cannot be those of " + name,
              "Records name their project, and the two folders hold projects of two names",
              "Name a folder with another copy of " + name)
          .asException();
    }
    return said(opened, with.records());
  }

  /// Gives a folder records of its own.
  public Whose own(OpenedProject opened) throws ProblemException {
    String name = opened.project().name();
    boolean taken =
        claims(name).stream()
            .anyMatch(each ->
                each.records().equals(name)
                    && each.stands()
                    && !each.folder().equals(opened.folder().toString()));
    return said(opened, taken ? marked(opened.folder(), name) : name);
  }

  private Whose said(OpenedProject opened, String records) throws ProblemException {
    String name = opened.project().name();
    var claim = new Claim(opened.folder().toString(), records);
    keep(name, claim);
    return new Whose(records, note(claims(name), claim, name));
  }

  private static String marked(Path folder, String name) {
    return name + "@" + Sha256.of(folder.toString().getBytes(StandardCharsets.UTF_8)).brief();
  }

  private static Optional<Claim> of(List<Claim> claims, Path folder) {
    return claims.stream().filter(each -> each.folder().equals(folder.toString())).findFirst();
  }

  /// Which other folders, that still are there, have the same records, or those of the same name.
  private static Optional<String> note(List<Claim> claims, Claim own, String name) {
    List<String> sharing = new ArrayList<>();
    List<String> apart = new ArrayList<>();
    for (Claim each : claims) {
      if (!each.folder().equals(own.folder()) && each.stands()) {
        (each.records().equals(own.records()) ? sharing : apart).add(each.folder());
      }
    }
    if (!sharing.isEmpty()) {
      return Optional.of("shared with " + String.join(", ", sharing));
    }
    return apart.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this folder's own; another project named %s is in %s. To share: %s"
                .formatted(
                    name,
                    String.join(", ", apart),
                    Shell.line(
                        "slipway",
                        "evidence",
                        "whose",
                        own.folder(),
                        "--share-with",
                        apart.getFirst())));
  }

  /// The last word on each folder.
  private List<Claim> claims(String name) throws ProblemException {
    Map<String, Claim> last = new LinkedHashMap<>();
    for (RunLog.Run run : runs.history(name, KIND, MOST)) {
      JsonNode said = Json.tree(run.json());
      var claim = new Claim(said.path("folder").asText(), said.path("records").asText());
      last.putIfAbsent(claim.folder(), claim);
    }
    return List.copyOf(last.values());
  }

  private void keep(String name, Claim claim) throws ProblemException {
    runs.keep(
        new RunLog.Run(
            name + "-" + KIND + "-" + UUID.randomUUID(),
            KIND,
            name,
            claim.records(),
            clock.instant(),
            Json.line(claim)));
  }
}
