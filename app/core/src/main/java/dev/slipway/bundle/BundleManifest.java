// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.util.List;
import java.util.SortedMap;

/// What `bundle.json` says: where every file and every number comes from.
///
/// @param tool version of Slipway that made the bundle
/// @param project the project's name
/// @param version the project's version
/// @param model hash of the model
/// @param targets hash over the templates by target
/// @param files every file but `bundle.json`, by path
/// @param reasons every choice of the plan, by key
public record BundleManifest(
    String tool,
    String project,
    String version,
    Sha256 model,
    SortedMap<String, Sha256> targets,
    SortedMap<String, Entry> files,
    SortedMap<String, Reason> reasons) {

  /// Its name in every bundle.
  public static final String FILE = "bundle.json";

  /// One file.
  ///
  /// @param template path of the template; empty for a copied file
  /// @param templateSha256 hash of the template's bytes; empty for a copied file
  /// @param uses keys of the plan that the template read
  public record Entry(
      Sha256 sha256,
      boolean executable,
      String target,
      String template,
      String templateSha256,
      List<String> uses) {
    public Entry {
      uses = List.copyOf(uses);
    }
  }

  /// Why a number is what it is.
  ///
  /// @param value as text, with a point
  /// @param basis `measured`, `objective`, `price`, `rule` or `assumed`
  public record Reason(String value, String unit, String basis, String because) {}
}
