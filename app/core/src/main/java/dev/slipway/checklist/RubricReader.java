// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.ProblemException;
import dev.slipway.checklist.MlTestScore.Band;
import dev.slipway.checklist.MlTestScore.Section;
import dev.slipway.checklist.MlTestScore.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a rubric and refuses one that asks for items which the catalogue does not have.
final class RubricReader {

  private RubricReader() {}

  static MlTestScore read(String yaml, Catalogue catalogue) throws ProblemException {
    YamlFields root = YamlFields.parse(yaml, "rubric");
    root.oneOf("schema", List.of("slipway/rubric/v1"));
    root.oneOf("catalogue", List.of(catalogue.id()));
    var sections = new ArrayList<Section>();
    for (YamlFields section : root.each("sections")) {
      sections.add(new Section(section.text("id"), section.text("title")));
    }
    var tests = new ArrayList<Test>();
    for (YamlFields test : root.each("tests")) {
      tests.add(test(test, sections, catalogue));
    }
    return new MlTestScore(sections, tests, bands(root.at("scoring")));
  }

  private static Test test(YamlFields fields, List<Section> sections, Catalogue catalogue)
      throws ProblemException {
    var itemsWhen = new LinkedHashMap<String, List<String>>();
    if (fields.map().containsKey("items_when")) {
      YamlFields when = fields.at("items_when");
      for (Object flag : when.map().keySet()) {
        if (!catalogue.flags().containsKey(String.valueOf(flag))) {
          throw when.problem("there is no flag " + flag);
        }
        itemsWhen.put(String.valueOf(flag), known(when, String.valueOf(flag), catalogue));
      }
    }
    return new Test(
        fields.text("id"),
        fields.oneOf("section", sections.stream().map(Section::id).toList()),
        fields.text("title"),
        known(fields, "items", catalogue),
        itemsWhen);
  }

  private static List<String> known(YamlFields fields, String name, Catalogue catalogue)
      throws ProblemException {
    List<String> items = fields.texts(name);
    for (String item : items) {
      if (catalogue.item(item).isEmpty()) {
        throw fields.problem("the catalogue has no item " + item);
      }
    }
    return items;
  }

  private static List<Band> bands(YamlFields scoring) throws ProblemException {
    var bands = new ArrayList<Band>();
    for (YamlFields band : scoring.each("bands")) {
      Map<?, ?> fields = band.map();
      String bound = fields.containsKey("exactly") ? band.text("exactly") : band.text("up_to");
      try {
        double upTo = Double.parseDouble(bound);
        bands.add(new Band(upTo, band.text("label"), band.text("meaning")));
      } catch (NumberFormatException e) {
        throw band.problem("`" + bound + "` is not a number");
      }
    }
    return bands;
  }
}
