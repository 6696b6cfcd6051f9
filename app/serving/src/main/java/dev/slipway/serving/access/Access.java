// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.access;

import dev.slipway.serving.journal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Who may ask for predictions, and whether over TLS. What is not set up costs nothing: no thread,
/// no look at a header.
public final class Access implements AutoCloseable {

  /// Where the secrets are mounted.
  ///
  /// @param tokens one a line; without it nobody is asked
  /// @param certificate chain in PEM, with a key; without it nothing is encrypted
  public record Settings(Optional<Path> tokens, Optional<Path> certificate, Optional<Path> key) {

    /// Nobody is asked, nothing is encrypted.
    public static final Settings NONE =
        new Settings(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Counts.
  public interface Observer {

    /// A request was refused for its token.
    void unauthenticated(String protocol);

    /// A secret was read anew.
    ///
    /// @param secret `tokens` or `certificate`
    /// @param usable false where the one before stays
    void secretRead(String secret, boolean usable);

    /// When the certificate ends, in seconds since 1970.
    void certificateEnds(long second);
  }

  /// Seconds between two looks at the files. Kubernetes itself takes up to a minute or two until a
  /// changed secret is mounted.
  private static final int LOOK = 5;

  private final List<Mounted<?>> watched = new ArrayList<>();
  private final Gate gate;
  private final Optional<Tls> tls;
  private final Journal journal;
  private final Observer observer;
  private final Optional<ScheduledExecutorService> looking;

  /// @throws UnusableSecretException where a file holds nothing usable to begin with
  public Access(Settings settings, Journal journal, Observer observer)
      throws UnusableSecretException {
    this.journal = journal;
    this.observer = observer;
    gate = settings.tokens().isPresent() ? bearer(settings.tokens().get()) : Gate.OPEN;
    tls =
        settings.certificate().isPresent() && settings.key().isPresent()
            ? Optional.of(encrypted(settings.certificate().get(), settings.key().get()))
            : Optional.empty();
    looking = watched.isEmpty() ? Optional.empty() : Optional.of(thread());
    looking.ifPresent(thread -> {
      Future<?> _ = thread.scheduleWithFixedDelay(this::look, LOOK, LOOK, TimeUnit.SECONDS);
    });
  }

  private static ScheduledExecutorService thread() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("secrets").factory());
  }

  private Gate bearer(Path file) throws UnusableSecretException {
    Mounted<Tokens> tokens =
        new Mounted<>(
            List.of(file),
            files -> Tokens.of(files.getFirst()),
            new Told<>("tokens") {
              @Override
              void tell(Tokens taken) {
                journal.info("tokens-read", Map.of("count", taken.count()));
              }
            });
    watched.add(tokens);
    Supplier<Tokens> current = tokens::content;
    return new BearerGate(current, observer::unauthenticated);
  }

  private Tls encrypted(Path certificate, Path key) throws UnusableSecretException {
    Tls encryption = new Tls();
    watched.add(
        new Mounted<>(
            List.of(certificate, key),
            files -> Identity.of(files.getFirst(), files.getLast()),
            new Told<>("certificate") {
              @Override
              void tell(Identity taken) {
                encryption.use(taken);
                var ends = taken.own().getNotAfter().toInstant();
                observer.certificateEnds(ends.getEpochSecond());
                journal.info(
                    "certificate-read",
                    Map.of(
                        "subject", taken.own().getSubjectX500Principal().getName(),
                        "not_after", ends.toString()));
              }
            }));
    return encryption;
  }

  /// Tells what became of one secret.
  private abstract class Told<T> implements Mounted.Listener<T> {
    private final String secret;

    Told(String secret) {
      this.secret = secret;
    }

    abstract void tell(T taken);

    @Override
    public void taken(T content) {
      observer.secretRead(secret, true);
      tell(content);
    }

    @Override
    public void refused(String why) {
      observer.secretRead(secret, false);
      journal.warning("secret-refused", Map.of("secret", secret, "because", why));
    }
  }

  /// Reads what has changed.
  public void look() {
    watched.forEach(Mounted::look);
  }

  public Gate gate() {
    return gate;
  }

  public Optional<Tls> tls() {
    return tls;
  }

  @Override
  public void close() {
    looking.ifPresent(ScheduledExecutorService::shutdownNow);
  }
}
