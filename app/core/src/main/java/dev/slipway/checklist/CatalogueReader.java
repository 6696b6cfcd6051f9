// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.Item.Reference;
import dev.slipway.evidence.Attestation;
import dev.slipway.evidence.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads a catalogue and refuses one that contradicts itself.
final class CatalogueReader {

  private static final String SCHEMA = "slipway/checklist/v1";

  private static final List<String> SEVERITIES = List.of("blocker", "major", "minor");

  private final YamlFields root;

  private CatalogueReader(YamlFields root) {
    this.root = root;
  }

  static Catalogue read(YamlFields root) throws ProblemException {
    root.onlyKnows(
        "schema",
        "id",
        "version",
        "title",
        "steps",
        "gates",
        "severities",
        "roles",
        "states",
        "evidence_sources",
        "waiver_policy",
        "attestation_policy",
        "sign_off_policy",
        "applicability_flags",
        "settings",
        "settings_stated_by",
        "items");
    root.oneOf("schema", List.of(SCHEMA));
    return new CatalogueReader(root).catalogue();
  }

  private Catalogue catalogue() throws ProblemException {
    var catalogue =
        new Catalogue(
            root.text("id"),
            root.text("version"),
            root.text("title"),
            steps(),
            gates(),
            severities(),
            root.texts("roles"),
            maxAgeDays(),
            policy(),
            described("settings_stated_by"),
            described("applicability_flags"),
            new TreeMap<>(root.at("settings").scalars()),
            List.of());
    return new Catalogue(
        catalogue.id(),
        catalogue.version(),
        catalogue.title(),
        catalogue.steps(),
        catalogue.gates(),
        catalogue.severities(),
        catalogue.roles(),
        catalogue.maxAgeDays(),
        catalogue.policy(),
        catalogue.statedBy(),
        catalogue.flags(),
        catalogue.settings(),
        items(catalogue));
  }

  private List<Catalogue.Step> steps() throws ProblemException {
    var steps = new ArrayList<Catalogue.Step>();
    for (YamlFields step : root.each("steps")) {
      steps.add(new Catalogue.Step(step.number("id"), step.text("title")));
    }
    return steps;
  }

  private List<Catalogue.Gate> gates() throws ProblemException {
    var gates = new ArrayList<Catalogue.Gate>();
    for (YamlFields gate : root.each("gates")) {
      gates.add(new Catalogue.Gate(gate.text("id"), gate.text("title")));
    }
    return gates;
  }

  private Map<String, String> severities() throws ProblemException {
    Map<String, String> severities = described("severities");
    if (!List.copyOf(severities.keySet()).equals(SEVERITIES)) {
      throw root.problem("`severities` are " + SEVERITIES + ", in this order");
    }
    return severities;
  }

  private Map<String, String> described(String name) throws ProblemException {
    var described = new LinkedHashMap<String, String>();
    root.at(name).scalars().forEach((key, value) -> described.put(key, value.orElse("")));
    return described;
  }

  private Map<Evidence.Source, Integer> maxAgeDays() throws ProblemException {
    YamlFields sources = root.at("evidence_sources");
    var days = new EnumMap<Evidence.Source, Integer>(Evidence.Source.class);
    for (Evidence.Source source : Evidence.Source.values()) {
      days.put(source, sources.at(source.id()).number("max_age_days"));
    }
    return days;
  }

  private Catalogue.Policy policy() throws ProblemException {
    root.at("waiver_policy").onlyKnows("max_days", "never");
    root.at("attestation_policy").onlyKnows("people");
    root.at("sign_off_policy").onlyKnows("people");
    return new Catalogue.Policy(
        bySeverity("waiver_policy", "max_days"),
        root.at("waiver_policy").texts("never"),
        bySeverity("attestation_policy", "people"),
        root.at("sign_off_policy").number("people"));
  }

