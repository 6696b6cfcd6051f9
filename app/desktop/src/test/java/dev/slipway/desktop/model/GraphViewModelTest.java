// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Sha256;
import dev.slipway.desktop.LayeredModel;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphWalk.Way;
import dev.slipway.desktop.session.Session;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.ModelFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// How users find their way in a graph of three layers that are alike.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // opening a project takes a second
final class GraphViewModelTest {

  private static final int LAYERS = 3;

  private RecordedSession recorded;
  private GraphViewModel graph;

  @BeforeAll
  void open(@TempDir Path temp) throws Exception {
    recorded = new RecordedSession(temp);
    recorded.session().open(LayeredModel.project(temp.resolve("layers"), LAYERS));
    graph = new ModelViewModel(recorded.session()).graph();
  }

  @BeforeEach
  void showAll() {
    graph.search().queryProperty().set("");
    graph.expandAll();
  }

  @AfterAll
  void close() {
    recorded.close();
  }

  @Test
  void findsByOperatorAndByNameAndGoesFromOneToTheNext() {
    graph.search().queryProperty().set("softmax");
    List<Integer> hits = graph.search().hitsProperty().get();
    assertEquals(LAYERS, hits.size());
    assertEquals(hits.getFirst(), graph.selectedProperty().get());

    graph.search().go(1);
    graph.search().go(1);
    assertEquals(hits.getLast(), graph.selectedProperty().get());
    graph.search().go(1);
    assertEquals(hits.getFirst(), graph.selectedProperty().get());
    graph.search().go(-1);
    assertEquals(hits.getLast(), graph.selectedProperty().get());

    graph.search().queryProperty().set("layer.1/key");
    assertEquals(1, graph.search().hitsProperty().get().size());
    graph.search().queryProperty().set("no such thing");
    assertEquals(List.of(), graph.search().hitsProperty().get());
  }

  @Test
  void drawsLayersThatRepeatAsOneBoxEachAndInFullAgain() {
    graph.collapseRepeated();

    assertEquals(
        List.of("x", "/encoder/layer.0", "/encoder/layer.1", "/encoder/layer.2", "y"), titles());
    assertEquals(
        Set.of("/encoder/layer.0/", "/encoder/layer.1/", "/encoder/layer.2/"),
        graph.collapsedProperty().get());

    graph.open(2);
    assertEquals(2 + 2 + LayeredModel.A_LAYER, titles().size());
    graph.expandAll();
    assertEquals(2 + LAYERS * LayeredModel.A_LAYER, titles().size());
  }

  @Test
  void findsWhatIsInsideABoxThatIsCollapsed() {
    graph.collapse("/encoder/layer.1/", true);
    graph.search().queryProperty().set("layer.1/Relu");

    Box found = graph.box(graph.search().hitsProperty().get().getFirst()).orElseThrow();
    assertEquals("/encoder/layer.1/", found.scope());
    assertEquals(LayeredModel.A_LAYER, found.nodes().size());
  }

  @Test
  void goesAlongTheEdgesFromTheInputToTheOutput() {
    GraphLayout layout = graph.layoutProperty().get().orElseThrow();
    List<String> way = new ArrayList<>();
    int at = GraphWalk.next(layout, -1, Way.DOWN);
    way.add(layout.boxes().get(at).title());
    for (int next = GraphWalk.next(layout, at, Way.DOWN); next != at; ) {
      at = next;
      way.add(layout.boxes().get(at).title());
      next = GraphWalk.next(layout, at, Way.DOWN);
    }

    assertEquals("x", way.getFirst());
    assertEquals("y", way.getLast());
    assertTrue(way.contains("Add"), way.toString());
    int last = layout.boxes().size() - 1;
    assertEquals("Add", layout.boxes().get(GraphWalk.next(layout, last, Way.UP)).title());
    int matmul = layout.of(0);
    int beside = GraphWalk.next(layout, matmul, Way.RIGHT);
    int back = GraphWalk.next(layout, beside, Way.LEFT);
    assertTrue(beside != matmul || back != matmul, "nothing stands beside the first operator");
  }

  @Test
  void readsWhatANodeIsMadeOfWhenItIsOpened() {
    GraphLayout layout = graph.layoutProperty().get().orElseThrow();
    graph.open(layout.of(0));

    assertEquals(
        List.of("x: float [batch × 8]", "/encoder/layer.0/W: float [8 × 8]"),
        graph.detailsProperty().get().orElseThrow().inputs().stream()
            .map(value -> value.name() + ": " + value.type())
            .toList());
    assertEquals(64, graph.histogramsProperty().get().getFirst().count());

    graph.open(-1);
    assertTrue(graph.detailsProperty().get().isEmpty());
    assertEquals(List.of(), graph.histogramsProperty().get());
  }

  @Test
  void saysABoxInWords() {
    GraphLayout layout = graph.layoutProperty().get().orElseThrow();

    assertEquals(
        "Softmax, /encoder/layer.0/Softmax, box 6 of 26. Comes from Mul. Goes to Mul.",
        new BoxWords(graph).of(layout.of(4)));
    assertEquals(
        "x, batch × 8, box 1 of 26. Comes from nothing. Goes to MatMul, MatMul, MatMul, Add.",
        new BoxWords(graph).of(0));
  }

