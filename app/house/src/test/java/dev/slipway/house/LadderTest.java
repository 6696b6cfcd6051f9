// SPDX-License-Identifier: Apache-2.0
package dev.slipway.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.slipway.house.House.ROOMS_WITHIN;
import static dev.slipway.house.House.STAGES;
import static dev.slipway.house.House.checkNames;
import static dev.slipway.house.House.packages;
import static dev.slipway.house.House.room;
import static dev.slipway.house.House.stages;
import static dev.slipway.house.House.within;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who sees whom: the order of the stages, of the rooms within them, and of the Maven rooms. A rule
/// is changed by an ADR, never by an exception.
final class LadderTest {

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
                  checkNames(
                      noClasses()
                          .that()
                          .resideInAPackage(room(STAGES.get(i)))
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
                            checkNames(
                                noClasses()
                                    .that()
                                    .resideInAPackage(within(rooms.get(i)))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAnyPackage(
                                        rooms.subList(i + 1, rooms.size()).stream()
                                            .map(House::within)
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
                checkNames(
                    noClasses()
                        .that()
                        .resideInAPackage(room("nosuchroom"))
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
        Stream.concat(
                STAGES.stream(),
                Stream.of("serving", "measure", "spark", "tracker", "cli", "desktop"))
            .map(House::room)
            .toArray(String[]::new);
    checkNames(
        classes()
            .that()
            .resideInAPackage("dev.slipway..")
            .should()
            .resideInAnyPackage(known)
            .because("a line of code knows its room"));
  }

  @Test
  void measureKnowsServingAlone() {
    checkNames(
        noClasses()
            .that()
            .resideInAnyPackage(room("measure"), room("base"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.slipway..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(room("serving"), room("measure"), room("base")))))
            .because("it ships alone, in the profiler image"));
  }

  @Test
  void servingKnowsNothingOfOurs() {
    checkNames(
        noClasses()
            .that()
            .resideInAPackage(room("serving"))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.slipway..")
                    .and(DescribedPredicate.not(resideInAnyPackage(room("serving")))))
            .because("it ships alone, in the generated container"));
  }

  @Test
  void coreKnowsNoFrontEndAndNoStore() {
    checkNames(
        noClasses()
            .that()
            .resideInAnyPackage(stages())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(room("tracker"), room("cli"), room("desktop"))
            .because("front ends and the store plug into the flow, not the other way round"));
  }

  @Test
  void frontEndsDoNotKnowEachOther() {
    checkNames(
        noClasses()
            .that()
            .resideInAPackage(room("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("desktop"))
            .because("the command line runs where there is no JavaFX"));
    checkNames(
        noClasses()
            .that()
            .resideInAPackage(room("desktop"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("cli"))
            .because("what both need belongs to the workbench"));
  }
}
