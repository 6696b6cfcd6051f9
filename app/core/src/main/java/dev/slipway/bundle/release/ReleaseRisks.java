// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import dev.slipway.base.Words;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleManifest;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.bundle.release.ReleaseNote.Change;
import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.bundle.release.ReleaseNote.TemplateChange;
import dev.slipway.plan.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the known risks when one bundle follows another.
final class ReleaseRisks {

  private static final Set<String> FIRM = Set.of("measured", "objective");

  /// Grounds on which a number does not stand firmly, with what that means.
  private static final Map<String, String> WEAK =
      Map.of(
          "assumed", "nobody measured or stated this number any more",
          "disturbed", "other programs used the machine while this number was measured");

  private static final String BY_HAND = Words.id(Choice.Basis.SET_BY_HAND);

  private ReleaseRisks() {}

  /// Names, versions and targets, and what people changed in the files.
  static List<Notice> ofIdentity(
      BundleSnapshot before, BundleSnapshot after, List<TemplateChange> templates) {
    BundleManifest a = before.manifest();
    BundleManifest b = after.manifest();
    List<Notice> notices = new ArrayList<>();
    if (!a.project().equals(b.project())) {
      notices.add(
          notice(
              Level.BREAKING,
              "project",
              a.project() + " → " + b.project(),
              "it is another service: callers, dashboards and alerts know the old name"));
    }
    if (!a.model().equals(b.model()) && a.version().equals(b.version())) {
      notices.add(
          notice(
              Level.WEAKER,
              "version",
              "both say " + a.version() + ", and their models differ",
              "answers and metrics of the two cannot be told apart"));
    }
    for (TemplateChange template : templates) {
      if (template.after().isEmpty()) {
        notices.add(
            notice(
                Level.WEAKER,
                "target " + template.target(),
                "no longer exported",
                "what was applied from its files stays as it is until somebody removes it"));
      } else if (template.before().isEmpty()) {
        notices.add(
            notice(
                Level.NEUTRAL,
                "target " + template.target(),
                "new",
                "nothing of it runs until somebody installs it"));
      }
    }
    for (BundleSnapshot bundle : List.of(before, after)) {
      byHand(bundle).ifPresent(notices::add);
      unlisted(bundle).ifPresent(notices::add);
    }
    own(before, after).ifPresent(notices::add);
    if (before.beside().signature().isPresent() && after.beside().signature().isEmpty()) {
      notices.add(
          notice(
              Level.WEAKER,
              BundleManifest.SIGNATURE,
              "signed → not signed",
              "nobody vouches for the files any more"));
    }
    return notices;
  }

