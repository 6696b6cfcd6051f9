// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.ShownModel;
import dev.slipway.inspect.Inspection;
import dev.slipway.request.ModelPictures;
import dev.slipway.request.ModelTexts;
import dev.slipway.request.Predictions;
import dev.slipway.request.TokenizerFile;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.workbench.PredictRows.Question;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Asks the model about a row, a file, a text, a picture or a request, and keeps its last answers.
public final class PlaygroundViewModel {

  /// What the model is asked about.
  public enum InputKind {
    ROW,
    FILE,
    TEXT,
    PICTURE,
    REQUEST
  }

  private final Session session;
  private final ObjectProperty<InputKind> kind = new SimpleObjectProperty<>(InputKind.ROW);
  private final ReadOnlyObjectWrapper<List<RowForm.Field>> fields =
      new ReadOnlyObjectWrapper<>(List.of());
  private final StringProperty file = new SimpleStringProperty("");
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty tokenizer = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper takesText = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper takesPictures = new ReadOnlyBooleanWrapper();
  private final StringProperty picture = new SimpleStringProperty("");
  private final StringProperty request = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<Predictions>> answers =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
  private final HoldoutPicker picker;
  private final AnswerWhy why;
  private boolean filling;
  private Optional<Sha256> made = Optional.empty();

  public PlaygroundViewModel(Session session) {
    this.session = session;
    picker = new HoldoutPicker(session, this::fill);
    why = new AnswerWhy(session);
    List.of(file, text, tokenizer, picture, request)
        .forEach(input -> input.subscribe((before, now) -> changed()));
    kind.subscribe((before, now) -> changed());
    session.opening().shown().subscribe(shown -> shown.ifPresent(this::fit));
  }

  public ObjectProperty<InputKind> inputKindProperty() {
    return kind;
  }

  /// One for each value of a row; empty when the model does not take rows.
  ReadOnlyObjectProperty<List<RowForm.Field>> fieldsProperty() {
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

  /// Whether the model takes a picture.
  public ReadOnlyBooleanProperty takesPicturesProperty() {
    return takesPictures.getReadOnlyProperty();
  }

  /// A PNG or JPEG file.
  public StringProperty pictureProperty() {
    return picture;
  }

  /// Rows of the holdout to ask about.
  public HoldoutPicker picker() {
    return picker;
  }

  /// The reasons of the answer.
  public AnswerWhy why() {
    return why;
  }

  /// Whether the question was changed since it was answered.
  public ReadOnlyBooleanProperty staleProperty() {
    return stale.getReadOnlyProperty();
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

  /// Whether there is something to ask, and nothing wrong with it.
  public boolean ready() {
    return running.get().isEmpty()
        && switch (kind.get()) {
          case ROW ->
              !fields.get().isEmpty()
                  && fields.get().stream().allMatch(field -> field.wrong().isEmpty());
          case FILE -> !file.get().isBlank();
          case TEXT -> !text.get().isEmpty();
          case PICTURE -> !picture.get().isBlank();
          case REQUEST -> !request.get().isBlank();
        };
  }

  public void ask() {
    if (!ready()) {
      return;
    }
    Question question = question();
    shown()
        .ifPresent(model ->
            session
                .jobs()
                .start(
                    Texts.of("job.predict"),
                    command(),
                    progress -> session.actions().predict(model, question, progress),
                    found -> {
                      answers.set(Optional.of(found));
                      stale.set(!question.equals(question()));
                      why.answered(model.voyage().map(voyage -> question));
                    })
                .showIn(running));
  }

  /// Makes the request that a client would send for this question.
  ///
  /// @param then gets its JSON
  public void makeRequest(Consumer<String> then) {
    if (!ready()) {
      return;
    }
    Question question = question();
    session
        .opening()
        .shownProject()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.request"),
                    "",
                    progress -> session.actions().request(project, question),
                    then));
  }

