// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import dev.slipway.base.Words;
import dev.slipway.bundle.render.TemplateValues;
import dev.slipway.model.Signature;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The content of `bundle.json`: the origin of every file and every number.
///
/// @param tool version of Slipway that made the bundle
/// @param project the project's name
/// @param version the project's version
/// @param model hash of the model
/// @param signature what goes into the model and what comes out; empty in a bundle of a version
///   that did not say
/// @param evidence what was measured of the model, by key, such as `evaluation.score`
/// @param targets hash over the templates by target
/// @param checks names of the programs that check a target's files, by target; none where it is not
///   there
/// @param files every file but `bundle.json`, by path
/// @param own the team's own files as they were at the export, by path; they are not of it
/// @param reasons every choice of the plan, by key
/// @param sources where else numbers come from, by what their origins are called or begin with:
///   `profile`, `fixed: --tail=200`
public record BundleManifest(
    String tool,
    String project,
    String version,
    Sha256 model,
    Optional<Signature> signature,
    SortedMap<String, Reason> evidence,
    SortedMap<String, Sha256> targets,
    SortedMap<String, List<String>> checks,
    SortedMap<String, Entry> files,
    SortedMap<String, Sha256> own,
    SortedMap<String, Reason> reasons,
    SortedMap<String, Reason> sources) {

  /// Its name in every bundle.
  public static final String FILE = "bundle.json";

  /// What it is signed by, where it is: see [SigningKey].
  public static final String SIGNATURE = "bundle.json.sig";

  /// One file.
  ///
  /// @param template path of the template; empty for a copied file
  /// @param templateSha256 hash of the template's bytes; empty for a copied file
  /// @param uses keys of the plan that the template read
  /// @param numbers every number of the file, in order
  public record Entry(
      Sha256 sha256,
      boolean executable,
      String target,
      String template,
      String templateSha256,
      List<String> uses,
      List<Figure> numbers) {
    public Entry {
      uses = List.copyOf(uses);
      numbers = List.copyOf(numbers);
    }
  }

  /// A number in a file.
  ///
  /// @param line where it stands, from 1
  /// @param text its digits, with their unit where both are one word: `500m`
  /// @param origins keys of the plan; paths of what was stated or measured, such as
  ///   `evaluation.score.low`; or a reason that begins with `rule: ` or `assumed: `. The first
  ///   begins with `= ` where it says how the number follows from the others. Empty for one that
  ///   nobody gave a reason.
  public record Figure(int line, String text, List<String> origins) {
    public Figure {
      origins = List.copyOf(origins);
    }
  }

  /// Why a number is what it is.
  ///
  /// @param value as text, with a point
  /// @param basis `measured`, `objective`, `set-by-hand`, `price`, `rule`, `assumed`, `stated` or
  ///   `fixed`
  public record Reason(String value, String unit, String basis, String because) {

    /// Whether the value is the same on the same ground; a reason told in other words is no change.
    public boolean isSameValue(Reason other) {
      return value.equals(other.value) && unit.equals(other.unit) && basis.equals(other.basis);
    }

    /// The ground for a person: `set by hand`.
    public String inWords() {
      return Words.ofId(basis);
    }
  }

  /// Every choice of a plan, by key.
  static SortedMap<String, Reason> reasons(Plan plan) {
    SortedMap<String, Reason> reasons = new TreeMap<>();
    for (Map.Entry<Key<?>, Choice<?>> entry : plan.choices().entrySet()) {
      Choice<?> choice = entry.getValue();
      reasons.put(
          entry.getKey().name(),
          new Reason(
              plain(choice.written()),
              entry.getKey().unit(),
              TemplateValues.kebab(choice.basis().name()),
              choice.because()));
    }
    return reasons;
  }

  private static String plain(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
