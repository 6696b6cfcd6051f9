// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.begin;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Unwritten;
import dev.slipway.request.Table;
import dev.slipway.workbench.LookedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Begins a project with a bare model, page by page. Every answer but name and folder may be left
/// out: `slipway.yaml` then says in a comment what goes there.
public final class AssistantViewModel implements Unwritten.Draft {

  /// What is asked together.
  public enum Page {
    GOAL,
    DATA,
    SIZES,
    TRAFFIC,
    RUNNING,
    REVIEW
  }

  /// Requests that are usual for a kind of service.
  public record Example(String key, String average, String peak) {}

  /// A look at a data file: its rows, or why there are none.
  public record Rows(Optional<Table> table, Optional<Problem> problem) {
    static final Rows NONE = new Rows(Optional.empty(), Optional.empty());
  }

  /// What would be written, or why it cannot be.
  public record Preview(String text, Optional<Problem> problem) {}

  public static final List<Example> EXAMPLES =
      List.of(
          new Example("office", "2/s", "10/s"),
          new Example("shop", "20/s", "120/s"),
          new Example("batch", "100/min", "500/min"));

  private static final int ROWS_SHOWN = 6;

  private final Session session;
  private final LookedModel model;
  private final List<Page> pages;
  private final IntegerProperty page = new SimpleIntegerProperty();
  private final StringProperty decision = new SimpleStringProperty("");
  private final StringProperty reference = new SimpleStringProperty("");
  private final StringProperty holdout = new SimpleStringProperty("");
  private final StringProperty label = new SimpleStringProperty("");
  private final SortedMap<String, StringProperty> sizes = new TreeMap<>();
  private final StringProperty average = new SimpleStringProperty("");
  private final StringProperty peak = new SimpleStringProperty("");
  private final StringProperty latency = new SimpleStringProperty("");
  private final StringProperty cloud = new SimpleStringProperty("");
  private final StringProperty region = new SimpleStringProperty("");
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty folder = new SimpleStringProperty("");
  private final Answers untouched;
  private final ReadOnlyObjectWrapper<Rows> rows = new ReadOnlyObjectWrapper<>(Rows.NONE);
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Preview>> preview =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper command = new ReadOnlyStringWrapper("");
  private String read = "";

  public AssistantViewModel(Session session, LookedModel model) {
    this.session = session;
    this.model = model;
    model.suggested().byInput().keySet().forEach(i -> sizes.put(i, new SimpleStringProperty("")));
    pages = Stream.of(Page.values()).filter(p -> p != Page.SIZES || !sizes.isEmpty()).toList();
    name.set(model.name());
    folder.set(Formats.home(model.home().toString()));
    untouched = answers();
    texts().forEach(text -> text.subscribe((before, now) -> changed()));
    page.subscribe((before, now) -> changed());
    changed();
  }

  private Stream<StringProperty> texts() {
    return Stream.concat(
        Stream.of(
            decision, reference, holdout, label, average, peak, latency, cloud, region, name,
            folder),
        sizes.values().stream());
  }

  public LookedModel model() {
    return model;
  }

  /// Those that are asked of this model, in order.
  public List<Page> pages() {
    return pages;
  }

  /// The position of the page that is shown.
  public IntegerProperty pageProperty() {
    return page;
  }

  public Page page() {
    return pages.get(page.get());
  }

  /// Which decision the prediction serves.
  public StringProperty decisionProperty() {
    return decision;
  }

  /// The file that the model learned from.
  public StringProperty referenceProperty() {
    return reference;
  }

  /// The file of rows that it never saw.
  public StringProperty holdoutProperty() {
    return holdout;
  }

  /// The column that holds the truth.
  public StringProperty labelProperty() {
    return label;
  }

  /// A shape for each input that leaves one open.
  public SortedMap<String, StringProperty> sizes() {
    return new TreeMap<>(sizes);
  }

  public StringProperty averageProperty() {
    return average;
  }

  public StringProperty peakProperty() {
    return peak;
  }

  /// The longest that 95 of 100 requests may take.
  public StringProperty latencyProperty() {
    return latency;
  }

  public StringProperty cloudProperty() {
    return cloud;
  }

  public StringProperty regionProperty() {
    return region;
  }

  /// The service's name.
  public StringProperty nameProperty() {
    return name;
  }

  /// Where `slipway.yaml` goes.
  public StringProperty folderProperty() {
    return folder;
  }

