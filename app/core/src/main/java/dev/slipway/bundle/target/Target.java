// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import dev.slipway.objective.Objectives;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A kind of artefact that a bundle can hold, as its `target.yaml` describes it.
///
/// @param id the folder's name, such as `kubernetes`
/// @param steps which of the seven steps it serves
/// @param requires other targets that it cannot do without
/// @param reads other targets whose options hold for its files too, whether they are exported or
///   not
/// @param needs what a project must state in `slipway.yaml`, of [#NEEDS]
public record Target(
    String id,
    String title,
    String description,
    List<Integer> steps,
    List<Option> options,
    List<String> requires,
    List<String> reads,
    List<String> needs) {

  private static final String BATCH = "objectives.batch";

  /// What a target can need.
  public static final Set<String> NEEDS = Set.of(BATCH);

  public Target {
    steps = List.copyOf(steps);
    options = List.copyOf(options);
    requires = List.copyOf(requires);
    reads = List.copyOf(reads);
    needs = List.copyOf(needs);
  }

  /// What it needs and the objectives do not state; empty where it can be made.
  public List<String> lacking(Objectives objectives) {
    return objectives.batch().isPresent()
        ? List.of()
        : needs.stream().filter(BATCH::equals).toList();
  }

  /// The command that states a need, with numbers that are an example.
  public static String statedBy(String need) {
    return "slipway set PROJECT \"" + need + "={rows: 50 million, every: day, within: 2 h}\"";
  }

  /// Something the user may set.
  ///
  /// @param type `text`, `number`, `truth` or `choice`
  /// @param defaultValue as text
  /// @param rule a pattern for text, `low..high` for a number, values for a choice separated by
  ///   `|`; empty for none
  /// @param example a value that somebody might give; empty where the default tells enough
  /// @param advanced whether most people leave it as it is
  public record Option(
      String name,
      String type,
      String defaultValue,
      String rule,
      String help,
      String example,
      boolean advanced) {

    private static final Pattern ABBREVIATED = Pattern.compile("(?i)\\b(cpu|jdk|sbom|tls|url)\\b");

    /// Its name as a person reads it: `Client namespaces`.
    public String label() {
      String words = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
      return ABBREVIATED
          .matcher(words.replace('-', ' '))
          .replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
    }
  }
}
