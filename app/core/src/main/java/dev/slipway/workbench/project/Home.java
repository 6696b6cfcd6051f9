// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.project;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Where machine state lives, outside of any project: the ledger, raw measurements, the user's own
/// templates and prices.
///
/// @param teamTemplates folders of targets that are read besides the user's own, such as a team's
public record Home(Path folder, List<Path> teamTemplates) {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  public Home {
    teamTemplates = List.copyOf(teamTemplates);
  }

  public Home(Path folder) {
    this(folder, List.of());
  }

  /// With the folders of targets that `SLIPWAY_TEMPLATES` lists, and those that were named.
  public static Home of(Path folder, List<Path> named, Map<String, String> environment) {
    var folders = new ArrayList<Path>();
    SEPARATOR
        .splitAsStream(environment.getOrDefault("SLIPWAY_TEMPLATES", ""))
        .filter(listed -> !listed.isBlank())
        .forEach(listed -> folders.add(Path.of(listed).toAbsolutePath()));
    named.forEach(one -> folders.add(one.toAbsolutePath()));
    return new Home(folder, folders);
  }

  public Path database() {
    return folder.resolve("slipway.db");
  }

  /// Raw samples, histograms and logs, a folder a run.
  public Path runs() {
    return folder.resolve("runs");
  }

  /// ONNX models that came of others, by hash.
  public Path converted() {
    return folder.resolve("converted");
  }

  /// What is of use only while a window looks at it.
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /// Scripts of the bridge to Python, and what came over it.
  public Path bridge() {
    return folder.resolve("bridge");
  }

  /// Readings of searches, so that none is measured twice.
  public Path searches() {
    return folder.resolve("searches");
  }

  /// Hashes of bundles' files, a file a bundle.
  public Path hashes() {
    return folder.resolve("hashes");
  }

  /// Exports that are not decided yet, a file a project.
  public Path drafts() {
    return folder.resolve("drafts");
  }

  /// Targets that the user adds or overrides.
  public Path templates() {
    return folder.resolve("templates");
  }

  /// Price files that add to the shipped ones or replace rows of them.
  public Path prices() {
    return folder.resolve("prices");
  }

  /// All folders of targets; what a later one holds wins.
  List<Path> templateFolders() {
    var all = new ArrayList<Path>(teamTemplates);
    all.add(0, templates());
    return all;
  }
}