  /// What was found in the data file.
  public ReadOnlyObjectProperty<Rows> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /// What is wrong on this page; blank while nothing is.
  public ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
  }

  /// The file as it would be written; empty until it was made.
  public ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /// The command line that begins the same project.
  public ReadOnlyStringProperty commandProperty() {
    return command.getReadOnlyProperty();
  }

  /// A shape that is usual for an input, as it is typed.
  public String suggested(String input) {
    return model.suggested().typed(input);
  }

  /// Takes the usual shapes for all that is open.
  public void takeSuggested() {
    sizes.forEach((input, size) -> size.set(suggested(input)));
  }

  public void take(Example example) {
    average.set(example.average());
    peak.set(example.peak());
  }

  /// To the next page; on the last one the project is begun.
  public void next() {
    if (!complaint.get().isEmpty()) {
      return;
    }
    if (page() != Page.REVIEW) {
      page.set(page.get() + 1);
    } else if (isWritable()) {
      write(() -> {});
    }
  }

  /// To the page before.
  ///
  /// @return whether there was one
  public boolean back() {
    if (page.get() == 0) {
      return false;
    }
    page.set(page.get() - 1);
    return true;
  }

  /// Opens the project that is in the folder already.
  public void openExisting() {
    Path there = answers().place();
    discard();
    session.opening().open(there);
  }

  @Override
  public boolean isUnwritten() {
    return !answers().equals(untouched);
  }

  @Override
  public String what() {
    return Texts.of("begin.draft", String.valueOf(model.named().getFileName()));
  }

  @Override
  public boolean isWritable() {
    return preview.get().map(Preview::problem).filter(Optional::isEmpty).isPresent();
  }

  @Override
  public void write(Runnable then) {
    try {
      session
          .opening()
          .begin(
              answers().wish(model),
              command.get(),
              () -> {
                discard();
                then.run();
              });
    } catch (ProblemException e) {
      preview.set(Optional.of(new Preview("", Optional.of(e.problem()))));
    }
  }

  @Override
  public void discard() {
    texts().forEach(text -> text.set(""));
    name.set(untouched.name());
    folder.set(untouched.folder());
    page.set(0);
  }

  private Answers answers() {
    SortedMap<String, String> shapes = new TreeMap<>();
    sizes.forEach((input, size) -> shapes.put(input, text(size)));
    return new Answers(
        text(decision),
        text(reference),
        text(holdout),
        text(label),
        shapes,
        text(average),
        text(peak),
        text(latency),
        text(cloud),
        text(region),
        text(name),
        text(folder));
  }

  /// A field of a screen may hold nothing at all.
  private static String text(StringProperty property) {
    return Optional.ofNullable(property.get()).orElse("");
  }

  private void changed() {
    preview.set(Optional.empty());
    readRows(answers());
    Answers now = answers();
    complaint.set(Complaint.of(page(), now, rows.get(), model));
    command.set(now.command(model));
    if (page() == Page.REVIEW && complaint.get().isEmpty()) {
      makePreview(now);
    }
  }

  private void makePreview(Answers now) {
    try {
      var wish = now.wish(model);
      session
          .jobs()
          .start(
              Texts.of("job.preview"),
              "",
              progress -> {
                try {
                  return new Preview(session.actions().beginning().text(wish), Optional.empty());
                } catch (ProblemException e) {
                  return new Preview("", Optional.of(e.problem()));
                }
              },
              found -> {
                if (now.equals(answers())) {
                  preview.set(Optional.of(found));
                }
              });
    } catch (ProblemException e) {
      preview.set(Optional.of(new Preview("", Optional.of(e.problem()))));
    }
  }

  /// Looks at the holdout, or at the reference where there is none, whenever another is named.
  private void readRows(Answers now) {
    String file = (now.holdout().isBlank() ? now.reference() : now.holdout()).strip();
    if (file.equals(read)) {
      return;
    }
    read = file;
    rows.set(Rows.NONE);
    if (file.isEmpty()) {
      return;
    }
    session
        .jobs()
        .start(
            Texts.of("job.rows"),
            "",
            progress -> {
              try {
                Path path = Formats.fromHome(file);
                Table table = session.actions().beginning().rows(path, ROWS_SHOWN, progress);
                return new Rows(Optional.of(table), Optional.empty());
              } catch (ProblemException e) {
                return new Rows(Optional.empty(), Optional.of(e.problem()));
              }
            },
            found -> {
              if (file.equals(read)) {
                rows.set(found);
                found
                    .table()
                    .filter(table -> label.get().isBlank())
                    .flatMap(table -> LabelGuess.of(table, model.inspection().featureMap()))
                    .ifPresent(label::set);
                changed();
              }
            });
  }

  /// Titles of the pages, for the stepper.
  public List<String> titles() {
    return pages.stream().map(p -> Texts.of("begin.page-" + Words.id(p))).toList();
  }

  /// Clouds that prices are known of, and none.
  public static List<String> clouds() {
    return List.of("", "aws", "gcp", "azure");
  }
}
