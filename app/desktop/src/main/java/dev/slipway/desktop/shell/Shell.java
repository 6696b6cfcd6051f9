// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.theme.Styles;
import dev.slipway.base.Problem;
import dev.slipway.desktop.begin.Around;
import dev.slipway.desktop.begin.BareModelView;
import dev.slipway.desktop.begin.BareModelViewModel;
import dev.slipway.desktop.begin.WelcomeView;
import dev.slipway.desktop.begin.WelcomeViewModel;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Actions.Surroundings;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Unwritten;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The window's content: side bar, header, screen, status bar, and overlays.
public final class Shell extends StackPane {

  /// What the shell is given from outside.
  ///
  /// @param files asks the user for a project's file or a model
  /// @param folders asks the user for a folder
  /// @param around what the first screens know
  public record Outside(
      Surroundings machine,
      Appearance appearance,
      Supplier<Optional<Path>> files,
      Supplier<Optional<Path>> folders,
      Around around) {}

  private final Session session;
  private final Commands commands;
  private final Appearance appearance;
  private final ModalPane over = new ModalPane();
  private final NoticePane notices;
  private final BorderPane frame = new BorderPane();
  private final StackPane place = new StackPane();
  private final OpeningView opening = new OpeningView();
  private final ScrollPane room = new ScrollPane(place);
  private final Palette palette;
  private final PaletteViewModel paletteModel = new PaletteViewModel();
  private final WelcomeViewModel welcome;
  private Subscription entering = Subscription.EMPTY;
  private final BareModelViewModel bareModel;
  private boolean answering;
  private Optional<Node> before = Optional.empty();

