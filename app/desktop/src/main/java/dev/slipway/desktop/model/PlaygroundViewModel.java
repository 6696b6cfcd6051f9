// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Json;
import dev.slipway.base.Numbers;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.data.DataReport;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.ShownModel;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.golden.InferenceJson;
import dev.slipway.objective.Project.DataSource;
import dev.slipway.request.MadeUpInputs;
import dev.slipway.request.Predictions;
import dev.slipway.request.token.TextInputs;
import dev.slipway.request.token.TokenizerFile;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.PredictRows.Question;
import dev.slipway.workbench.report.Voyage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Asks the model about a row, a file, a text or a request, and keeps its last answers.
public final class PlaygroundViewModel {

  /// What the model is asked about.
  public enum InputKind {
    ROW,
    FILE,
    TEXT,
    REQUEST
  }

  /// A value to fill in.
  ///
  /// @param hint what the reference data holds there; may be empty
  public record Field(String name, String hint, StringProperty value) {}

  private static final long SEED = 1;
  private static final int MOST_FIELDS = 200;

  private final Session session;
  private final ObjectProperty<InputKind> kind = new SimpleObjectProperty<>(InputKind.ROW);
  private final ReadOnlyObjectWrapper<List<Field>> fields = new ReadOnlyObjectWrapper<>(List.of());
  private final StringProperty file = new SimpleStringProperty("");
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty tokenizer = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper takesText = new ReadOnlyBooleanWrapper();
  private final StringProperty request = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<Predictions>> answers =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Sha256> made = Optional.empty();

  public PlaygroundViewModel(Session session) {
    this.session = session;
    session.opening().shown().subscribe(shown -> shown.ifPresent(this::fit));
  }

  public ObjectProperty<InputKind> inputKindProperty() {
    return kind;
  }

  /// One for each value of a row; empty when the model does not take rows.
  public ReadOnlyObjectProperty<List<Field>> fieldsProperty() {
    return fields.getReadOnlyProperty();
  }

  /// A CSV, Parquet or JSON lines file.
  public StringProperty fileProperty() {
    return file;
  }

  /// Whether the model takes the tokens of a text.
  public ReadOnlyBooleanProperty takesTextProperty() {
    return takesText.getReadOnlyProperty();
  }

  public StringProperty textProperty() {
    return text;
  }

  /// The file that makes tokens of a text; empty for the one beside the model.
  public StringProperty tokenizerProperty() {
    return tokenizer;
  }

  /// A request in the JSON of the Open Inference Protocol.
  public StringProperty requestProperty() {
    return request;
  }

  public ReadOnlyObjectProperty<Optional<Predictions>> answersProperty() {
    return answers.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// Whether there is something to ask.
  public boolean ready() {
    return running.get().isEmpty()
        && switch (kind.get()) {
          case ROW -> !fields.get().isEmpty();
          case FILE -> !file.get().isBlank();
          case TEXT -> !text.get().isEmpty();
          case REQUEST -> !request.get().isBlank();
        };
  }

  public void ask() {
    if (!ready()) {
      return;
    }
    Question question =
        switch (kind.get()) {
          case ROW -> new Question.OneRow(row());
          case FILE -> new Question.Rows(Formats.fromHome(file.get().strip()));
          case TEXT ->
              new Question.Texts(
                  List.of(text.get()),
                  Optional.of(tokenizer.get().strip())
                      .filter(name -> !name.isEmpty())
                      .map(Formats::fromHome));
          case REQUEST -> new Question.Typed(request.get());
        };
    shown()
        .ifPresent(model ->
            session
                .jobs()
                .start(
                    Texts.of("job.predict"),
                    command(),
                    progress -> session.actions().predict(model, question, progress),
                    found -> answers.set(Optional.of(found)))
                .showIn(running));
  }

  /// What a shell takes for the same question.
  public String command() {
    String asked =
        switch (kind.get()) {
          case ROW ->
              "--row "
                  + Shell.word(
                      row().entrySet().stream()
                          .map(e -> e.getKey() + "=" + e.getValue())
                          .collect(Collectors.joining(",")));
          case FILE ->
              "--data " + (file.get().isBlank() ? "FILE" : Formats.argument(file.get().strip()));
          case TEXT ->
              "--text "
                  + Shell.word(text.get())
                  + (tokenizer.get().isBlank()
                      ? ""
                      : " --tokenizer " + Formats.argument(tokenizer.get().strip()));
          case REQUEST -> "--request request.json";
        };
    return "slipway predict " + shown().map(ShownModel::named).orElse("PROJECT") + " " + asked;
  }

  private Optional<ShownModel> shown() {
    return session.opening().shown().getValue();
  }

  private Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    fields.get().forEach(field -> row.put(field.name(), field.value().get().strip()));
    return row;
  }

  /// Makes the form anew when another model is open; what was typed stays otherwise.
  private void fit(ShownModel model) {
    Inspection inspection = model.inspection();
    if (made.equals(Optional.of(inspection.model().sha256()))) {
      return;
    }
    made = Optional.of(inspection.model().sha256());
    fields.set(fields(model));
    answers.set(Optional.empty());
    request.set(
        Json.text(InferenceJson.request(MadeUpInputs.of(inspection.signature(), SEED).getFirst())));
    takesText.set(fields.get().isEmpty() && TextInputs.suit(inspection.signature()));
    tokenizer.set(
        takesText.get()
            ? TokenizerFile.beside(model.file())
                .map(found -> Formats.home(found.toString()))
                .orElse("")
            : "");
    kind.set(
        fields.get().isEmpty()
            ? (takesText.get() ? InputKind.TEXT : InputKind.REQUEST)
            : InputKind.ROW);
  }

  private static List<Field> fields(ShownModel model) {
    Inspection inspection = model.inspection();
    List<String> names = inspection.featureMap().features();
    if (names.isEmpty()
        && inspection.signature().inputs().stream().allMatch(PlaygroundViewModel::isOne)) {
      names = inspection.signature().inputs().stream().map(TensorSpec::name).toList();
    }
    if (names.size() > MOST_FIELDS) {
      return List.of();
    }
    Map<String, String> columns =
        model
            .voyage()
            .flatMap(voyage -> voyage.project().project().data())
            .map(DataSource::inputs)
            .orElse(new java.util.TreeMap<>());
    List<DataReport> reports = model.voyage().map(Voyage::data).orElse(List.of());
    var made = new ArrayList<Field>();
    for (String name : names) {
      Optional<DataReport.Column> column =
          reports.stream()
              .limit(1)
              .flatMap(report -> report.columns().stream())
              .filter(c -> columns.getOrDefault(c.name(), c.name()).equals(name))
              .findFirst();
      made.add(
          new Field(
              name,
              column.map(PlaygroundViewModel::hint).orElse(""),
              new SimpleStringProperty(
                  column.flatMap(c -> c.top().stream().findFirst()).orElse("0"))));
    }
    return made;
  }

  /// Whether an input takes one value a row.
  private static boolean isOne(TensorSpec input) {
    List<Dimension> shape = input.shape();
    return shape.size() == 1
        || (shape.size() == 2 && shape.get(1) instanceof Dimension.Fixed(long size) && size == 1);
  }

  private static String hint(DataReport.Column column) {
    return column.min().isPresent() && column.max().isPresent()
        ? Texts.of(
            "play.range",
            Numbers.grouped(column.min().getAsDouble()),
            Numbers.grouped(column.max().getAsDouble()))
        : column.top().stream().limit(4).collect(Collectors.joining(", "));
  }
}
