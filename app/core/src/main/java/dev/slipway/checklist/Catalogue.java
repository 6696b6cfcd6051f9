// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Evidence;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The questions to a release, and how their answers are judged.
///
/// @param gates in the order in which a release passes them
/// @param severities what each severity means
/// @param maxAgeDays how long evidence of a source stays fresh while its inputs do not change
/// @param policy what people may set aside, and how many of them it takes
/// @param statedBy by the name of a setting, the command that states it, as in [Item#run]
/// @param flags what each flag of `applies_when` means
/// @param settings defaults; empty where the project must say
public record Catalogue(
    String id,
    String version,
    String title,
    List<Step> steps,
    List<Gate> gates,
    Map<String, String> severities,
    List<String> roles,
    Map<Evidence.Source, Integer> maxAgeDays,
    Policy policy,
    Map<String, String> statedBy,
    Map<String, String> flags,
    SortedMap<String, Optional<String>> settings,
    List<Item> items) {

  /// Where the catalogue that ships stands on the class path, as people write it.
  public static final String SHIPPED = "/dev/slipway/checklist/production-readiness.yaml";

  /// The same as JSON, which a program reads in a small part of the time.
  public static final String SHIPPED_JSON = "/dev/slipway/checklist/production-readiness.json";

  private static final String NAME = "catalogue";

  public Catalogue {
    steps = List.copyOf(steps);
    gates = List.copyOf(gates);
    severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    roles = List.copyOf(roles);
    maxAgeDays = Collections.unmodifiableMap(new EnumMap<>(maxAgeDays));
    statedBy = Map.copyOf(statedBy);
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    items = List.copyOf(items);
  }

  /// Reads a catalogue; one that asks for what it does not define is refused.
  public static Catalogue parse(String yaml) throws ProblemException {
    return CatalogueReader.read(YamlFields.parse(yaml, NAME));
  }

  /// Reads one that was made of such a text.
  public static Catalogue parseJson(String json) throws ProblemException {
    return CatalogueReader.read(new YamlFields(NAME, Json.read(json, Map.class)));
  }

  /// An item by its id.
  public Optional<Item> item(String id) {
    return items.stream().filter(item -> item.id().equals(id)).findFirst();
  }

  /// What people's words and waivers may do.
  ///
  /// @param maxWaiverDays how long a waiver may run, by severity
  /// @param neverWaived items that no waiver sets aside
  /// @param people how many people must say that an item is met which nothing measures, by severity
  /// @param signers how many people sign a gate, at least
  public record Policy(
      Map<String, Integer> maxWaiverDays,
      List<String> neverWaived,
      Map<String, Integer> people,
      int signers) {

    public Policy {
      maxWaiverDays = Map.copyOf(maxWaiverDays);
      neverWaived = List.copyOf(neverWaived);
      people = Map.copyOf(people);
    }

    /// The longest that an item may be waived; 0 where it may not.
    public int waiverDays(Item item) {
      return neverWaived.contains(item.id()) ? 0 : maxWaiverDays.getOrDefault(item.severity(), 0);
    }

    public int people(Item item) {
      return people.getOrDefault(item.severity(), 1);
    }
  }

  /// One of the seven steps.
  public record Step(int number, String title) {}

  /// A pause point.
  public record Gate(String id, String title) {}
}
