package io.leadservice.http.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Failure;
import io.leadservice.config.AuthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens against keys that come, change and go at an issuer's real HTTP server. */
class TokenVerifierTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Issuer ISSUER = issuer("one");
    private static final Issuer NEXT = issuer("two");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> answer =
            request -> request.response().setStatusCode(500).end();
    private HttpServer server;
    private PublicKeys keys;
    private TokenVerifier<String> verifier;

    @BeforeEach
    void start() throws Exception {
        server = join(vertx.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    answer.accept(request);
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        join(keys.close());
        join(vertx.close());
    }

    @Test
    void verifiesEachAlgorithmAndKnowsTheTokenTheNextTime() throws Exception {
        serve(ISSUER);
        use(NEVER, NEVER);
        for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
            String token = ISSUER.token(algorithm, claims("gateway"));

            assertThat(verify(token)).isEqualTo("gateway");
            assertThat(known(token)).contains("gateway");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetchesOnceForAllWhoBringAKeyThatIsNew() throws Exception {
        // Given
        serve(ISSUER);
        use(NEVER, Duration.ZERO);
        serve(NEXT);

        // When
        List<Future<String>> all = new ArrayList<>();
        context.runOnContext(ignored -> {
            for (int i = 0; i < 100; i++) {
                all.add(verifier.verify(NEXT.token("ES256", claims("client-" + i))));
            }
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> all.size() == 100);
        join(Future.all(all));

        // Then
        assertThat(fetches).hasValue(2);
    }

    @Test
    void letsNobodyCauseMoreFetchesThanTheCoolDownAllows() throws Exception {
        serve(ISSUER);
        use(NEVER, NEVER);

        List<Issuer> forgers = List.of(issuer("one-forger"), issuer("another-forger"));
        for (int i = 0; i < 50; i++) {
            String forged = forgers.get(i % 2).token("EdDSA", claims("gateway"));
            assertThatThrownBy(() -> verify(forged)).isInstanceOf(ExecutionException.class);
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void keepsTheLastKeysWhileTheIssuerIsAway() throws Exception {
        serve(ISSUER);
        use(Duration.ofSeconds(1), Duration.ofMillis(100));
        answer = request -> request.connection().close();
        await().atMost(Duration.ofSeconds(10)).until(() -> reads("failed") >= 2);

        assertThat(verify(ISSUER.token("RS256", claims("gateway")))).isEqualTo("gateway");

        serve(ISSUER);
        double before = reads("read");
        await().atMost(Duration.ofSeconds(10)).until(() -> reads("read") > before);
    }

    @Test
    void forgetsVerifiedTokensOfAKeyThatIsGone() throws Exception {
        serve(ISSUER);
        use(Duration.ofSeconds(1), Duration.ofMillis(100));
        String token = ISSUER.token("RS256", claims("gateway"));
        verify(token);

        serve(NEXT);

        await().atMost(Duration.ofSeconds(10)).until(() -> known(token).isEmpty());
        assertThatThrownBy(() -> verify(token)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void knowsATokenNoLongerThanItsLife() throws Exception {
        serve(ISSUER);
        use(NEVER, NEVER);
        String token = ISSUER.token(
                "EdDSA",
                claims("gateway").put("exp", Instant.now().plusSeconds(2).getEpochSecond()));
        verify(token);

        await().atMost(Duration.ofSeconds(10)).until(() -> known(token).isEmpty());
    }

    @Test
    void saysThatItCannotTellWhileThereAreNoKeysYet() throws Exception {
        use(NEVER, Duration.ofMillis(100));

        assertThatThrownBy(() -> verify(ISSUER.token("RS256", claims("gateway"))))
                .hasRootCauseInstanceOf(Failure.class);
        serve(ISSUER);
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> verify(ISSUER.token("RS256", claims("gateway"))).equals("gateway"));
    }

    @Test
    void readsNoAnswerWithoutEnd() throws Exception {
        answer = request -> request.response().setChunked(true).write(Buffer.buffer(new byte[KeySource.MAX_BYTES + 1]));
        use(NEVER, NEVER);

        assertThat(reads("failed")).isEqualTo(1);
    }

    @Test
    void waitsForNoAnswerThatStaysOut() throws Exception {
        answer = request -> {};

        use(NEVER, NEVER);

        assertThat(reads("failed")).isEqualTo(1);
    }

    @Test
    void readsAFileAndRefusesToStartWithoutIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("jwks.json");
        keys = PublicKeys.of(vertx, config(Optional.of(file), Optional.empty(), NEVER, NEVER), registry);
        assertThatThrownBy(() -> join(keys.start()))
                .hasMessageContaining("JWKS_FILE")
                .hasMessageContaining("jwks.json");

        Files.writeString(file, ISSUER.jwks().encode());
        use(config(Optional.of(file), Optional.empty(), NEVER, NEVER));

        assertThat(verify(ISSUER.token("ES256", claims("gateway")))).isEqualTo("gateway");
    }

    private static Issuer issuer(String name) {
        try {
            return new Issuer(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Issuer by) {
        String jwks = by.jwks().encode();
        answer = request -> request.response().end(jwks);
    }

    private void use(Duration refresh, Duration cooldown) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/keys");
        use(config(Optional.empty(), Optional.of(url), refresh, cooldown));
    }

    private void use(AuthConfig config) throws Exception {
        keys = PublicKeys.of(vertx, config, registry);
        join(keys.start());
        verifier = onLoop(() -> Future.succeededFuture(new TokenVerifier<>(
                vertx,
                config,
                keys,
                new KnownTokens<>(),
                registry,
                claims -> Optional.ofNullable(claims.getString("sub")))));
    }

    private static AuthConfig config(Optional<Path> file, Optional<URI> url, Duration refresh, Duration cooldown) {
        return new AuthConfig(
                List.of("HS256", "RS256", "ES256", "EdDSA"),
                Optional.empty(),
                file,
                url,
                refresh,
                cooldown,
                "lead-service",
                "lead-service",
                Duration.ZERO);
    }

    private static JsonObject claims(String client) {
        return new JsonObject()
                .put("iss", "lead-service")
                .put("aud", "lead-service")
                .put("sub", client)
                .put("exp", Instant.now().plusSeconds(300).getEpochSecond());
    }

    private String verify(String token) throws Exception {
        return onLoop(() -> verifier.verify(token));
    }

    private Optional<String> known(String token) throws Exception {
        return onLoop(() -> Future.succeededFuture(verifier.known(TokenVerifier.digest(token))));
    }

    private double reads(String outcome) {
        return registry.counter("auth.key.reads", "outcome", outcome).count();
    }

    private <T> T onLoop(Supplier<Future<T>> work) throws Exception {
        return join(
                Future.future(done -> context.runOnContext(ignored -> work.get().onComplete(done))));
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
