// SPDX-License-Identifier: Apache-2.0
package dev.slipway.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may know whom. Each rule says why it is there; a rule is changed by an ADR, never by an
/// exception.
final class HouseRulesTest {

  /// The flow, in its order: a stage sees those before it, measure and serving.
  private static final List<String> STAGES =
      List.of(
          "base",
          "evidence",
          "model",
          "inspect",
          "request",
          "data",
          "evaluate",
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
  private static final List<List<String>> ROOMS_WITHIN =
      List.of(
          List.of(
              "measure.verdict",
              "measure.machine",
              "measure.load",
              "measure.golden",
              "measure.wire",
              "measure.service",
              "measure.target"),
          List.of("request.", "request.image", "request.token"),
          List.of("profile.", "profile.compare", "profile.search", "profile.child", "profile.host"),
          List.of("bundle.render", "bundle.target", "bundle.", "bundle.release"),
          List.of(
              "workbench.project",
              "workbench.variants",
              "workbench.search",
              "workbench.report",
              "workbench."));

  private static final String[] PURE =
      packages("objective", "cost", "plan", "checklist").toArray(String[]::new);

  private static JavaClasses rooms;

  @BeforeAll
  static void readAllRooms() {
    rooms =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.slipway");
    for (String room :
        List.of("serving", "measure", "base", "workbench", "tracker", "cli", "desktop")) {
      assertTrue(
          rooms.stream().anyMatch(c -> c.getPackageName().startsWith("dev.slipway." + room)),
          "no class of " + room + " was read, so that nothing would be checked");
    }
  }

  @TestFactory
  Stream<DynamicTest> noStageLooksAhead() {
    return IntStream.range(0, STAGES.size() - 1)
        .mapToObj(i -> {
          String[] later =
              packages(STAGES.subList(i + 1, STAGES.size()).toArray(String[]::new))
                  .toArray(String[]::new);
          return dynamicTest(
              STAGES.get(i),
              () ->
                  check(
                      noClasses()
                          .that()
                          .resideInAPackage(of(STAGES.get(i)))
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(later)
                          .because(
                              "the flow goes one way: a stage takes nothing from a later one")));
        });
  }

  @TestFactory
  Stream<DynamicTest> noRoomWithinAStageLooksAhead() {
    return ROOMS_WITHIN.stream()
        .flatMap(rooms ->
            IntStream.range(0, rooms.size() - 1)
                .mapToObj(i ->
                    dynamicTest(
                        rooms.get(i),
                        () ->
                            check(
                                noClasses()
                                    .that()
                                    .resideInAPackage(within(rooms.get(i)))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAnyPackage(
                                        rooms.subList(i + 1, rooms.size()).stream()
                                            .map(HouseRulesTest::within)
                                            .toArray(String[]::new))
                                    .because(
                                        "a stage that is several stories tells them in order")))));
  }

  /// Otherwise a room that was renamed would pass unlooked at.
  @Test
  void aRuleThatMatchesNoClassFails() {
    var error =
        assertThrows(
            AssertionError.class,
            () ->
                check(
                    noClasses()
                        .that()
                        .resideInAPackage(of("no-such-room"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.sql..")));
    assertTrue(
        String.valueOf(error.getMessage()).contains("failed to check any classes"),
        error.toString());
  }

  @Test
  void everyPackageOfOursIsInARoomThatTheRulesKnow() {
    String[] known =
        Stream.concat(STAGES.stream(), Stream.of("serving", "measure", "tracker", "cli", "desktop"))
            .map(HouseRulesTest::of)
            .toArray(String[]::new);
    check(
        classes()
            .that()
            .resideInAPackage("dev.slipway..")
            .should()
            .resideInAnyPackage(known)
            .because("a line of code knows its room"));
  }

  @Test
  void measureKnowsServingAlone() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(of("measure"), of("base"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.slipway..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(of("serving"), of("measure"), of("base")))))
            .because("it ships alone, in the profiler image"));
  }

  @Test
  void servingKnowsNothingOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAPackage(of("serving"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.slipway..")
                    .and(DescribedPredicate.not(resideInAnyPackage(of("serving")))))
            .because("it ships alone, in the generated container"));
  }

  @Test
  void coreKnowsNoFrontEndAndNoStore() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages(STAGES.toArray(String[]::new)).toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(of("tracker"), of("cli"), of("desktop"))
            .because("front ends and the store plug into the flow, not the other way round"));
  }

  @Test
  void frontEndsDoNotKnowEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage(of("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(of("desktop"))
            .because("the command line runs where there is no JavaFX"));
    check(
        noClasses()
            .that()
            .resideInAPackage(of("desktop"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(of("cli"))
            .because("what both need belongs to the workbench"));
  }

  @TestFactory
  Stream<DynamicTest> librariesStayInTheirRoom() {
    return Stream.of(
        only("javafx..", "the toolkit belongs to the desktop", of("desktop")),
        only(
            "java.sql..",
            "SQL belongs to the tracker, which keeps records, and to the questions about data"
                + " files, which keep none (ADR 10)",
            of("tracker"),
            of("data.sql")),
        only("org.duckdb..", "data files are read in one place", of("data.sql")),
        only("picocli..", "the command line belongs to the cli", of("cli")),
        only(
            "ai.onnxruntime..", "one room runs models, so that what is timed ships", of("serving")),
        only("io.netty..", "one room speaks the wire", of("serving")),
        only(
            "io.grpc..",
            "what speaks gRPC is the service, and the load that measures it",
            of("serving"),
            of("measure.wire")),
        only("freemarker..", "templates are rendered in one place", of("bundle")),
        only("org.apache.commons.compress..", "bundles are packed in one place", of("bundle")),
        only("com.github.difflib..", "bundles are compared in one place", of("bundle")),
        only("com.github.dockerjava..", "the engine is driven in one place", of("verify")));
  }

  @Test
  void processesStartInOnePlaceForModelsAndInOneForTools() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(of("base"), of("verify.tool"), of("verify.service"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .because(
                "a child process is for isolation or for a real tool, and is killed in one way"));
  }

  @Test
  void everyToolIsOneOfTheCatalogue() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ToolCatalogue.class.getName())
            .should()
            .callConstructor(
                Tool.class,
                String.class,
                String.class,
                String.class,
                Tool.Control.class,
                List.class)
            .because(
                "each tool of the catalogue is tested in every way to be of no use, and shown by"
                    + " doctor"));
  }

  @Test
  void theMiddleIsPure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
            .because("objectives, costs, plans and checklists are functions of records"));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .because("the same records give the same answer, whenever and wherever"));
  }

  @Test
  void publicTypesOfStagesAreClosed() {
    check(
        classes()
            .that()
            .resideInAnyPackage(packages(STAGES.toArray(String[]::new)).toArray(String[]::new))
            .and()
            .arePublic()
            .should(beClosed())
            .because("data is a record, a choice is sealed, a verb is final"));
  }

  @Test
  void viewModelsNeverTouchTheScene() {
    check(
        noClasses()
            .that(simpleNameEndingWith("ViewModel"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
            .because("a view model is tested without a toolkit"));
  }

  @Test
  void onlyJobsCrossToTheFxThread() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.slipway.desktop.jobs..")
            .should()
            .callMethodWhere(calls("javafx.application.Platform", "runLater"))
            .because("one bridge between threads can be understood"));
  }

  @Test
  void onlyTheWorkbenchWritesEvidence() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(of("workbench"), of("tracker"), of("checklist"))
            .should()
            .callMethodWhere(calls("dev.slipway.evidence.Ledger", "append"))
            .because("both front ends leave the same trail"));
  }

  @Test
  void nobodyPrintsButTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(of("cli"), of("serving"))
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("a library that prints cannot be used by a window"));
  }

  @Test
  void namesSayWhatATypeDoes() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
            .because("such a name says nothing, so everything ends up there"));
  }

  @Test
  void noStaticChanges() {
    check(
        fields()
            .that()
            .areStatic()
            .and(isWritten())
            .should()
            .beFinal()
            .because("what changes is handed in"));
  }

  private static DescribedPredicate<JavaMethodCall> calls(String type, String method) {
    return DescribedPredicate.describe(
        "calls " + type + "." + method,
        call ->
            call.getTarget().getName().equals(method)
                && call.getTarget().getOwner().isAssignableTo(type));
  }

  private static DynamicTest only(String library, String because, String... roomsOfIt) {
    return dynamicTest(
        library,
        () ->
            check(
                noClasses()
                    .that()
                    .resideOutsideOfPackages(roomsOfIt)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .because(because)));
  }

  /// Not made by the compiler, as the table of a switch over an enum is.
  private static DescribedPredicate<JavaField> isWritten() {
    return DescribedPredicate.describe(
        "are written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be a record, an interface, an enum or final") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.isInterface()
                || type.isEnum()
                || type.isRecord()
                || type.getModifiers().contains(JavaModifier.FINAL);
        events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open"));
      }
    };
  }

  private static Stream<String> packages(String... stages) {
    return Stream.of(stages).map(HouseRulesTest::of);
  }

  private static String of(String room) {
    return "dev.slipway." + room + "..";
  }

  /// A room of a stage; one that ends in a dot is the stage's own package alone.
  private static String within(String room) {
    return room.endsWith(".") ? "dev.slipway." + room.substring(0, room.length() - 1) : of(room);
  }

  /// A rule that matches no class fails: that is the library's own default.
  private static void check(ArchRule rule) {
    rule.check(rooms);
  }
}
