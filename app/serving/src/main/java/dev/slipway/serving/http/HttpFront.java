// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.access.Tls;
import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.admission.Connections;
import dev.slipway.serving.admission.Reason;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.ServingMetrics;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.protocol.InferRequestReader;
import dev.slipway.serving.protocol.InferResponseWriter;
import dev.slipway.serving.protocol.MetadataWriter;
import dev.slipway.serving.protocol.NonFinite;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The two ports: one for predictions, one for management.
public final class HttpFront implements AutoCloseable {

  /// How the front is set up.
  ///
  /// @param maxBytes largest request body
  /// @param deadline longest wait for a prediction to start
  public record Settings(
      String modelName,
      String modelVersion,
      String address,
      int port,
      int managementPort,
      int eventLoops,
      int maxBytes,
      Duration deadline,
      NonFinite nonFinite,
      RequestLog requestLog,
      AdmissionLimits admission) {}

  private static final int MANAGEMENT_MAX_BYTES = 1 << 10;

  /// Seconds without a request after which a connection is closed; longer than the 60 for which
  /// load balancers commonly keep one.
  private static final int IDLE = 75;

  /// Part of the memory for unfinished requests that is kept for the next ones.
  private static final int SPARE = 4;

  private final Settings settings;
  private final ServingMetrics metrics;
  private final OipRoutes oip;
  private final Traffic traffic = new Traffic();
  private final SpareMemory memory;
  private final Admission admission;
  private final Connections connections;
  private final AnswerBook book;
  private final EventLoopGroup loops;
  private final EventLoopGroup managementLoop;
  private final PreparingThreads preparing;
  private final Listener data;
  private final Listener management;
  private volatile Routes routes;

  /// Opens both ports; predictions are refused until [#serve].
  ///
  /// @throws IOException when a port cannot be opened
  public HttpFront(
      Settings settings,
      Access access,
      ServingMetrics metrics,
      Journal journal,
      BooleanSupplier ready)
      throws IOException {
    this.settings = settings;
    this.metrics = metrics;
    memory = new SpareMemory(settings.admission().maxBytes() / SPARE);
    admission = new Admission(settings.admission(), System::nanoTime, metrics::rejected);
    connections = places(settings.admission(), metrics::rejected);
    book = AnswerBook.of(metrics, journal, settings.requestLog());
    oip = new OipRoutes(settings.modelName(), settings.modelVersion(), ready);
    routes = oip.loading();
    loops = loops("http", settings.eventLoops());
    managementLoop = loops("management", 1);
    preparing = new PreparingThreads(settings.eventLoops(), metrics);
    Routes managementRoutes = oip.management(metrics);
    try {
      data =
          Listener.open(
              loops,
              address(settings.port()),
              new Port(
                  () -> routes,
                  traffic,
                  admission,
                  connections,
                  memory,
                  book,
                  settings.maxBytes(),
                  new Door(access.gate(), oip.openPaths()),
                  new Encryption(access.tls().map(Tls::rest), settings.admission().patience())));
    } catch (IOException taken) {
      stopLoops();
      throw taken;
    }
    try {
      management =
          Listener.open(
              managementLoop, address(settings.managementPort()), managementPort(managementRoutes));
    } catch (IOException taken) {
      data.stopAccepting();
      stopLoops();
      throw taken;
    }
  }

  private static Connections places(AdmissionLimits limits, Consumer<Reason> observer) {
    return new Connections(limits.connections(), IDLE, System::nanoTime, observer);
  }

  /// Nothing that callers do takes from it. It is for those beside the service, who hold no secret:
  /// neither inputs nor answers pass through it, so that it asks nobody and encrypts nothing.
  private Port managementPort(Routes managementRoutes) {
    AdmissionLimits limits = AdmissionLimits.ofManagement(settings.admission());
    return new Port(
        () -> managementRoutes,
        new Traffic(),
        new Admission(limits, System::nanoTime, unseen -> {}),
        places(limits, unseen -> {}),
        memory,
        AnswerBook.none(),
        MANAGEMENT_MAX_BYTES,
        Door.OPEN,
        Encryption.NONE);
  }

  private static EventLoopGroup loops(String name, int count) {
    return new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  private InetSocketAddress address(int port) {
    return new InetSocketAddress(settings.address(), port);
  }

  /// The threads that read connections.
  public List<Executor> loops() {
    List<Executor> all = new ArrayList<>();
    loops.forEach(all::add);
    return all;
  }

  /// The same threads, for another protocol.
  public EventLoopGroup loopGroup() {
    return loops;
  }

  /// Rows by name, where it is known how they become the model's inputs.
  ///
  /// @param labels class names in the order of the scores; may be empty
  /// @param most rows of one request
  public record Rows(Columns columns, List<String> labels, int most) {}

  /// Answers predictions from now on.
  public void serve(
      Engine engine,
      String serverVersion,
      Optional<Rows> rows,
      Optional<Texts> texts,
      Optional<Images> images) {
    Predictor predictor = engine.predictor();
    var parts = new InferEndpoint.Parts(engine, settings.deadline(), metrics, admission);
    String model = settings.modelName();
    String version = settings.modelVersion();
    Dialect tensors =
        new OipDialect(
            new InferRequestReader(predictor.inputs(), predictor.outputs()),
            new InferResponseWriter(model, version, settings.nonFinite()));
    routes =
        oip.serving(
            MetadataWriter.server(serverVersion),
            MetadataWriter.model(model, version, predictor.inputs(), predictor.outputs()),
            new InferEndpoint(parts, tensors),
            new PreparedRoutes(parts, model, version, settings.nonFinite(), preparing)
                .of(rows, texts, images));
  }

  public int port() {
    return data.port();
  }

  public int managementPort() {
    return management.port();
  }

  /// Takes no new connections for predictions.
  public void stopAccepting() {
    data.stopAccepting();
  }

  /// From now on each answer closes its connection.
  public void closeAfterAnswers() {
    traffic.closeAfterAnswers();
  }

  /// Requests begun and not yet answered.
  public long inFlight() {
    return traffic.inFlight();
  }

  /// What is shared with other protocols: memory and time for requests.
  public Admission admission() {
    return admission;
  }

  /// Connections that are open for predictions.
  public int connectionCount() {
    return connections.count();
  }

  /// Closes what is open and stops the threads.
  @Override
  public void close() {
    data.stopAccepting();
    data.closeConnections();
    management.stopAccepting();
    management.closeConnections();
    stopLoops();
  }

  private void stopLoops() {
    preparing.close();
    var data = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    var health = managementLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    data.awaitUninterruptibly();
    health.awaitUninterruptibly();
    memory.close();
  }
}