  private Map<String, Integer> bySeverity(String policy, String name) throws ProblemException {
    YamlFields numbers = root.at(policy).at(name);
    var by = new LinkedHashMap<String, Integer>();
    for (String severity : SEVERITIES) {
      by.put(severity, numbers.number(severity));
    }
    return by;
  }

  private List<Item> items(Catalogue catalogue) throws ProblemException {
    var items = new ArrayList<Item>();
    var ids = new HashSet<String>();
    for (YamlFields fields : root.each("items")) {
      Item item = item(fields, catalogue);
      if (!ids.add(item.id())) {
        throw fields.problem("two items have this id");
      }
      items.add(item);
    }
    return items;
  }

  private static Item item(YamlFields fields, Catalogue catalogue) throws ProblemException {
    fields.onlyKnows(
        "id",
        "step",
        "gate",
        "title",
        "why",
        "how",
        "evidence",
        "evidence_key",
        "evidence_from",
        "pass_when",
        "run",
        "max_age_days",
        "applies_when",
        "severity",
        "owner",
        "references");
    String id = fields.text("id");
    Item.Means means = means(fields);
    boolean compares = means == Item.Means.MEASURED || means == Item.Means.REPORTED;
    PassRule rule = compares ? rule(fields.at("pass_when"), catalogue) : PassRule.NONE;
    return new Item(
        id,
        step(fields, catalogue),
        fields.oneOf("gate", catalogue.gates().stream().map(Catalogue.Gate::id).toList()),
        fields.text("title"),
        fields.text("why"),
        fields.text("how"),
        means,
        means == Item.Means.MEASURED ? fields.texts("run") : List.of(),
        compares ? fields.text("evidence_key") : Attestation.keyOf(id),
        rule.operator(),
        rule.wanted(),
        fields.oneOf("severity", SEVERITIES),
        fields.oneOf("owner", catalogue.roles()),
        flag(fields, catalogue),
        compares ? source(fields) : Evidence.Source.MANUAL,
        fields.wholeNumber("max_age_days"),
        references(fields));
  }

  private static Item.Means means(YamlFields fields) throws ProblemException {
    String id =
        fields.oneOf("evidence", Stream.of(Item.Means.values()).map(Item.Means::id).toList());
    return Stream.of(Item.Means.values())
        .filter(means -> means.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static int step(YamlFields fields, Catalogue catalogue) throws ProblemException {
    int step = fields.number("step");
    if (catalogue.steps().stream().noneMatch(s -> s.number() == step)) {
      throw fields.problem("there is no step " + step);
    }
    return step;
  }

  private static Optional<String> flag(YamlFields fields, Catalogue catalogue)
      throws ProblemException {
    return fields.optional("applies_when").isEmpty()
        ? Optional.empty()
        : Optional.of(fields.oneOf("applies_when", catalogue.flags().keySet()));
  }

  private static Evidence.Source source(YamlFields fields) throws ProblemException {
    var ids = new ArrayList<String>();
    for (Evidence.Source source : Evidence.Source.values()) {
      ids.add(source.id());
    }
    return Evidence.Source.of(fields.oneOf("evidence_from", ids));
  }

  private static PassRule rule(YamlFields fields, Catalogue catalogue) throws ProblemException {
    fields.onlyKnows("op", "value");
    var rule = new PassRule(fields.oneOf("op", PassRule.OPERATORS), fields.text("value"));
    if (rule.setting().filter(s -> !catalogue.settings().containsKey(s)).isPresent()) {
      throw fields.problem("there is no setting " + rule.wanted());
    }
    if (rule.setting().isEmpty() && !rule.sensible()) {
      throw fields.problem("`" + rule.operator() + "` needs a number");
    }
    return rule;
  }

  private static List<Reference> references(YamlFields fields) throws ProblemException {
    var references = new ArrayList<Reference>();
    for (YamlFields reference : fields.each("references")) {
      references.add(new Reference(reference.text("name"), reference.text("url")));
    }
    return references;
  }
}