  /// Takes a file that was dropped: a table, a picture, a text, or a request.
  ///
  /// @return whether it is one of these
  public boolean drop(Path dropped) {
    String name = String.valueOf(dropped.getFileName()).toLowerCase(Locale.ROOT);
    String shown = Formats.home(dropped.toString());
    if (name.matches(".*\\.(csv|parquet|jsonl|ndjson)")) {
      file.set(shown);
      kind.set(InputKind.FILE);
    } else if (name.matches(".*\\.(png|jpe?g|gif|bmp)") && takesPictures.get()) {
      picture.set(shown);
      kind.set(InputKind.PICTURE);
      ask();
    } else if (name.endsWith(".txt") && takesText.get()) {
      read(dropped, text, InputKind.TEXT);
    } else if (name.endsWith(".json")) {
      read(dropped, request, InputKind.REQUEST);
    } else {
      return false;
    }
    return true;
  }

  private void read(Path from, StringProperty into, InputKind as) {
    String remedy =
        as == InputKind.REQUEST
            ? "Ask in a terminal: slipway predict %s --request %s"
                .formatted(named(), Shell.word(from))
            : "Ask with a shorter one.";
    session
        .jobs()
        .start(
            Texts.of("job.open"),
            "",
            progress -> RequestText.read(from, remedy),
            found -> {
              into.set(found);
              kind.set(as);
            });
  }

  private Question question() {
    return switch (kind.get()) {
      case ROW -> new Question.OneRow(row());
      case FILE -> new Question.Rows(Formats.fromHome(file.get().strip()));
      case TEXT ->
          new Question.Texts(
              List.of(text.get()),
              Optional.of(tokenizer.get().strip())
                  .filter(name -> !name.isEmpty())
                  .map(Formats::fromHome));
      case PICTURE ->
          new Question.Pictures(
              List.of(Formats.fromHome(picture.get().strip())), new ImageSettings(new TreeMap<>()));
      case REQUEST -> new Question.Typed(request.get());
    };
  }

  private void changed() {
    stale.set(answers.get().isPresent());
  }

  private void typed() {
    changed();
    if (!filling) {
      picker.forget();
    }
  }

  private void fill(Map<String, String> values) {
    filling = true;
    kind.set(InputKind.ROW);
    fields
        .get()
        .forEach(
            field -> field.value().set(values.getOrDefault(field.name(), field.value().get())));
    filling = false;
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
          case PICTURE ->
              "--image "
                  + (picture.get().isBlank() ? "FILE" : Formats.argument(picture.get().strip()));
          case REQUEST -> "--request request.json";
        };
    return "slipway predict " + named() + " " + asked;
  }

  private String named() {
    return shown().map(ShownModel::named).orElse("PROJECT");
  }

  private Optional<ShownModel> shown() {
    return session.opening().shown().getValue();
  }

  private Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    fields.get().forEach(field -> row.put(field.name(), field.value().get().strip()));
    return row;
  }

  /// Makes a request up; one that was written before that is done stays.
  private void makeUp(Inspection of) {
    request.set("");
    session
        .jobs()
        .start(
            Texts.of("job.request"),
            "",
            progress -> RequestText.madeUp(of.signature()),
            found -> {
              if (made.equals(Optional.of(of.model().sha256())) && request.get().isEmpty()) {
                boolean was = stale.get();
                request.set(found);
                stale.set(was);
              }
            });
  }

  /// Why no request is made up; empty where one is.
  public Optional<String> tooLong() {
    return shown().flatMap(model -> RequestText.tooLong(model.inspection().signature()));
  }

  /// Makes the form anew when another model is open; what was typed stays otherwise.
  private void fit(ShownModel model) {
    Inspection inspection = model.inspection();
    if (made.equals(Optional.of(inspection.model().sha256()))) {
      return;
    }
    made = Optional.of(inspection.model().sha256());
    picker.reset();
    fields.set(RowForm.of(model));
    fields.get().forEach(field -> field.value().subscribe((before, now) -> typed()));
    answers.set(Optional.empty());
    why.answered(Optional.empty());
    makeUp(inspection);
    takesText.set(fields.get().isEmpty() && ModelTexts.suit(inspection.signature()));
    takesPictures.set(ModelPictures.suit(inspection.signature()));
    tokenizer.set(
        takesText.get()
            ? TokenizerFile.beside(model.file())
                .map(found -> Formats.home(found.toString()))
                .orElse("")
            : "");
    kind.set(
        fields.get().isEmpty()
            ? (takesText.get()
                ? InputKind.TEXT
                : takesPictures.get() ? InputKind.PICTURE : InputKind.REQUEST)
            : InputKind.ROW);
    stale.set(false);
  }
}
