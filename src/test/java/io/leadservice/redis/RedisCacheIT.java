package io.leadservice.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.leadservice.embedded.PrivateRedis;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache and its link on a real Redis that is paused, killed and started again. */
class RedisCacheIT {

    private static final Duration PATIENT = Duration.ofSeconds(2);
    private static final Duration AS_CONFIGURED = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    /** The threads on which a try to connect ended. */
    private final Queue<String> connects = new ConcurrentLinkedQueue<>();

    private final MeterRegistry registry = new SimpleMeterRegistry() {
        @Override
        protected Counter newCounter(Meter.Id id) {
            return !id.getName().equals("redis.connects")
                    ? super.newCounter(id)
                    : new CumulativeCounter(id) {
                        @Override
                        public void increment(double amount) {
                            connects.add(Thread.currentThread().getName());
                            super.increment(amount);
                        }
                    };
        }
    };
    private final RedisMeters meters = new RedisMeters(registry);
    private PrivateRedis redis;
    private RedisLink link;
    private RedisCache cache;

    @BeforeEach
    void start() throws Exception {
        redis = PrivateRedis.start();
        connect(redis.url(), PATIENT);
    }

    @AfterEach
    void stop() throws Exception {
        onLoop(cache::stop);
        join(vertx.close());
        redis.close();
    }

    @Test
    void keepsAResultForItsTime() throws Exception {
        assertThat(get("a")).isEmpty();

        put("a", "result");

        assertThat(get("a")).contains("result");
        assertThat(get("b")).isEmpty();
        long left = command(Request.cmd(Command.PTTL).arg("lead-service:test:v1:a"))
                .orElseThrow()
                .toLong();
        assertThat(left).isBetween(1L, 60_000L);
        assertThat(gets("hit")).isEqualTo(1);
        assertThat(gets("miss")).isEqualTo(2);
    }

    @Test
    void showsNothingOfAnotherVersion() throws Exception {
        put("a", "result");

        RedisCache next = new RedisCache(link, "test", 2, Duration.ofMinutes(1), meters);

        assertThat(onLoop(() -> next.get("a"))).isEmpty();
    }

    @Test
    void goesWithoutAPausedRedisAndComesBack() throws Exception {
        onLoop(cache::stop);
        connect(redis.url(), AS_CONFIGURED);
        put("a", "result");
        redis.pause();

        // Three answers that stay out close the connection; from then on nobody waits.
        for (int i = 0; i < 3; i++) {
            assertThat(get("a")).isEmpty();
        }
        assertThat(commands("timeout")).isGreaterThanOrEqualTo(3);
        assertThat(onLoop(this::getsAtOnce)).isTrue();
        assertThat(commands("bypassed")).isPositive();

        redis.resume();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("a")).contains("result"));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> clients() == 1);
    }

    @Test
    void failsManyAtWorkOnAPausedRedisWithinTheLimitOfOne() throws Exception {
        onLoop(cache::stop);
        connect(redis.url(), AS_CONFIGURED);
        redis.pause();

        List<Optional<Buffer>> answers = onLoop(() -> {
            List<Future<Optional<Buffer>>> gets = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                gets.add(cache.get("a"));
            }
            return Future.join(gets).map(all -> all.<Optional<Buffer>>list());
        });

        // 64 have room on the connection and wait together; the others do not wait at all.
        assertThat(answers).hasSize(200).allMatch(Optional::isEmpty);
        assertThat(commands("timeout")).isGreaterThanOrEqualTo(3);
        assertThat(commands("bypassed")).isGreaterThanOrEqualTo(136);
        redis.resume();
    }

    @Test
    void goesWithoutAKilledRedisAndComesBack() throws Exception {
        put("a", "result");
        redis.kill();

        await().atMost(Duration.ofSeconds(5)).until(() -> onLoop(this::getsAtOnce));
        assertThat(get("a")).isEmpty();

        redis.restart();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("a")).contains("result"));
    }

    @Test
    void startsWithoutARedisAndFindsItLater() throws Exception {
        onLoop(cache::stop);
        redis.kill();

        use(redis.url(), PATIENT);

        assertThat(get("a")).isEmpty();
        redis.restart();
        awaitConnection();
    }

    @Test
    void comesBackOnItsOwnEventLoop() throws Exception {
        String loop = onLoop(() -> Future.succeededFuture(Thread.currentThread().getName()));
        connects.clear();
        redis.kill();
        await().atMost(Duration.ofSeconds(5)).until(() -> onLoop(this::getsAtOnce));

        redis.restart();
        awaitConnection();

        assertThat(connects).isNotEmpty().containsOnly(loop);
    }

    @Test
    void takesPasswordAndDatabaseFromTheUrl() throws Exception {
        command(Request.cmd(Command.CONFIG).arg("SET").arg("requirepass").arg("secret"));
        onLoop(cache::stop);

        connect("redis://:secret@127.0.0.1:" + redis.port() + "/3", PATIENT);
        put("a", "result");
        assertThat(get("a")).contains("result");
        assertThat(command(Request.cmd(Command.CLIENT).arg("INFO"))
                        .orElseThrow()
                        .toString())
                .contains(" db=3 ");
        onLoop(cache::stop);

        use("redis://:wrong@127.0.0.1:" + redis.port(), PATIENT);
        assertThat(get("a")).isEmpty();
        assertThat(gets("bypass")).isPositive();
    }

    @Test
    void leavesNoConnectionBehind() throws Exception {
        onLoop(cache::stop);

        connect(redis.url(), PATIENT);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(clients()).isEqualTo(1));
    }

    private void connect(String url, Duration timeout) throws Exception {
        use(url, timeout);
        awaitConnection();
    }

    /** A busy machine may need more than one attempt. */
    private void awaitConnection() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> command(Request.cmd(Command.PING)).isPresent());
    }

    private void use(String url, Duration timeout) throws Exception {
        RedisConfig config = new RedisConfig(Optional.empty(), timeout, 64);
        link = new RedisLink(vertx, new Secret(url), config, meters);
        cache = new RedisCache(link, "test", 1, Duration.ofMinutes(1), meters);
        onLoop(cache::start);
    }

    /** Whether a get is answered in the very turn of the loop that asks. */
    private Future<Boolean> getsAtOnce() {
        return Future.succeededFuture(cache.get("a").isComplete());
    }

    private Optional<String> get(String key) throws Exception {
        return onLoop(() -> cache.get(key)).map(Buffer::toString);
    }

    private void put(String key, String result) throws Exception {
        onLoop(() -> {
            cache.put(key, Buffer.buffer(result));
            return link.send(Request.cmd(Command.PING));
        });
    }

    private Optional<Response> command(Request request) throws Exception {
        return onLoop(() -> link.send(request));
    }

    private long clients() throws Exception {
        return command(Request.cmd(Command.CLIENT).arg("LIST"))
                .orElseThrow()
                .toString()
                .lines()
                .filter(line -> line.contains("id="))
                .count();
    }

    private double gets(String result) {
        return registry.get("cache.gets").tag("result", result).counter().count();
    }

    private double commands(String outcome) {
        return registry.get("redis.commands").tag("outcome", outcome).counter().count();
    }

    private <T> T onLoop(Supplier<Future<T>> work) throws Exception {
        return join(
                Future.future(done -> context.runOnContext(ignored -> work.get().onComplete(done))));
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
