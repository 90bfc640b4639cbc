package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.config.MlProtocol;
import io.leadservice.config.MlServiceConfig;
import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.embedded.PrivateRedis;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import io.leadservice.lead.Score.Model;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.redis.RedisCache;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.leadservice.resilience.JsonPost;
import io.leadservice.resilience.OutsideCall;
import io.leadservice.resilience.OutsideStub;
import io.leadservice.resilience.Safeguards;
import io.leadservice.resilience.TestPolicies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scorer on a real HTTP stub of each protocol and a real Redis, with the embedded model in its shadow. */
class RemoteScorerIT {

    private static final Scorer EMBEDDED = new EmbeddedScorer(Models.bundled(), ModelWatch.NONE);

    private static final Map<MlProtocol, String> GOOD = Map.of(
            MlProtocol.PLATFORM, "{\"score\":0.25,\"confidence\":0.9,\"suggested_price\":12.5,\"features\":{}}",
            MlProtocol.OPEN_INFERENCE,
                    "{\"model_name\":\"m\",\"outputs\":[{\"name\":\"p\",\"datatype\":\"FP32\",\"shape\":[1],"
                            + "\"data\":[0.25]}]}",
            MlProtocol.MLFLOW, "{\"predictions\":[0.25]}");

    private static PrivateRedis redis;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Safeguards safeguards;
    private OutsideStub stub;
    private HttpClient client;
    private Scorer scorer;
    private int leads;

    @BeforeAll
    static void startRedis() {
        redis = PrivateRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void start() throws Exception {
        client = JsonPost.client(vertx, 8, 64);
        safeguards = new Safeguards("scoring", TestPolicies.patient(), registry, Clock.systemUTC());
        use(MlProtocol.PLATFORM, "1");
    }

    @AfterEach
    void stop() throws Exception {
        onLoop(() -> scorer.stop());
        safeguards.close();
        join(client.close());
        join(vertx.close());
        stub.close();
    }

    @ParameterizedTest
    @EnumSource
    void letsTheServiceDecideAndKeepsTheEmbeddedModelsScoreBesideIt(MlProtocol protocol) throws Exception {
        use(protocol, "7");
        ScorableLead lead = another();

        Score score = score(lead);

        assertThat(score.probability()).isEqualTo(0.25);
        assertThat(score.percentile()).isEqualTo(25);
        assertThat(score.tier()).isEqualTo(Score.Tier.C);
        assertThat(score.model())
                .isEqualTo(new Model("outside", "7", Model.EXTERNAL, TrainingBasis.UNKNOWN, Optional.empty()));
        assertThat(1 / (1 + Math.exp(-score.intercept()))).isEqualTo(0.25, within(1e-9));
        Score own = onLoop(() -> EMBEDDED.score(lead, in(Duration.ofSeconds(5))));
        assertThat(score.shadow()).contains(new Score.Shadow(own.model(), own.probability(), own.percentile()));
        assertThat(stub.last().line())
                .isEqualTo("POST " + config(protocol, "7").service().path());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLATFORM|{}|bad_answer",
                "PLATFORM|{\"score\":NaN}|bad_answer",
                "PLATFORM|{\"score\":17}|bad_answer",
                "PLATFORM|500|bad_status",
                "OPEN_INFERENCE|{\"outputs\":[]}|bad_answer",
                "OPEN_INFERENCE|{\"outputs\":[{\"datatype\":\"FP32\",\"data\":[NaN]}]}|bad_answer",
                "OPEN_INFERENCE|{\"outputs\":[{\"datatype\":\"FP32\",\"data\":[-0.1]}]}|bad_answer",
                "OPEN_INFERENCE|503|bad_status",
                "MLFLOW|{\"predictions\":[]}|bad_answer",
                "MLFLOW|{\"predictions\":[\"NaN\"]}|bad_answer",
                "MLFLOW|{\"predictions\":[1.5]}|bad_answer",
                "MLFLOW|400|refused"
            })
    void fallsBackToTheEmbeddedModelAndCountsIt(MlProtocol protocol, String answer, String reason) throws Exception {
        use(protocol, "1");
        if (answer.matches("\\d+")) {
            stub.failsWith(Integer.parseInt(answer));
        } else {
            stub.answersWith(answer);
        }

        Score score = score(another());

        assertThat(score.model().source()).isEqualTo(Model.EMBEDDED);
        assertThat(score.model().fallbackReason()).contains(reason);
        assertThat(score.shadow()).isEmpty();
        assertThat(calls(reason)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void fallsBackInTimeWhileTheServiceHangs(MlProtocol protocol) throws Exception {
        safeguards.close();
        safeguards = new Safeguards("scoring", TestPolicies.tight(), registry, Clock.systemUTC());
        use(protocol, "1");
        stub.hangs();
        Deadline deadline = in(Duration.ofSeconds(5));

        Score score = onLoop(() -> scorer.score(another(), deadline));

        assertThat(score.model().fallbackReason()).contains("timeout");
        assertThat(deadline.passed()).isFalse();
    }

    @Test
    void restsTheServiceAfterHalfOfTheCallsFailedAndComesBack() throws Exception {
        stub.failsEverySecondTime();
        for (int i = 0; i < 40; i++) {
            score(another());
        }
        assertThat(calls("breaker_open")).isPositive();

        stub.recovers();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(score(another()).model().fallbackReason()).isEmpty());
    }

    @Test
    void answersLeadsWithTheSameFeaturesFromTheCacheAndOnesOfAnotherModelNot() throws Exception {
        ScorableLead lead = another();
        for (int i = 0; i < 10; i++) {
            assertThat(score(lead).probability()).isEqualTo(0.25);
        }
        assertThat(stub.asked()).isLessThanOrEqualTo(2);
        assertThat(registry.get("cache.gets")
                        .tag("cache", "scoring")
                        .tag("result", "hit")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(8);

        int before = stub.asked();
        scoreBy(MlProtocol.PLATFORM, "2");
        score(lead);

        assertThat(stub.asked()).isEqualTo(before + 1);
    }

    @Test
    void keepsScoresFiniteAtTheEdges() throws Exception {
        stub.answersWith("{\"score\":1}");

        Score score = score(another());

        assertThat(score.probability()).isEqualTo(1);
        assertThat(score.percentile()).isEqualTo(100);
        assertThat(1 / (1 + Math.exp(-score.intercept()))).isEqualTo(1, within(1e-9));
    }

    private void use(MlProtocol protocol, String modelVersion) throws Exception {
        if (stub != null) {
            stub.close();
        }
        stub = OutsideStub.start(GOOD.get(protocol));
        scoreBy(protocol, modelVersion);
    }

    private void scoreBy(MlProtocol protocol, String modelVersion) throws Exception {
        if (scorer != null) {
            onLoop(() -> scorer.stop());
        }
        MlServiceConfig config = config(protocol, modelVersion);
        Map<Vertical, OutsideCall<Buffer, Buffer>> posts = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            posts.put(vertical, new JsonPost(client, config.endpoint(vertical).orElseThrow()));
        }
        RedisMeters meters = new RedisMeters(registry);
        RedisLink link = new RedisLink(
                vertx,
                new Secret(redis.url()),
                new RedisConfig(Optional.empty(), Duration.ofSeconds(2), 1_024),
                meters);
        scorer = new RemoteScorer(
                MlService.of(
                        posts,
                        safeguards,
                        new RedisCache(link, "scoring", 1, Duration.ofMinutes(1), meters),
                        KeyedHash.of(new byte[32], "score-cache"),
                        config),
                EMBEDDED);
        onLoop(() -> scorer.start());
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> onLoop(() -> link.send(Request.cmd(Command.PING))).isPresent());
    }

