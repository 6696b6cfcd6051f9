// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.slipway.bundle.BundleInput;
import dev.slipway.bundle.Voyager;
import dev.slipway.data.DataStudy;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.profile.OnTarget;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.score.ScoreSpeed;
import dev.slipway.verify.Verification;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What commands keep is plain enough to be read without Jackson's model of it, which would take
/// each command longer than the reading.
final class KeptResultsTest {

  @Test
  void resultsOfStagesAreReadPlainly() {
    BundleInput input = Voyager.input();
    var verification =
        new Verification(
            "static",
            List.of(new Finding.NotRun("a check", "nobody asked")),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty());

    isPlain(input.profile().orElseThrow());
    isPlain(input.evaluation().orElseThrow());
    isPlain(verification);
  }

  /// What reads plainly knows no annotation: one that says how a component is read would be passed
  /// by. That unknown names are passed by is left to Jackson.
  @Test
  void noKeptRecordIsAnnotatedForJackson() {
    Set<String> annotated = new TreeSet<>();
    Set<Type> known = new HashSet<>();
    for (Class<?> kept :
        List.of(
            Profile.class,
            Evaluation.class,
            Verification.class,
            DataStudy.class,
            SearchResult.class,
            OnTarget.class,
            ScoreSpeed.class)) {
      look(kept, known, annotated);
    }

    assertTrue(known.contains(Finding.NotRun.class), known.toString());
    assertEquals(
        Set.of(ServingCost.class.getName() + " " + JsonIgnoreProperties.class.getName()),
        annotated);
  }

  private static void look(Type type, Set<Type> known, Set<String> annotated) {
    if (type instanceof ParameterizedType generic) {
      look(generic.getRawType(), known, annotated);
      Stream.of(generic.getActualTypeArguments()).forEach(each -> look(each, known, annotated));
    }
    if (!(type instanceof Class<?> plain) || !known.add(plain)) {
      return;
    }
    if (plain.isSealed()) {
      Stream.of(plain.getPermittedSubclasses()).forEach(each -> look(each, known, annotated));
    }
    annotated(plain, plain, annotated);
    for (RecordComponent component :
        plain.isRecord() ? plain.getRecordComponents() : new RecordComponent[0]) {
      annotated(plain, component, annotated);
      annotated(plain, component.getAccessor(), annotated);
      look(component.getGenericType(), known, annotated);
    }
    Stream.of(plain.getDeclaredConstructors()).forEach(each -> annotated(plain, each, annotated));
    Stream.of(plain.getDeclaredMethods()).forEach(each -> annotated(plain, each, annotated));
  }

  private static void annotated(Class<?> type, AnnotatedElement element, Set<String> annotated) {
    Stream.of(element.getAnnotations())
        .map(each -> each.annotationType().getName())
        .filter(name -> name.startsWith("com.fasterxml."))
        .forEach(name -> annotated.add(type.getName() + " " + name));
  }

  private static void isPlain(Object result) {
    assertEquals(Optional.of(result), Json.plain(Json.line(result), result.getClass(), null));
  }
}
