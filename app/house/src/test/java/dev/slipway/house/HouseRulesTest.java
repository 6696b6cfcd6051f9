// SPDX-License-Identifier: Apache-2.0
package dev.slipway.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.slipway.house.House.check;
import static dev.slipway.house.House.packages;
import static dev.slipway.house.House.room;
import static dev.slipway.house.House.stages;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What may be known where, and what types look like. A rule is changed by an ADR, never by an
/// exception.
final class HouseRulesTest {

  private static final String[] PURE =
      packages("objective", "cost", "plan", "bundle.alert", "checklist").toArray(String[]::new);

  @TestFactory
  Stream<DynamicTest> librariesStayInTheirRoom() {
    return Stream.of(
        only("javafx..", "the toolkit belongs to the desktop", room("desktop")),
        only(
            "java.sql..",
            "SQL belongs to the tracker, which keeps records, and to the questions about data"
                + " files, which keep none (ADR 10)",
            room("tracker"),
            room("data.sql")),
        only("org.duckdb..", "data files are read in one place", room("data.sql")),
        only("org.apache.spark..", "the cluster belongs to its job (ADR 19)", room("spark")),
        only("org.apache.hadoop..", "the cluster's stores belong to its job", room("spark")),
        only("org.apache.parquet..", "the cluster's files belong to its job", room("spark")),
        only("picocli..", "the command line belongs to the cli", room("cli")),
        only(
            "ai.onnxruntime..",
            "one room runs models, so that what is timed ships",
            room("serving")),
        only("io.netty..", "one room speaks the wire", room("serving")),
        only(
            "io.grpc..",
            "what speaks gRPC is the service, and the load that measures it",
            room("serving"),
            room("measure.wire")),
        only("freemarker..", "templates are rendered in one place", room("bundle")),
        only(
            "org.apache.commons.compress.archivers..",
            "bundles are packed in one place",
            room("bundle")),
        only(
            "org.apache.commons.compress.compressors..",
            "files of others are unpacked within bounds (ADR 13)",
            room("model.pickle")),
        only("org.tukaani..", "files of others are unpacked within bounds", room("model.pickle")),
        only("com.github.difflib..", "bundles are compared in one place", room("bundle")),
        only("com.github.dockerjava..", "the engine is driven in one place", room("verify")));
  }

  @Test
  void processesStartInOnePlaceForModelsAndInOneForTools() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(room("base"), room("verify.tool"), room("verify.service"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .because(
                "a child process is for isolation or for a real tool, and is killed in one way"));
  }

  @Test
  void picklesAreReadByWhatCanRunNothing() {
    check(
        noClasses()
            .that()
            .resideInAPackage(room("model.pickle"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.lang.reflect..", "java.net..", "javax.script..", "java.beans..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ClassLoader.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Runtime")
            .orShould()
            .callMethodWhere(calls("java.lang.Class", "forName"))
            .orShould()
            .callMethod(System.class, "load", String.class)
            .because("what a file names stays a name (ADR 13)"));
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
            .resideInAnyPackage(stages())
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
            .resideOutsideOfPackages(room("workbench"), room("tracker"), room("checklist"))
            .should()
            .callMethodWhere(calls("dev.slipway.evidence.Ledger", "append"))
            .because("both front ends leave the same trail"));
  }

  @Test
  void nobodyPrintsButTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(room("cli"), room("serving"))
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
}
