// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.catboost;

import dev.slipway.model.MalformedException;
import dev.slipway.model.catboost.Contents.OneHot;
import dev.slipway.model.trees.NotConvertible;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The texts of categories, of which the trees know hashes.
///
/// A file has them beside the hashes or in a list of its own. Most binary files have none; there
/// the texts of whole numbers and truths are tried, and taken only where they explain all hashes of
/// a feature.
final class CategoryTexts {

  /// Whole numbers that are tried: codes of categories.
  private static final int LEAST = -100;

  private static final int MOST = 20_000;

  private static final List<String> WORDS =
      List.of("", "nan", "NaN", "None", "True", "False", "true", "false", "yes", "no");

  private final Contents contents;
  private final Map<Integer, String> tried = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  CategoryTexts(Contents contents) {
    this.contents = contents;
  }

  /// The texts of a feature that trees ask about.
  ///
  /// @param used which of its hashes are asked about
  List<String> of(OneHot oneHot, BitSet used, String name)
      throws MalformedException, NotConvertible {
    Set<String> texts = new LinkedHashSet<>();
    boolean guessed = false;
    for (int i = 0; i < oneHot.hashes().length; i++) {
      int hash = oneHot.hashes()[i];
      Optional<String> given = given(oneHot, i);
      if (given.isPresent() && CityHash.category(given.get()) != hash) {
        throw new MalformedException(
            "\"%s\" of %s does not have the hash that stands beside it"
                .formatted(given.get(), name),
            false);
      }
      Optional<String> text = given.or(() -> tried(hash));
      if (text.isEmpty() && used.get(i)) {
        throw unknown(name);
      }
      guessed |= given.isEmpty() && text.isPresent();
      text.ifPresent(texts::add);
    }
    if (guessed) {
      notes.add(
          "The file holds only hashes of %s; they are those of %s."
              .formatted(name, String.join(", ", texts)));
    }
    return List.copyOf(texts);
  }

  private Optional<String> given(OneHot oneHot, int i) {
    return i < oneHot.texts().size()
        ? Optional.of(oneHot.texts().get(i))
        : Optional.ofNullable(contents.texts().get(oneHot.hashes()[i]));
  }

  private Optional<String> tried(int hash) {
    if (tried.isEmpty()) {
      for (int number = MOST; number >= LEAST; number--) {
        String text = Integer.toString(number);
        tried.put(CityHash.category(text), text);
      }
      WORDS.forEach(word -> tried.put(CityHash.category(word), word));
    }
    return Optional.ofNullable(tried.get(hash));
  }

  private static NotConvertible unknown(String name) {
    return new NotConvertible(
        "the categories of "
            + name
            + ", of which the file holds hashes and no texts, as CatBoost's binary files do",
        "Save it as JSON with the data that it was trained on, which brings the texts:"
            + " model.save_model('model.json', format='json', pool=Pool(X, cat_features=[...])).");
  }

  /// Where the text of each hash is among those of a column; the first where two have one hash.
  static Map<Integer, Integer> places(List<String> texts) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      places.putIfAbsent(CityHash.category(texts.get(i)), i);
    }
    return places;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
