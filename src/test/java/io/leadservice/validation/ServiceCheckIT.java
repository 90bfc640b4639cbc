package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.config.OutsideServiceConfig;
import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.leadservice.config.ValidationServiceConfig;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.embedded.PrivateRedis;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.redis.RedisCache;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.leadservice.resilience.CallPolicy;
import io.leadservice.resilience.JsonPost;
import io.leadservice.resilience.OutsideStub;
import io.leadservice.resilience.Safeguards;
import io.leadservice.resilience.TestPolicies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole chain from the check to a real HTTP server and a real Redis, both of which misbehave. */
class ServiceCheckIT {

    private static final Duration PATIENT = Duration.ofSeconds(2);
    private static final Duration AS_CONFIGURED = Duration.ofMillis(50);
    private static final byte[] KEY = new byte[32];

    private static PrivateRedis redis;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private OutsideStub stub;
    private HttpClient client;
    private Safeguards safeguards;
    private RedisLink link;
    private ServiceCheck check;
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
        stub = OutsideStub.start("{\"isValid\":true,\"validationResults\":[]}");
        client = JsonPost.client(vertx, 8, 64);
        use(PATIENT, TestPolicies.patient());
    }

    @AfterEach
    void stop() throws Exception {
        stopChecking();
        join(client.close());
        join(vertx.close());
        stub.close();
    }

    @Test
    void addsWhatTheServiceFindsToWhatTheRulesFound() throws Exception {
        stub.answersWith("{\"isValid\":false,\"validationResults\":[{\"code\":\"email.undeliverable\","
                + "\"field\":\"email\",\"severity\":\"error\",\"message\":\"ann bounces\"}]}");

        ValidatedLead checked = checked(another());

        assertThat(stub.last().line()).isEqualTo("POST /api/v1/validate");
        assertThat(stub.last().body().fieldNames())
                .containsExactlyInAnyOrder("requestId", "contactInfo", "addressInfo", "insuranceInfo");
        assertThat(checked.degraded()).isEmpty();
        assertThat(checked.findings()).extracting(Finding::code).contains("service.email.undeliverable");
    }

    @Test
    void opensTheBreakerWhenEverySecondCallFailsAndClosesItOnRecovery() throws Exception {
        stub.failsEverySecondTime();

        int degraded = 0;
        for (int i = 0; i < 40; i++) {
            degraded += checked(another()).degraded().size();
        }

        assertThat(calls("breaker_open")).isPositive();
        assertThat(degraded).isGreaterThan(10);

        stub.recovers();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(checked(another()).degraded()).isEmpty();
            assertThat(registry.get("circuit.breaker.state")
                            .tag("state", "closed")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        });
    }

    @Test
    void answersWellBeforeTheDeadlineWhileTheServiceHangs() throws Exception {
        stub.hangs();
        stopChecking();
        use(PATIENT, TestPolicies.tight());

        for (int i = 0; i < 20; i++) {
            Deadline deadline = Deadline.after(Duration.ofSeconds(5));
            ValidatedLead checked = checked(another(), deadline);
            assertThat(checked.degraded()).containsExactly(Degradation.VALIDATION);
            assertThat(deadline.passed()).isFalse();
        }

        assertThat(calls("timeout")).isBetween(10L, 19L);
        assertThat(stub.asked()).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "{}", "[]", "{\"isValid\":NaN}", "{\"isValid\":\"yes\"}", "<html></html>", "LARGE"
            })
    void takesAnAnswerOfAnotherShapeForNone(String answer) throws Exception {
        stub.answersWith(answer.equals("LARGE") ? "x".repeat(1_000_000) : answer);

        assertThat(checked(another()).degraded()).containsExactly(Degradation.VALIDATION);

        assertThat(calls("bad_answer")).isEqualTo(1);
    }

    @Test
    void answersMostOfAWorkloadThatRepeatsItselfFromTheCache() throws Exception {
        List<ValidatedLead> different = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            different.add(another());
        }

        for (int round = 0; round < 10; round++) {
            for (ValidatedLead lead : different) {
                assertThat(checked(lead).degraded()).isEmpty();
            }
        }

        double hits = gets("hit");
        assertThat(hits / (hits + gets("miss") + gets("bypass"))).isGreaterThan(0.8);
        assertThat(stub.asked()).isLessThan(40);
    }

    @Test
    void answersFromTheCacheWhileTheServiceIsAway() throws Exception {
        ValidatedLead known = another();
        checked(known);
        onLoop(() -> link.send(Request.cmd(Command.PING)));

        stub.failsWith(503);

        assertThat(checked(known).degraded()).isEmpty();
        assertThat(checked(another()).degraded()).containsExactly(Degradation.VALIDATION);
    }

    @Test
    void goesOnWithoutAPausedRedis() throws Exception {
        stopChecking();
        use(AS_CONFIGURED, TestPolicies.patient());
        redis.pause();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(checked(another()).degraded()).isEmpty();
            }

            assertThat(stub.asked()).isEqualTo(20);
            // Only the first few waited at all, each for no longer than Redis' own limit; then the link was given up.
            assertThat(registry.get("redis.commands")
                            .tag("outcome", "timeout")
                            .counter()
                            .count())
                    .isLessThanOrEqualTo(8);
        } finally {
            redis.resume();
        }
    }

    @Test
    void keepsNothingPersonalInTheCache() throws Exception {
        stub.answersWith("{\"isValid\":false,\"validationResults\":[{\"code\":\"email.undeliverable\","
                + "\"field\":\"email\",\"message\":\"ann.rivera1@example.com bounces\"}]}");
        checked(another());
        onLoop(() -> link.send(Request.cmd(Command.PING)));

        String keys = onLoop(() -> link.send(Request.cmd(Command.KEYS).arg("*")))
                .orElseThrow()
                .toString();
        String[] names = keys.replaceAll("[\\[\\]]", "").split(",\\s*");
        assertThat(names).isNotEmpty();
        for (String name : names) {
            String kept = onLoop(() -> link.send(Request.cmd(Command.GET).arg(name)))
                    .orElseThrow()
                    .toString();
            assertThat(name + kept).startsWith("lead-service:validation:v1:").doesNotContainIgnoringCase("rivera");
        }
    }

    private void stopChecking() throws Exception {
        onLoop(check::stop);
        safeguards.close();
    }

    private void use(Duration redisTimeout, CallPolicy policy) throws Exception {
        safeguards = new Safeguards("validation", policy, registry, Clock.systemUTC());
        RedisMeters meters = new RedisMeters(registry);
        RedisConfig redisConfig = new RedisConfig(Optional.empty(), redisTimeout, 1_024);
        link = new RedisLink(vertx, new Secret(redis.url()), redisConfig, meters);
        ValidationServiceConfig config = config(stub.url());
        check = ServiceCheck.of(
                new JsonPost(client, config.service().endpoint().orElseThrow()),
                safeguards,
                new RedisCache(link, "validation", 1, Duration.ofMinutes(1), meters),
                KeyedHash.of(KEY, "validation-cache"),
                config);
        onLoop(check::start);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> onLoop(() -> link.send(Request.cmd(Command.PING))).isPresent());
    }

    /** A lead that is like no other. */
    private ValidatedLead another() {
        leads++;
        String unique = stub.unique() + "." + leads;
        return Samples.wellFormed(Samples.changed("ann.rivera@", "ann.rivera" + unique + "@"));
    }

    private ValidatedLead checked(ValidatedLead lead) throws Exception {
        return checked(lead, Deadline.after(Duration.ofSeconds(20)));
    }

    private ValidatedLead checked(ValidatedLead lead, Deadline deadline) throws Exception {
        return onLoop(() -> check.check(lead, deadline));
    }

    private long calls(String outcome) {
        return registry.get("outside.calls").tag("outcome", outcome).timer().count();
    }

    private double gets(String result) {
        return registry.get("cache.gets").tag("result", result).counter().count();
    }

    private static ValidationServiceConfig config(String url) {
        OutsideServiceConfig service = TestPolicies.service(url, "/api/v1/validate");
        return new ValidationServiceConfig(service, false, true);
    }

    private <T> T onLoop(Supplier<Future<T>> work) throws Exception {
        return join(
                Future.future(done -> context.runOnContext(ignored -> work.get().onComplete(done))));
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
