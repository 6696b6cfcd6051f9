// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

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
/// @param maxWaiverDays how long a waiver may run, by severity
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
    Map<String, Integer> maxWaiverDays,
    Map<String, String> flags,
    SortedMap<String, Optional<String>> settings,
    List<Item> items) {

  /// Where the catalogue that ships stands on the class path.
  public static final String SHIPPED = "/dev/slipway/checklist/production-readiness.yaml";

  public Catalogue {
    steps = List.copyOf(steps);
    gates = List.copyOf(gates);
    severities = Collections.unmodifiableMap(new LinkedHashMap<>(severities));
    roles = List.copyOf(roles);
    maxAgeDays = Collections.unmodifiableMap(new EnumMap<>(maxAgeDays));
    maxWaiverDays = Map.copyOf(maxWaiverDays);
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    items = List.copyOf(items);
  }

  /// Reads a catalogue; one that asks for what it does not define is refused.
  public static Catalogue parse(String yaml) throws ProblemException {
    return CatalogueReader.read(yaml);
  }

  /// One of the seven steps.
  public record Step(int number, String title) {}

  /// A pause point.
  public record Gate(String id, String title) {}
}