  @Test
  void keepsWhatIsUnderThePointerWhileItZooms() {
    Viewport view = new Viewport(1, 30, 40);
    double x = view.toDrawingX(200);
    double y = view.toDrawingY(100);

    Viewport near = view.zoomed(2, 200, 100);

    assertEquals(x, near.toDrawingX(200), 1e-9);
    assertEquals(y, near.toDrawingY(100), 1e-9);
    assertEquals(Viewport.LARGEST, view.zoomed(1000, 0, 0).zoom());
    assertEquals(Viewport.SMALLEST, view.zoomed(1e-6, 0, 0).zoom());
  }

  @Test
  void knowsItsPartsWhateverIsAskedBeforeItIsLaidOut() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    var fresh = new GraphViewModel(recorded.toldBy(waiting::add), graph.inspection());

    fresh.collapseRepeated();
    fresh.expandAll();
    waiting.forEach(Runnable::run);

    assertEquals(graph.scopesProperty().get(), fresh.scopesProperty().get());
    assertEquals(titles(graph), titles(fresh));
  }

  @Test
  void showsTheLayoutThatWasAskedForLastWhicheverIsReadyLast() {
    Deque<Runnable> newestFirst = new ArrayDeque<>();
    var fresh = new GraphViewModel(recorded.toldBy(newestFirst::push), graph.inspection());
    newestFirst.forEach(Runnable::run);
    newestFirst.clear();

    fresh.expandAll();
    fresh.collapseRepeated();
    newestFirst.forEach(Runnable::run);

    assertEquals(
        Set.of("/encoder/layer.0/", "/encoder/layer.1/", "/encoder/layer.2/"),
        fresh.collapsedProperty().get());
    assertEquals(graph.scopesProperty().get(), fresh.scopesProperty().get());
  }

  @Test
  void isLaidOutThoughTheModelIsInspectedAnewMeanwhile() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Inspection first = graph.inspection().getValue().orElseThrow();
    var inspection = new SimpleObjectProperty<>(Optional.of(first));
    var fresh = new GraphViewModel(recorded.toldBy(waiting::add), inspection);

    inspection.set(Optional.of(with(first, first.model(), "another")));
    waiting.forEach(Runnable::run);

    assertEquals(graph.scopesProperty().get(), fresh.scopesProperty().get());
    assertEquals(titles(graph), titles(fresh));
  }

  @Test
  void drawsNothingOfTheModelBeforeWhileTheNextIsLaidOut() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Inspection first = graph.inspection().getValue().orElseThrow();
    var inspection = new SimpleObjectProperty<>(Optional.of(first));
    var fresh = new GraphViewModel(recorded.toldBy(waiting::add), inspection);
    runAll(waiting);
    fresh.collapseRepeated();
    runAll(waiting);
    fresh.search().queryProperty().set("layer.1");
    fresh.open(0);
    runAll(waiting);

    inspection.set(Optional.of(with(first, another(first.model()), first.producer())));

    assertEquals(Optional.empty(), fresh.layoutProperty().get());
    assertEquals(Set.of(), fresh.collapsedProperty().get());
    assertEquals(List.of(), fresh.search().hitsProperty().get());
    assertEquals(Optional.empty(), fresh.node());
    runAll(waiting);
    assertEquals(titles(graph), titles(fresh));
  }

  @Test
  void isLaidOutWhenItIsSeenAgainAfterItsLayoutWasCancelled() {
    Inspection first = graph.inspection().getValue().orElseThrow();
    var inspection = new SimpleObjectProperty<>(Optional.of(first));
    var held = new CountDownLatch(1);
    GraphViewModel fresh;
    try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
      Future<?> _ =
          worker.submit(() -> {
            held.await();
            return null;
          });
      Session session = recorded.workedBy(worker);
      fresh = new GraphViewModel(session, inspection);
      session.jobs().running().getFirst().cancel();

      inspection.set(Optional.of(with(first, first.model(), "another")));
      held.countDown();
    }

    assertEquals(titles(graph), titles(fresh));
  }

  @Test
  void showsTheTimesOfTheModelThatTheyWereMeasuredOf() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    Inspection first = graph.inspection().getValue().orElseThrow();
    var inspection = new SimpleObjectProperty<>(Optional.of(first));
    var fresh = new GraphViewModel(recorded.toldBy(waiting::add), inspection);
    runAll(waiting);

    fresh.time();
    inspection.set(Optional.of(with(first, another(first.model()), first.producer())));
    runAll(waiting);

    assertEquals(Optional.empty(), fresh.timesProperty().get());
    assertFalse(fresh.showsTimesProperty().get());
  }

  private static void runAll(Deque<Runnable> waiting) {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static ModelFile another(ModelFile model) {
    return new ModelFile(
        model.path(), Sha256.of(new byte[] {1, 2, 3}), model.size(), model.format());
  }

  private static Inspection with(Inspection known, ModelFile model, String producer) {
    return new Inspection(
        model,
        known.signature(),
        known.featureMap(),
        known.irVersion(),
        known.opsets(),
        producer,
        known.parameters(),
        known.parameterBytes(),
        known.operators(),
        known.costs(),
        known.flops(),
        known.metadata(),
        known.graph(),
        known.findings());
  }

  private List<String> titles() {
    return titles(graph);
  }

  private static List<String> titles(GraphViewModel graph) {
    return graph.layoutProperty().get().orElseThrow().boxes().stream().map(Box::title).toList();
  }
}
