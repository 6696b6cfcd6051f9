// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells a number of the plan once, with the files that it stands in: what the note says of the
/// plan, joined with what was found in files.
final class PlannedChanges {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?[A-Za-z%]*");

  private final BundleManifest before;
  private final BundleManifest after;
  private final Set<String> changed;
  private final Map<String, Notice> plan = new LinkedHashMap<>();
  private final List<Notice> others = new ArrayList<>();
  private final Map<String, Set<String>> files = new LinkedHashMap<>();
  private final Set<String> judgedElsewhere = new TreeSet<>();
  private final List<Found> left = new ArrayList<>();

  PlannedChanges(ReleaseNote note, BundleManifest before, BundleManifest after) {
    this.before = before;
    this.after = after;
    changed =
        note.plan().stream()
            .filter(change -> change.before().isPresent() && change.after().isPresent())
            .map(ReleaseNote.Change::key)
            .collect(Collectors.toSet());
    for (Notice notice : note.notices()) {
      if (changed.contains(notice.subject()) && !plan.containsKey(notice.subject())) {
        plan.put(notice.subject(), notice);
      } else {
        others.add(notice);
      }
    }
  }

  void add(Found found) {
    Optional<String> key = key(found.place());
    Optional<Notice> told = key.flatMap(name -> Optional.ofNullable(plan.get(name)));
    if (told.isPresent() && told.get().level().compareTo(found.meaning().level()) <= 0) {
      files.computeIfAbsent(told.get().subject(), any -> new TreeSet<>()).add(found.place().file());
    } else {
      left.add(found);
      key.filter(any -> found.isJudged()).ifPresent(judgedElsewhere::add);
    }
  }

  /// What the files say beyond the plan.
  List<Found> left() {
    return left;
  }

  /// What the note said before, with the files of each number.
  List<Notice> notices() {
    List<Notice> all = new ArrayList<>(others);
    plan.forEach((key, notice) -> {
      boolean said = notice.level() == Level.UNJUDGED && judgedElsewhere.contains(key);
      if (!said) {
        List<String> where = List.copyOf(files.getOrDefault(key, Set.of()));
        all.add(
            new Notice(
                notice.level(), notice.subject(), notice.what(), notice.consequence(), where));
      }
    });
    return all;
  }

  /// The number of the plan that a place follows on both sides.
  private Optional<String> key(Place place) {
    if (!place.isChanged() || changed.isEmpty()) {
      return Optional.empty();
    }
    Set<String> old = keys(before, place.file(), place.before());
    Set<String> now = keys(after, place.file(), place.after());
    return changed.stream().filter(old::contains).filter(now::contains).sorted().findFirst();
  }

  private static Set<String> keys(BundleManifest bundle, String file, JsonNode value) {
    BundleManifest.Entry entry = bundle.files().get(file);
    Set<String> keys = new TreeSet<>();
    if (entry != null && value.isValueNode()) {
      Set<String> numbers = new TreeSet<>();
      Matcher number = NUMBER.matcher(value.asText());
      while (number.find()) {
        numbers.add(number.group());
      }
      entry.numbers().stream()
          .filter(figure -> numbers.contains(figure.text()))
          .forEach(figure -> keys.addAll(figure.origins()));
    }
    return keys;
  }
}
