// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.base.Bytes;
import dev.slipway.base.Sha256;
import dev.slipway.model.pickle.Value.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What a pickle, a joblib dump or a skops file is, and what loading it in Python would run.
///
/// @param file its name
/// @param format such as `a joblib dump (zlib)`
/// @param imports the most dangerous first, else in the order of the file
/// @param components the estimators in it, the outermost first
/// @param libraries what is known of the versions that wrote it
/// @param obstacles to turning the model into ONNX, each in a sentence without its full stop
public record PickleReport(
    String file,
    Bytes size,
    Sha256 sha256,
    String format,
    List<Named> imports,
    List<Component> components,
    List<String> libraries,
    List<String> obstacles) {

  public PickleReport {
    imports = List.copyOf(imports);
    components = List.copyOf(components);
    libraries = List.copyOf(libraries);
    obstacles = List.copyOf(obstacles);
  }

  /// One name that would be imported.
  ///
  /// @param called whether it would be called too
  public record Named(String name, Trust trust, boolean called) {}

  /// @param obstacles of the model to becoming ONNX; asked only where the file holds an object
  public static PickleReport of(
      PickleFile read,
      String name,
      Bytes size,
      Sha256 sha256,
      Function<Instance, List<String>> obstacles) {
    List<Named> imports = new ArrayList<>();
    for (Trust trust : List.of(Trust.DANGEROUS, Trust.UNKNOWN, Trust.HARMLESS)) {
      read.imports().stream()
          .filter(each -> Trust.of(each.name()) == trust)
          .map(each -> new Named(each.name().qualified(), trust, each.called()))
          .forEach(imports::add);
    }
    List<Component> components = Components.of(read.value());
    Optional<Instance> model = Instances.of("", read.value());
    return new PickleReport(
        name,
        size,
        sha256,
        read.format(),
        imports,
        components,
        libraries(read.imports(), components),
        model.map(obstacles).orElse(List.of()));
  }

  /// The same with other obstacles.
  public PickleReport with(List<String> others) {
    return new PickleReport(file, size, sha256, format, imports, components, libraries, others);
  }

  /// The names of a trust.
  public List<Named> imports(Trust trust) {
    return imports.stream().filter(each -> each.trust() == trust).toList();
  }

  private static List<String> libraries(List<Import> imports, List<Component> components) {
    SortedSet<String> versions = new TreeSet<>();
    components.forEach(
        each -> each.version().ifPresent(version -> versions.add("scikit-learn " + version)));
    for (Import each : imports) {
      Name name = each.name();
      if (name.module().startsWith("numpy._core")) {
        versions.add("NumPy 2 or newer");
      } else if (name.module().startsWith("numpy.core")) {
        versions.add("NumPy 1");
      }
      for (String library : List.of("joblib", "pandas", "scipy", "xgboost", "lightgbm")) {
        if (name.module().equals(library) || name.module().startsWith(library + ".")) {
          versions.add(library);
        }
      }
    }
    return List.copyOf(versions);
  }
}
