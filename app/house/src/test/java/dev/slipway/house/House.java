// SPDX-License-Identifier: Apache-2.0
package dev.slipway.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/// The classes of all rooms, read once, and the order in which they see one another.
final class House {

  /// The flow, in its order: a stage sees those before it, measure and serving.
  static final List<String> STAGES =
      List.of(
          "base",
          "evidence",
          "model",
          "inspect",
          "request",
          "data",
          "evaluate",
          "score",
          "objective",
          "profile",
          "cost",
          "plan",
          "bundle",
          "verify",
          "checklist",
          "workbench");

  /// Rooms with rooms in them, each list in its order: a room sees those before it. A name that
  /// ends in a dot is the stage's own package without the rooms in it.
  static final List<List<String>> ROOMS_WITHIN =
      List.of(
          List.of(
              "measure.verdict",
              "measure.machine",
              "measure.load",
              "measure.golden",
              "measure.wire",
              "measure.service",
              "measure.target"),
          List.of("inspect.", "inspect.compare"),
          List.of("profile.", "profile.compare", "profile.search", "profile.child", "profile.host"),
          List.of("bundle.alert", "bundle.render", "bundle.target", "bundle.", "bundle.release"),
          List.of(
              "workbench.project",
              "workbench.bridge",
              "workbench.variants",
              "workbench.search",
              "workbench.history",
              "workbench.report",
              "workbench."));

  private House() {}

  /// With all that they name of others, as far as its supertypes.
  private static final class Whole {
    private static final JavaClasses ROOMS = read();
  }

  /// What is in them alone: to read what they name of others takes most of the time.
  private static final class Own {
    private static final JavaClasses ROOMS =
        ArchConfiguration.withThreadLocalScope(here -> {
          here.setResolveMissingDependenciesFromClassPath(false);
          return read();
        });
  }

  private static JavaClasses read() {
    JavaClasses rooms =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.slipway");
    for (String room :
        List.of("serving", "measure", "base", "workbench", "spark", "tracker", "cli", "desktop")) {
      assertTrue(
          rooms.stream().anyMatch(c -> c.getPackageName().startsWith("dev.slipway." + room)),
          "no class of " + room + " was read, so that nothing would be checked");
    }
    return rooms;
  }

  static Stream<String> packages(String... stages) {
    return Stream.of(stages).map(House::room);
  }

  static String[] stages() {
    return packages(STAGES.toArray(String[]::new)).toArray(String[]::new);
  }

  static String room(String room) {
    return "dev.slipway." + room + "..";
  }

  /// A room of a stage; one that ends in a dot is the stage's own package alone.
  static String within(String room) {
    return room.endsWith(".") ? "dev.slipway." + room.substring(0, room.length() - 1) : room(room);
  }

  /// A rule that matches no class fails: that is the library's own default.
  static void check(ArchRule rule) {
    rule.check(Whole.ROOMS);
  }

  /// The same for a rule that asks who names whom, and not what else that is.
  static void checkNames(ArchRule rule) {
    rule.check(Own.ROOMS);
  }
}
