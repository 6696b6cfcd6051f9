// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Shell;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Python of the user's, as it says of itself without importing anything of the model's.
///
/// @param program as the user named it: a link into a virtual environment stays one
/// @param version of Python
/// @param packages versions by the names of what is installed
public record PythonEnvironment(Path program, String version, SortedMap<String, String> packages) {

  private static final String OLDEST = "3.9";

  private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

  private static final int LONGEST = 60;

  public PythonEnvironment {
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
  }

  /// The command that makes a Python tell of itself.
  public static List<String> question(Path program, Framework framework) {
    return Stream.concat(
            Stream.of(program.toString(), "-c", Script.part("probe.py")),
            framework.packages().stream())
        .toList();
  }

  /// @param said what it said on its standard output
  public static PythonEnvironment read(Path program, String said) throws ProblemException {
    JsonNode told;
    try {
      told = Json.tree(said.strip().lines().reduce("", (before, line) -> line));
    } catch (ProblemException e) {
      throw noPython(program, "It does not answer as Python does.");
    }
    String version = told.path("python").asText();
    if (!NUMBERS.matcher(version).matches() || !told.path("packages").isObject()) {
      throw noPython(program, "It does not answer as Python does.");
    }
    SortedMap<String, String> packages = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : told.path("packages").properties()) {
      packages.put(one.getKey(), brief(one.getValue().asText()));
    }
    return new PythonEnvironment(program, brief(version), packages);
  }

  /// @param why what shows that it is none
  public static ProblemException noPython(Path program, String why) {
    return Problem.input(
            "bridge.no-python",
            program + " is no Python that can be used",
            why,
            "Name the Python that has the model's packages, such as --python .venv/bin/python.")
        .asException();
  }

  /// Versions are shown and kept: what is no version is cut.
  private static String brief(String version) {
    return version.length() > LONGEST ? version.substring(0, LONGEST) : version;
  }

  /// Refuses a Python that cannot do the work, with the command that mends it.
  public void require(Framework framework) throws ProblemException {
    if (isOlder(version, OLDEST)) {
      throw Problem.environment(
              "bridge.python-old",
              "%s is Python %s".formatted(program, version),
              "The script needs Python %s or newer.".formatted(OLDEST),
              "Make an environment with a newer Python, and save the model there again.")
          .asException();
    }
    List<String> lacking = new ArrayList<>();
    List<String> install = new ArrayList<>(List.of(program.toString(), "-m", "pip", "install"));
    for (Framework.Requirement needed : framework.requirements()) {
      String there = packages.get(needed.name());
      if (there == null) {
        lacking.add(needed.name());
        install.add(needed.specifier());
      } else if (isOlder(there, needed.minimum())) {
        lacking.add("%s %s (it has %s)".formatted(needed.name(), needed.minimum(), there));
        install.add(needed.specifier());
      }
    }
    if (!lacking.isEmpty()) {
      throw Problem.environment(
              "bridge.packages-missing",
              "%s cannot export a model of %s".formatted(program, framework.text()),
              "It lacks " + String.join(", ", lacking) + ".",
              Shell.line(install.toArray()))
          .asException();
    }
  }

  /// By the numbers alone: `2.6.0+debian` is 2.6.0.
  private static boolean isOlder(String version, String minimum) {
    Matcher numbers = NUMBERS.matcher(version);
    return numbers.lookingAt()
        && Version.parse(numbers.group()).compareTo(Version.parse(minimum)) < 0;
  }
}
