// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.Category;
import dev.slipway.model.catboost.Contents.Missing;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.catboost.Contents.Place;
import dev.slipway.model.catboost.Contents.Quantity;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The columns of a model, and all that its trees may ask about them.
///
/// A model of numbers takes all of them, used or not, as one matrix. Where trees ask about
/// categories there is an input for each column that they ask about, and for no other.
final class CatboostFeatures {

  private final Contents contents;
  private final BitSet asked;
  private final List<Column> columns = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final CategoryTexts texts;

  /// @param key where it is among the features of its kind
  private record Column(Place place, boolean text, int key, List<String> texts) {}

  /// @param asked numbers of the questions that trees ask
  CatboostFeatures(Contents contents, BitSet asked) throws MalformedException, NotConvertible {
    this.contents = contents;
    this.asked = asked;
    this.texts = new CategoryTexts(contents);
    int category = asked.nextSetBit(borders());
    boolean byColumn = category >= 0 && category < borders() + hashes();
    addNumbers(byColumn);
    if (byColumn) {
      addCategories();
    }
    columns.sort(Comparator.comparingInt(column -> column.place().flat()));
    if (columns.isEmpty()) {
      throw new MalformedException("its trees ask about no feature", false);
    }
    ask();
  }

  /// Questions about numbers come first.
  private int borders() {
    return contents.quantities().stream().mapToInt(quantity -> quantity.borders().length).sum();
  }

  private int hashes() {
    return contents.oneHots().stream().mapToInt(oneHot -> oneHot.hashes().length).sum();
  }

  private void addNumbers(boolean usedOnly) throws MalformedException {
    int first = 0;
    for (int i = 0; i < contents.quantities().size(); i++) {
      Quantity quantity = contents.quantities().get(i);
      int next = first + quantity.borders().length;
      int used = asked.nextSetBit(first);
      if (!usedOnly || (used >= 0 && used < next)) {
        columns.add(new Column(quantity.place(), false, i, List.of()));
      }
      first = next;
    }
  }

  private void addCategories() throws MalformedException, NotConvertible {
    int first = borders();
    Map<Integer, Place> places = new HashMap<>();
    contents
        .categories()
        .forEach(category -> places.putIfAbsent(category.place().index(), category.place()));
    for (int i = 0; i < contents.oneHots().size(); i++) {
      OneHot oneHot = contents.oneHots().get(i);
      BitSet used = asked.get(first, first + oneHot.hashes().length);
      if (!used.isEmpty()) {
        Place place = places.get(oneHot.category());
        if (place == null) {
          throw new MalformedException(
              "it asks about category " + oneHot.category() + ", which it lacks", false);
        }
        columns.add(new Column(place, true, i, texts.of(oneHot, used, place.name())));
      }
      first += oneHot.hashes().length;
    }
  }

  private void ask() throws MalformedException {
    Map<List<Object>, Integer> where = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      where.put(List.of(columns.get(i).text(), columns.get(i).key()), i);
    }
    for (int i = 0; i < contents.quantities().size(); i++) {
      Quantity quantity = contents.quantities().get(i);
      requireAscending(quantity);
      int column = where.getOrDefault(List.of(false, i), -1);
      for (float border : quantity.borders()) {
        boolean missing =
            quantity.hasMissing()
                && quantity.missing() == Missing.AS_TRUE
                && border < Float.POSITIVE_INFINITY;
        questions.add(new Question.Above(column, border, missing));
      }
    }
    for (int i = 0; i < contents.oneHots().size(); i++) {
      OneHot oneHot = contents.oneHots().get(i);
      int column = where.getOrDefault(List.of(true, i), -1);
      Map<Integer, Integer> places =
          column < 0 ? Map.of() : CategoryTexts.places(columns.get(column).texts());
      for (int hash : oneHot.hashes()) {
        questions.add(new Question.Is(column, places.getOrDefault(hash, 0)));
      }
    }
  }

  private static void requireAscending(Quantity quantity) throws MalformedException {
    float[] borders = quantity.borders();
    for (int i = 0; i < borders.length; i++) {
      if (Float.isNaN(borders[i]) || (i > 0 && borders[i] < borders[i - 1])) {
        throw new MalformedException(
            "the borders of " + quantity.place().name() + " do not ascend", false);
      }
    }
  }

  List<Question> questions() {
    return questions;
  }

  Input input() throws MalformedException {
    List<String> names = columns.stream().map(column -> column.place().name()).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new MalformedException("it gives two features the same name", false);
    }
    return Input.of(names, columns.stream().map(Column::texts).toList(), Precision.FLOAT);
  }

  /// What whoever takes the model should know of its columns.
  List<String> notes() {
    return texts.notes();
  }

  static String names(List<Category> categories, int... indexes) {
    return Arrays.stream(indexes)
        .mapToObj(index ->
            categories.stream()
                .filter(category -> category.place().index() == index)
                .map(category -> category.place().name())
                .findFirst()
                .orElse("category " + index))
        .collect(Collectors.joining(" with "));
  }
}
