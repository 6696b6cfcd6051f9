// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.evidence.RunLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores results, so that a later run or the other front end can show them again.
public final class Shelf {

  private static final String INPUTS = "inputs";
  private static final String RESULT = "result";

  /// The project as it is: results that were found from anything else are stale.
  ///
  /// @param hashes by the names that inputs have
  public record Now(String release, SortedMap<String, String> hashes) {

    public static Now of(OpenedProject opened, Sha256 model) throws ProblemException {
      return of(opened, model, opened.bundleFolder());
    }

    /// The same for what was found of the model as it is, whichever variant ships.
    public Now ofOriginal(OpenedProject opened) throws ProblemException {
      return new Now(opened.release(Hashes.of(opened.original())), hashes);
    }

    public static Now of(OpenedProject opened, Sha256 model, Path bundle) throws ProblemException {
      return new Now(opened.release(model), Hashes.of(opened, bundle));
    }
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final RunLog runs;
  private final InstantSource clock;

  public Shelf(RunLog runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// A name for a run that starts now, unlike that of any other.
  public String newId(OpenedProject opened, String kind) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return opened.project().name()
        + "-"
        + kind
        + "-"
        + STAMP.format(clock.instant())
        + "-"
        + unique;
  }

  /// @param inputs what the result was found from
  public void keep(
      OpenedProject opened, Sha256 model, String kind, String id, Fact.Inputs inputs, Object result)
      throws ProblemException {
    var kept = new LinkedHashMap<String, Object>();
    kept.put(INPUTS, inputs.hashes());
    kept.put(RESULT, result);
    runs.keep(
        new RunLog.Run(
            id, kind, opened.records(), opened.release(model), clock.instant(), Json.line(kept)));
  }

  /// The last result of a kind of the release as it is, so that two versions keep theirs side by
  /// side; where it has none, the last of any other. One that this version can no longer read
  /// counts as none.
  public <T> Optional<Recorded<T>> latest(
      OpenedProject opened, Now now, String kind, Class<T> type, String command)
      throws ProblemException {
    Optional<RunLog.Run> run = shown(opened, now, kind);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    Kept<T> kept;
    try {
      kept = Json.read(run.get().json(), Kept.class, type);
    } catch (ProblemException olderForm) {
      return Optional.empty();
    }
    return kept.result() == null
        ? Optional.empty()
        : Optional.of(
            new Recorded<>(
                kept.result(), run.get().at(), stale(run.get(), kept.inputs(), now), command));
  }

  /// A run as [#keep] writes it.
  private record Kept<T>(@Nullable Map<String, String> inputs, @Nullable T result) {}

  /// The run that [#latest] reads.
  public Optional<RunLog.Run> shown(OpenedProject opened, Now now, String kind)
      throws ProblemException {
    Optional<RunLog.Run> own = runs.latest(opened.records(), kind, now.release());
    return own.isPresent() ? own : runs.latest(opened.records(), kind);
  }

  /// The results of a kind, newest first, of any release, as they are kept.
  public List<JsonNode> history(OpenedProject opened, String kind, int most)
      throws ProblemException {
    List<JsonNode> all = new ArrayList<>();
    for (RunLog.Run run : runs.history(opened.records(), kind, most)) {
      all.add(Json.tree(run.json()).path(RESULT));
    }
    return all;
  }

  private static Optional<String> stale(
      RunLog.Run run, @Nullable Map<String, String> inputs, Now now) {
    if (!run.release().equals(now.release())) {
      return Optional.of("it is of release " + run.release());
    }
    return (inputs == null ? Map.<String, String>of() : inputs)
        .entrySet().stream()
            .filter(input -> !Objects.equals(input.getValue(), now.hashes().get(input.getKey())))
            .map(input ->
                now.hashes().containsKey(input.getKey())
                    ? "the " + input.getKey() + " has changed since"
                    : "the " + input.getKey() + " that it is of is not there any more")
            .findFirst();
  }
}
