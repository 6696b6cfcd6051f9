// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Unwritten;
import dev.slipway.inspect.FitEstimate;
import dev.slipway.model.Origin;
import dev.slipway.workbench.LookedModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A model that is only looked at: what it is, whether it will fit, and the assistant that makes a
/// project of it. The assistant keeps what was typed while the model is looked at.
public final class BareModelViewModel implements Unwritten.Draft {

  /// What is said above the model.
  ///
  /// @param name of the file or folder
  /// @param what its format, and what it was converted from
  /// @param memory a guess with its verdict
  /// @param latency a guess
  /// @param assumed what both guesses rest on
  public record Head(
      String name, String what, String memory, Tone fits, String latency, String assumed) {}

  private final Session session;
  private final Bytes machine;
  private final ReadOnlyObjectWrapper<Optional<Head>> head =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<AssistantViewModel>> assistant =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper assisting = new ReadOnlyBooleanWrapper();

  /// @param machine memory that there is
  public BareModelViewModel(Session session, Bytes machine) {
    this.session = session;
    this.machine = machine;
    session
        .opening()
        .bareModelProperty()
        .subscribe(model -> {
          assisting.set(false);
          assistant.set(model.map(looked -> new AssistantViewModel(session, looked)));
          head.set(model.map(this::head));
        });
    session.unwritten().watch(this);
  }

  /// Empty while no bare model is looked at.
  public ReadOnlyObjectProperty<Optional<Head>> headProperty() {
    return head.getReadOnlyProperty();
  }

  /// The assistant for this model.
  public ReadOnlyObjectProperty<Optional<AssistantViewModel>> assistantProperty() {
    return assistant.getReadOnlyProperty();
  }

  /// Whether the assistant is shown instead of the model.
  public ReadOnlyBooleanProperty assistingProperty() {
    return assisting.getReadOnlyProperty();
  }

  /// Shows the assistant, where it was left.
  public void assist() {
    assisting.set(assistant.get().isPresent());
  }

  /// Shows the model again; what was typed stays.
  public void leaveAssistant() {
    assisting.set(false);
  }

  /// Looks no longer at the model.
  public void putAway() {
    session.opening().putAway();
  }

  @Override
  public boolean isUnwritten() {
    return assistant.get().filter(AssistantViewModel::isUnwritten).isPresent();
  }

  @Override
  public String what() {
    return assistant.get().map(AssistantViewModel::what).orElse("");
  }

  @Override
  public boolean isWritable() {
    return assistant.get().filter(AssistantViewModel::isWritable).isPresent();
  }

  @Override
  public void write(Runnable then) {
    assistant.get().ifPresent(now -> now.write(then));
  }

  @Override
  public void discard() {
    assistant.get().ifPresent(AssistantViewModel::discard);
  }

  private Head head(LookedModel model) {
    FitEstimate fit = model.fit();
    FitEstimate.Fit verdict = fit.in(machine);
    return new Head(
        String.valueOf(model.named().getFileName()),
        what(model),
        Texts.of("fit." + Words.id(verdict), fit.memory(), machine),
        switch (verdict) {
          case FITS -> Tone.GOOD;
          case TIGHT -> Tone.UNSURE;
          case TOO_LARGE -> Tone.BAD;
        },
        latency(fit),
        fit.memoryAssumed() + " " + fit.workAssumed());
  }

  private static String latency(FitEstimate fit) {
    return switch (fit.bound()) {
      case BETWEEN -> Texts.of("fit.between", rough(fit.fastest()), rough(fit.slowest()));
      case AT_MOST -> Texts.of("fit.at-most", rough(fit.slowest()));
      case AT_LEAST -> Texts.of("fit.at-least", rough(fit.fastest()));
    };
  }

  /// With two digits: a guess has no more.
  private static String rough(Duration guess) {
    long nanos = new BigDecimal(guess.toNanos()).round(new MathContext(2)).longValue();
    return Durations.exact(Duration.ofNanos(nanos));
  }

  private static String what(LookedModel model) {
    String size = model.inspection().model().size().toString();
    return model
        .origin()
        .map(Origin::format)
        .map(format -> Texts.of("bare.converted", format, size))
        .orElse(Texts.of("bare.onnx", size));
  }
}
