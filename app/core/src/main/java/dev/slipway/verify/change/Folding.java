// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.base.Words;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Says what happened alike in several places once.
final class Folding {

  /// As many places of a file that no rule knows are told one by one.
  private static final int MOST = 6;

  private record Same(Level level, String what, String consequence) {}

  private record Subjects(Set<String> names, Set<String> files) {}

  private Folding() {}

  static List<Notice> of(List<Found> all) {
    List<Notice> notices = new ArrayList<>();
    Map<Same, Subjects> alike = new LinkedHashMap<>();
    Map<String, List<String>> unknown = new TreeMap<>();
    for (Found found : all) {
      Rule.Meaning meaning = found.meaning();
      if (meaning.consequence().isEmpty()) {
        unknown.computeIfAbsent(meaning.subject(), file -> new ArrayList<>()).add(meaning.what());
      } else {
        Subjects subjects =
            alike.computeIfAbsent(
                new Same(meaning.level(), meaning.what(), meaning.consequence()),
                same -> new Subjects(new LinkedHashSet<>(), new LinkedHashSet<>()));
        subjects.names.add(meaning.subject());
        subjects.files.add(found.place().file());
      }
    }
    alike.forEach((same, subjects) ->
        notices.add(
            new Notice(
                same.level,
                joined(subjects.names),
                same.what,
                same.consequence,
                List.copyOf(subjects.files))));
    List<Notice> folded = bySubject(notices);
    unknown.forEach((file, places) -> unknown(file, places, folded));
    return folded;
  }

  /// What happened to one subject in several ways that mean the same.
  private static List<Notice> bySubject(List<Notice> notices) {
    record Meant(Level level, String subject, String consequence) {}
    Map<Meant, Notice> folded = new LinkedHashMap<>();
    for (Notice notice : notices) {
      folded.merge(
          new Meant(notice.level(), notice.subject(), notice.consequence()),
          notice,
          (first, second) -> {
            Set<String> files = new LinkedHashSet<>(first.files());
            files.addAll(second.files());
            return new Notice(
                first.level(),
                first.subject(),
                first.what() + "; " + second.what(),
                first.consequence(),
                List.copyOf(files));
          });
    }
    return new ArrayList<>(folded.values());
  }

  private static void unknown(String file, List<String> places, List<Notice> notices) {
    int shown = places.size() <= MOST ? places.size() : MOST - 1;
    for (String place : places.subList(0, shown)) {
      notices.add(new Notice(Level.UNJUDGED, file, place, ""));
    }
    int more = places.size() - shown;
    if (more > 0) {
      String what = Words.count(more, "more place");
      notices.add(new Notice(Level.UNJUDGED, file, what, "", List.of()));
    }
  }

  /// `alert A`, `alert B` as `alert A, B`.
  static String joined(Collection<String> names) {
    List<String> all = List.copyOf(names);
    int space = all.getFirst().lastIndexOf(' ');
    String first = all.getFirst().substring(0, space + 1);
    boolean alike =
        all.size() > 1
            && space > 0
            && all.stream().allMatch(name -> name.startsWith(first) && name.length() > space + 1);
    if (!alike) {
      return String.join(", ", all);
    }
    return first + String.join(", ", all.stream().map(name -> name.substring(space + 1)).toList());
  }
}