    private MlServiceConfig config(MlProtocol protocol, String modelVersion) {
        String path = switch (protocol) {
            case PLATFORM -> "/api/v1/score";
            case OPEN_INFERENCE -> "/v2/models/auto/infer";
            case MLFLOW -> "/invocations";
        };
        return new MlServiceConfig(TestPolicies.service(stub.url(), path), protocol, modelVersion, false);
    }

    /** A lead whose features no other has. */
    private ScorableLead another() {
        leads++;
        var lead = SampleLeads.plain(Vertical.AUTO, Map.of("vehicleYear", 2000L + leads % 20, "accidents", leads % 7L));
        return new ScorableLead(
                lead,
                new FeatureVector(
                        FeatureSchema.of(Vertical.AUTO).vector(lead).values(),
                        "sha256:" + String.format("%064x", Long.parseLong(stub.unique()) * 1_000 + leads)));
    }

    private Score score(ScorableLead lead) throws Exception {
        return onLoop(() -> scorer.score(lead, in(Duration.ofSeconds(20))));
    }

    private long calls(String outcome) {
        return registry.get("outside.calls").tag("outcome", outcome).timer().count();
    }

    private static Deadline in(Duration duration) {
        return Deadline.after(duration);
    }

    private <T> T onLoop(Supplier<Future<? extends T>> work) throws Exception {
        return join(Future.future(done -> context.runOnContext(
                ignored -> work.get().<T>map(value -> value).onComplete(done))));
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