  public Shell(Session session, Map<Screen, Node> screens, Outside outside) {
    this.session = session;
    this.appearance = outside.appearance();
    Look.follow(this, appearance);
    var verbs = new Verbs(outside);
    commands = new Commands(session, verbs);
    palette = new Palette(paletteModel, this::hide);
    var model = new ShellViewModel(session);
    welcome = new WelcomeViewModel(session, outside.around());
    bareModel = new BareModelViewModel(session, session.actions().memory());
    var bare =
        new BareModelView(
            bareModel, Objects.requireNonNull(screens.get(Screen.MODEL)), outside.around());
    var first = new WelcomeView(welcome, Mark.drawn(64), verbs::choose, verbs::chooseFolder);
    var places = new Places(first, bare, screens);
    frame.setLeft(new SideBar(session, model, verbs));
    var main =
        new BorderPane(
            room,
            new HeaderBar(session, model, verbs),
            null,
            new StatusBar(session, outside.machine()),
            null);
    frame.setCenter(main);
    place.getStyleClass().add("place");
    // A screen that needs more than the window has is scrolled, not cut.
    room.setFitToWidth(true);
    room.setFitToHeight(true);
    room.getStyleClass().add("edge-to-edge");
    room.setId("room");
    room.setAccessibleText(Texts.of("app.screen"));
    FocusKeeper.over(room);
    over.setInTransitionFactory(null);
    over.setOutTransitionFactory(null);
    over.setId("over");
    notices = new NoticePane(session.screenProperty()::set);
    StackPane.setAlignment(notices, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(notices, new Insets(0, 18, 46, 0));
    getChildren().addAll(frame, notices, over);
    session.screenProperty().subscribe(screen -> place(places));
    session.openedProperty().subscribe(opened -> place(places));
    session.opening().runningProperty().subscribe(job -> place(places));
    session.opening().bareModelProperty().subscribe(looked -> place(places));
    session.problemProperty().subscribe(problem -> problem.ifPresent(this::show));
    session.unwritten().questionProperty().subscribe(asked -> asked.ifPresent(this::ask));
    sceneProperty().flatMap(Scene::windowProperty).subscribe(this::guard);
    over.displayProperty().subscribe(this::displayed);
    session.noticeProperty().subscribe(notice -> notice.ifPresent(this::tell));
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    addEventHandler(KeyEvent.KEY_TYPED, this::onTyped);
    setOnDragOver(this::onDragOver);
    setOnDragDropped(this::onDropped);
  }

  /// Takes what was dropped on the window; whether it was of use.
  public boolean dropped(List<File> files) {
    if (files.isEmpty()) {
      return false;
    }
    session.open(files.getFirst().toPath());
    return true;
  }

  /// Looks anew at recent projects and samples.
  public void refreshWelcome() {
    welcome.refresh();
  }

  /// Shows the palette.
  public void showPalette() {
    paletteModel.begin(commands.all());
    remember();
    over.setAlignment(Pos.TOP_CENTER);
    over.show(palette);
    palette.begin();
  }

  /// Shows all keys.
  public void showKeys() {
    remember();
    var pane = new KeysPane(commands.all(), this::hide);
    over.setAlignment(Pos.CENTER);
    over.show(pane);
    pane.begin();
  }

  private record Places(Node welcome, BareModelView bare, Map<Screen, Node> screens) {}

  private void place(Places places) {
    Screen asked = session.screenProperty().get();
    boolean own = !asked.ofProject();
    boolean bare = !own && session.opening().bareModelProperty().get().isPresent();
    boolean open = session.openedProperty().get().isPresent();
    if (!own && !bare && !open) {
      put(invitation(places));
      return;
    }
    put(bare ? places.bare() : Objects.requireNonNull(places.screens().get(asked)));
    if (bare) {
      places.bare().show();
    }
  }

  /// What is there already stays: taken out and put back, all of it would be styled, filled and
  /// laid out anew.
  private void put(Node shown) {
    if (!place.getChildren().equals(List.of(shown))) {
      place.getChildren().setAll(shown);
    }
  }

  /// What to do first, or what is being opened.
  private Node invitation(Places places) {
    Optional<Job> opens = session.opening().runningProperty().get();
    if (opens.isPresent()) {
      opening.show(opens.get());
      return opening;
    }
    if (!place.getChildren().contains(places.welcome())) {
      welcome.refresh();
    }
    return places.welcome();
  }

  /// A window closes once nothing typed would be lost.
  private void guard(@Nullable Window window) {
    if (window != null) {
      window.addEventFilter(
          WindowEvent.WINDOW_CLOSE_REQUEST,
          event -> {
            if (session.unwritten().isAny()) {
              event.consume();
              session.unwritten().before(() -> close(window));
            }
          });
    }
  }

  /// Whoever else listens to the closing of the window hears of it now.
  private static void close(Window window) {
    window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
    window.hide();
  }

  private void ask(Unwritten.Question question) {
    remember();
    var pane = new LeavePane(question.draft(), session.unwritten(), this::answer);
    over.setAlignment(Pos.CENTER);
    over.show(pane);
    pane.begin();
  }

  /// Closes the question first: an answer may ask the next one.
  private void answer(Runnable chosen) {
    answering = true;
    hide();
    answering = false;
    chosen.run();
  }

  private void show(Problem problem) {
    remember();
    var pane = new ProblemPane(problem, this::hide);
    over.setAlignment(Pos.CENTER);
    over.show(pane);
    pane.begin();
  }

  /// What is laid over a window that was never drawn would not be seen: that needs its skin.
  private void remember() {
    over.applyCss();
    if (!over.isDisplay()) {
      before = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
    }
  }

  private void hide() {
    over.hide(true);
  }

  /// Whichever way it was closed: the problem has been read, so an equal one is shown again, and
  /// the focus is where it was.
  private void displayed(boolean shown) {
    if (!shown) {
      over.setContent(null);
      session.problemProperty().set(Optional.empty());
      if (!answering) {
        session.unwritten().stay();
      }
      before.ifPresent(Node::requestFocus);
      before = Optional.empty();
    }
  }

  /// The focus goes to the screen's main action, as soon as that can be taken, else to the screen.
  private void enter() {
    entering.unsubscribe();
    room.applyCss();
    room.requestFocus();
    entering =
        room.lookupAll("." + Styles.ACCENT).stream()
            .filter(node -> node.isFocusTraversable() && isSeen(node))
            .findFirst()
            .map(main -> main.disabledProperty().subscribe(disabled -> take(main, disabled)))
            .orElse(Subscription.EMPTY);
  }

  private void take(Node main, boolean disabled) {
    if (!disabled && room.isFocused()) {
      main.requestFocus();
    }
  }

  private boolean isSeen(Node node) {
    return node.isVisible() && (node.equals(room) || isSeen(node.getParent()));
  }

  private void tell(Session.Notice notice) {
    boolean seen = notice.where().equals(Optional.of(session.screenProperty().get()));
    if (seen || getScene() == null || getScene().getWindow() == null) {
      return;
    }
    notices.tell(notice);
  }

  private void onKey(KeyEvent event) {
    for (Command command : commands.all()) {
      if (!command.key().isEmpty() && command.available() && command.combination().match(event)) {
        event.consume();
        command.action().run();
        return;
      }
    }
  }

  private void onTyped(KeyEvent event) {
    boolean typing = getScene().getFocusOwner() instanceof TextInputControl;
    if (event.getCharacter().equals("?") && !typing && !over.isDisplay()) {
      event.consume();
      showKeys();
    }
  }

  private void onDragOver(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      event.consume();
    }
  }

  private void onDropped(DragEvent event) {
    event.setDropCompleted(dropped(event.getDragboard().getFiles()));
    event.consume();
  }

  private final class Verbs implements Commands.WindowVerbs {
    private final Outside outside;

    Verbs(Outside outside) {
      this.outside = outside;
    }

    @Override
    public void choose() {
      outside.files().get().ifPresent(session::open);
    }

    @Override
    public void chooseFolder() {
      outside.folders().get().ifPresent(session::open);
    }

    @Override
    public void enter() {
      Shell.this.enter();
    }

    @Override
    public void begin() {
      // The screens of the application itself lie before the model.
      session.screenProperty().set(Screen.MODEL);
      bareModel.assist();
    }

    @Override
    public void toggleTheme() {
      appearance.toggleTheme();
    }

    @Override
    public void showPalette() {
      Shell.this.showPalette();
    }

    @Override
    public void showKeys() {
      Shell.this.showKeys();
    }
  }
}
