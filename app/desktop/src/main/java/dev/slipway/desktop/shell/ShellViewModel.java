// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.report.Voyage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The state of the frame around the screens.
public final class ShellViewModel {

  /// The line above the screens.
  public record Header(String name, String release, List<String> chips, String level, Tone tone) {}

  private final ObservableValue<Optional<Header>> header;
  private final ObservableValue<Map<Screen, String>> badges;

  public ShellViewModel(Session session) {
    ObservableValue<Optional<Header>> known =
        session.openedProperty().map(o -> o.map(opened -> header(opened.voyage())));
    ObservableValue<Optional<Header>> none = new SimpleObjectProperty<>(Optional.empty());
    header = session.opening().bareModelProperty().flatMap(bare -> bare.isPresent() ? none : known);
    badges =
        session
            .openedProperty()
            .map(o -> o.map(opened -> badges(opened.voyage())).orElse(Map.of()));
  }

  /// Empty while nothing is open, or a model waits for its project.
  public ObservableValue<Optional<Header>> header() {
    return header;
  }

  /// A short count beside a screen's name, where there is one.
  public ObservableValue<Map<Screen, String>> badges() {
    return badges;
  }

  private static Header header(Voyage voyage) {
    var inspection = voyage.inspection();
    var chips = new ArrayList<String>();
    Optional.ofNullable(inspection.opsets().get("ai.onnx"))
        .ifPresent(opset -> chips.add(Texts.of("header.opset", opset.toString())));
    chips.add(Texts.of("header.parameters", Numbers.large(inspection.parameters())));
    chips.add(inspection.model().size().toString());
    String level = voyage.checklist().level();
    return new Header(
        voyage.project().project().name(),
        voyage.project().release(inspection.model().sha256()),
        List.copyOf(chips),
        level,
        level.equals("Draft") ? Tone.OPEN : Tone.GOOD);
  }

  private static Map<Screen, String> badges(Voyage voyage) {
    var badges = new EnumMap<Screen, String>(Screen.class);
    badges.put(Screen.MODEL, Numbers.count(voyage.inspection().graph().nodes().size()));
    int rows = voyage.data().stream().mapToInt(report -> report.rows()).sum();
    if (rows > 0) {
      badges.put(Screen.DATA, Numbers.large(rows));
    }
    voyage
        .verification()
        .ifPresent(verification -> {
          List<Finding> findings = verification.value().findings();
          long passed = findings.stream().filter(Finding.Passed.class::isInstance).count();
          badges.put(Screen.VERIFY, passed + " / " + findings.size());
        });
    badges.put(Screen.CHECKLIST, met(voyage.checklist()));
    return badges;
  }

  private static String met(Checklist checklist) {
    long applicable =
        checklist.lines().stream()
            .filter(line -> line.state() != Checklist.State.NOT_APPLICABLE)
            .count();
    long met =
        checklist.lines().stream()
            .filter(line ->
                line.state() == Checklist.State.PASS || line.state() == Checklist.State.WAIVED)
            .count();
    return met + " / " + applicable;
  }
}