  private static Optional<Notice> byHand(BundleSnapshot bundle) {
    List<String> files = bundle.changedByHand();
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            notice(
                Level.WEAKER,
                "files",
                bundle.name() + " is not as it was exported: " + String.join(", ", files),
                "its reasons and its verification are not of these bytes"));
  }

  private static Optional<Notice> unlisted(BundleSnapshot bundle) {
    List<Stray> strays = bundle.beside().strays();
    return strays.isEmpty()
        ? Optional.empty()
        : Optional.of(
            notice(
                Level.WEAKER,
                "files",
                bundle.name() + " holds what bundle.json does not list: " + Stray.named(strays),
                "programs that read the folder use it, and nobody exported it"));
  }

  /// What a team adds can change all that the plan says.
  private static Optional<Notice> own(BundleSnapshot before, BundleSnapshot after) {
    Set<String> differing = new TreeSet<>(before.beside().own().keySet());
    differing.addAll(after.beside().own().keySet());
    differing.removeIf(
        path -> Objects.equals(before.beside().own().get(path), after.beside().own().get(path)));
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            notice(
                Level.UNJUDGED,
                Beside.OWN,
                "the team's own files differ: "
                    + String.join(", ", differing.stream().map(Stray::visible).toList()),
                "they can change all that the plan says: read them"));
  }

  static List<Notice> ofPlan(List<Change> plan) {
    List<Notice> notices = new ArrayList<>();
    for (Change change : plan) {
      if (change.before().isEmpty() || change.after().isEmpty()) {
        continue;
      }
      BundleManifest.Reason before = change.before().get();
      BundleManifest.Reason after = change.after().get();
      String what = change.title() + ": " + moved(before, after);
      if (!before.unit().equals(after.unit())) {
        notices.add(
            notice(Level.UNJUDGED, change.key(), what, "the two are told in different units"));
      } else if (!before.value().equals(after.value())) {
        notices.add(ofNumber(change.key(), what, before.value(), after.value()));
      }
      @Nullable String weaker = WEAK.get(after.basis());
      if (FIRM.contains(before.basis()) && weaker != null) {
        notices.add(
            notice(
                Level.WEAKER,
                change.key(),
                change.title() + ": " + before.basis() + " → " + after.basis(),
                weaker));
      }
      byHand(change, before, after).ifPresent(notices::add);
    }
    return notices;
  }

  private static Optional<Notice> byHand(
      Change change, BundleManifest.Reason before, BundleManifest.Reason after) {
    if (before.basis().equals(after.basis())) {
      return Optional.empty();
    }
    if (after.basis().equals(BY_HAND)) {
      return Optional.of(
          notice(
              Level.NEUTRAL,
              change.key(),
              change.title() + ": " + before.basis() + " → set by hand",
              "somebody wants it so: " + after.because()));
    }
    return before.basis().equals(BY_HAND)
        ? Optional.of(
            notice(
                Level.NEUTRAL,
                change.key(),
                change.title() + ": set by hand → " + after.basis(),
                "the plan's own value stands again"))
        : Optional.empty();
  }

  private static Notice ofNumber(String key, String what, String before, String after) {
    List<PlanRisk> rules =
        PlanRisk.ALL.stream().filter(risk -> risk.key().name().equals(key)).toList();
    return rules.stream()
        .filter(risk -> risk.matches(before, after))
        .map(risk -> notice(risk.level(), key, what, risk.consequence()))
        .findFirst()
        .orElseGet(() -> otherWay(rules, key, what));
  }

  private static Notice otherWay(List<PlanRisk> rules, String key, String what) {
    return rules.stream().anyMatch(PlanRisk::isGoodTheOtherWay)
        ? notice(Level.STRONGER, key, what, "more room, watching or promise than before")
        : notice(Level.UNJUDGED, key, what, "no rule says what it means: its reason stands below");
  }

  static List<Notice> ofEvidence(BundleManifest old, BundleManifest now) {
    SortedMap<String, BundleManifest.Reason> before = old.evidence();
    SortedMap<String, BundleManifest.Reason> after = now.evidence();
    List<Notice> notices = new ArrayList<>();
    for (String key : List.of(ScoreRisk.SCORE, "profile.capacity")) {
      if (before.containsKey(key) && !after.containsKey(key)) {
        notices.add(
            notice(
                Level.WEAKER,
                key,
                text(before, key).orElse("") + " → not measured",
                "whether the new one is as good is not known"));
      }
    }
    notices.addAll(ScoreRisk.of(old, now));
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.retainAll(after.keySet());
    for (String key : keys) {
      if (key.startsWith("served.verdict.")) {
        verdict(key, "latency", before, after).ifPresent(notices::add);
      } else if (key.equals("evaluation.verdict")) {
        verdict(key, "quality", before, after).ifPresent(notices::add);
      }
    }
    return notices;
  }

  private static Optional<Notice> verdict(
      String key,
      String objective,
      SortedMap<String, BundleManifest.Reason> before,
      SortedMap<String, BundleManifest.Reason> after) {
    String a = text(before, key).orElse("");
    String b = text(after, key).orElse("");
    return a.equals("met") && !b.equals("met")
        ? Optional.of(
            notice(
                Level.WEAKER,
                key,
                a + " → " + b,
                "the " + objective + " objective is not shown to hold any more"))
        : Optional.empty();
  }

  private static Optional<String> text(SortedMap<String, BundleManifest.Reason> facts, String key) {
    return Optional.ofNullable(facts.get(key)).map(BundleManifest.Reason::value);
  }

  static String moved(BundleManifest.Reason before, BundleManifest.Reason after) {
    return before.unit().equals(after.unit())
        ? (before.value() + " → " + after.value() + " " + after.unit()).strip()
        : before.value() + " " + before.unit() + " → " + after.value() + " " + after.unit();
  }

  private static Notice notice(Level level, String subject, String what, String consequence) {
    return new Notice(level, subject, what, consequence);
  }
}
