// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.target.Recipient;
import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Actions;
import dev.slipway.objective.Project;
import dev.slipway.workbench.project.ExportDraft;
import dev.slipway.workbench.project.OpenedProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// Which targets are exported, and with which options.
public final class TargetSelection {

  private final Map<Target, BooleanProperty> targets = new LinkedHashMap<>();
  private final Map<String, List<OptionField>> options = new LinkedHashMap<>();
  private final Map<Recipient, Set<String>> handed = new LinkedHashMap<>();
  private final Actions actions;
  private final Runnable onChange;
  private boolean filling;

  TargetSelection(Actions actions, Runnable onChange) {
    this.actions = actions;
    this.onChange = onChange;
    actions.targets().forEach(target -> targets.put(target, new SimpleBooleanProperty()));
    targets.values().forEach(on -> on.subscribe((before, now) -> changed()));
  }

  private void changed() {
    if (!filling) {
      onChange.run();
    }
  }

  /// Several changes that are told of once.
  private void together(Runnable changes) {
    filling = true;
    changes.run();
    filling = false;
    onChange.run();
  }

  /// Takes what `slipway.yaml` says, or what was chosen here before that.
  void fill(Project project, Optional<ExportDraft> draft) {
    Project.Release release = project.release();
    for (Recipient recipient : Recipient.values()) {
      handed.put(recipient, Set.copyOf(actions.handedTo(recipient, project)));
    }
    options.clear();
    List<String> wanted = draft.map(ExportDraft::targets).orElse(release.targets());
    targets.keySet().forEach(each -> options.put(each.id(), fields(each, release, draft)));
    choose(Set.copyOf(wanted));
  }

  private List<OptionField> fields(
      Target target, Project.Release release, Optional<ExportDraft> draft) {
    Map<String, Object> given = new TreeMap<>();
    draft.ifPresentOrElse(
        kept -> given.putAll(kept.options().getOrDefault(target.id(), new TreeMap<>())),
        () -> given.putAll(release.options().getOrDefault(target.id(), Map.of())));
    return target.options().stream()
        .map(option -> {
          var field =
              new OptionField(
                  option, String.valueOf(given.getOrDefault(option.name(), option.defaultValue())));
          field.valueProperty().subscribe((before, now) -> changed());
          return field;
        })
        .toList();
  }

  /// All targets, each with whether it is wanted.
  public Map<Target, BooleanProperty> targets() {
    return targets;
  }

  public List<String> chosen() {
    return targets.entrySet().stream()
        .filter(each -> each.getValue().get())
        .map(each -> each.getKey().id())
        .toList();
  }

  /// Chooses the targets that somebody is handed.
  public void choose(Recipient recipient) {
    choose(handedTo(recipient));
  }

  /// Chooses just those targets.
  void choose(Set<String> ids) {
    together(() -> targets.forEach((target, on) -> on.set(ids.contains(target.id()))));
  }

  /// The ids of those targets.
  public Set<String> handedTo(Recipient recipient) {
    return handed.getOrDefault(recipient, Set.of());
  }

  /// The titles of those targets.
  public List<String> titles(Recipient recipient) {
    return targets.keySet().stream()
        .filter(target -> handedTo(recipient).contains(target.id()))
        .map(Target::title)
        .toList();
  }

  /// Who is handed just what is chosen; empty where it was chosen one by one.
  public Optional<Recipient> recipient() {
    Set<String> now = Set.copyOf(chosen());
    return Stream.of(Recipient.values())
        .filter(recipient -> handed.containsKey(recipient) && handedTo(recipient).equals(now))
        .findFirst();
  }

  /// Whether its options count: it is wanted, or one that is wanted takes them for its own files,
  /// as the chart takes those of the manifests.
  public boolean asks(Target target) {
    return targets.entrySet().stream()
        .filter(each -> each.getValue().get())
        .map(Map.Entry::getKey)
        .anyMatch(wanted -> wanted.equals(target) || wanted.reads().contains(target.id()));
  }

  public List<OptionField> options(Target target) {
    return options.getOrDefault(target.id(), List.of());
  }

  /// What stands in the way of exporting; empty when nothing does.
  public Optional<String> obstacle() {
    if (chosen().isEmpty()) {
      return Optional.of(Texts.of("export.no-target"));
    }
    boolean wrong =
        targets.keySet().stream()
            .filter(this::asks)
            .flatMap(target -> options(target).stream())
            .anyMatch(field -> field.complaint().isPresent());
    return wrong ? Optional.of(Texts.of("export.wrong-option")) : Optional.empty();
  }

  /// Options that are not the defaults, by target and name.
  SortedMap<String, SortedMap<String, String>> values() {
    SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
    options.forEach((id, fields) -> {
      SortedMap<String, String> changed = new TreeMap<>();
      fields.stream()
          .filter(OptionField::changed)
          .forEach(field -> changed.put(field.option().name(), field.valueProperty().get()));
      if (!changed.isEmpty()) {
        all.put(id, changed);
      }
    });
    return all;
  }

  /// What `slipway.yaml` is to hold, by key, so that the command line exports the same.
  ///
  /// @param release what it holds now: an option that was set there and is a default again is set
  SortedMap<String, String> settings(Project.Release release) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("release.targets", "[" + String.join(", ", chosen()) + "]");
    options.forEach((id, fields) -> {
      Map<String, Object> stated = release.options().getOrDefault(id, Map.of());
      for (OptionField field : fields) {
        String name = field.option().name();
        if (field.changed() || stated.containsKey(name)) {
          settings.put("release.options." + id + "." + name, field.valueProperty().get());
        }
      }
    });
    return settings;
  }

  /// Whether `slipway.yaml` says the same.
  boolean isOf(Project.Release release) {
    return Set.copyOf(release.targets()).equals(Set.copyOf(chosen()))
        && options.entrySet().stream()
            .allMatch(each -> {
              Map<String, Object> stated = release.options().getOrDefault(each.getKey(), Map.of());
              return each.getValue().stream()
                  .allMatch(field ->
                      String.valueOf(
                              stated.getOrDefault(
                                  field.option().name(), field.option().defaultValue()))
                          .equals(field.valueProperty().get()));
            });
  }

  /// The project with the targets and options as they are chosen here.
  OpenedProject configured(OpenedProject opened) {
    Project project = opened.project();
    Map<String, Map<String, Object>> all = new TreeMap<>();
    values().forEach((id, values) -> all.put(id, new TreeMap<>(values)));
    var release =
        new Project.Release(
            project.release().registry(),
            chosen(),
            all,
            project.release().network(),
            project.release().where(),
            project.release().access());
    return opened.with(project.released(release));
  }
}
