package io.leadservice.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.config.Rate;
import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.leadservice.embedded.PrivateRedis;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script on a real Redis, asked by the limiters of several nodes. */
class RedisLimiterIT {

    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Rate SLOW = new Rate(1, 50);

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<Member> members = new ArrayList<>();
    private PrivateRedis redis;

    /** A node with a loop, a connection and a limiter of its own. */
    private final class Member {
        private final Context context = vertx.getOrCreateContext();
        private final RedisLink link;
        private final RateLimiter limiter;

        private Member() throws Exception {
            link = new RedisLink(
                    vertx,
                    new Secret(redis.url()),
                    new RedisConfig(Optional.empty(), PATIENT, 4_096),
                    new RedisMeters(registry));
            limiter = new FallbackLimiter(
                    new MeasuredLimiter(new RedisLimiter(vertx, link), "redis", registry),
                    new MeasuredLimiter(new NodeLimiter(), "node", registry));
            on(limiter::start);
            members.add(this);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> on(() -> link.send(Request.cmd(Command.PING))).isPresent());
        }

        private Decision take(String client, Rate rate) throws Exception {
            return on(() -> limiter.take("submit", client, rate));
        }

        private List<Decision> take(int times, String client, Rate rate) throws Exception {
            return join(begin(times, client, rate));
        }

        private Future<List<Decision>> begin(int times, String client, Rate rate) {
            return Future.future(done -> context.runOnContext(ignored -> {
                List<Future<Decision>> all = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    all.add(limiter.take("submit", client, rate));
                }
                Future.all(all).map(taken -> taken.<Decision>list()).onComplete(done);
            }));
        }

        private <T> T on(Supplier<Future<T>> work) throws Exception {
            return join(Future.future(
                    done -> context.runOnContext(ignored -> work.get().onComplete(done))));
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = PrivateRedis.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Member member : members) {
            member.on(member.limiter::stop);
        }
        join(vertx.close());
        redis.close();
    }

    @Test
    void letsExactlyTheBurstThroughHoweverManyNodesAsk() throws Exception {
        // Given
        Member one = new Member();
        Member two = new Member();
        Member three = new Member();
        Rate rate = new Rate(1, 300);

        // When
        List<Future<List<Decision>>> all = List.of(
                one.begin(400, "gateway", rate), two.begin(400, "gateway", rate), three.begin(400, "gateway", rate));
        join(Future.all(all));

        // Then one a second may come on top, and the test is to be done in a few
        long allowed = all.stream()
                .flatMap(taken -> taken.result().stream())
                .filter(Decision::allowed)
                .count();
        assertThat(allowed).isBetween(300L, 310L);
        assertThat(decisions("allowed", "node") + decisions("limited", "node")).isZero();
    }

    @Test
    void saysTheSameAsTheBucketsOfANode() throws Exception {
        Member one = new Member();
        NodeLimiter own = new NodeLimiter(() -> 0);

        for (int i = 0; i < 60; i++) {
            Decision exact = one.take("gateway", SLOW);
            Decision expected = own.takeNow("submit", "gateway", SLOW);
            if (i < 50) {
                assertThat(exact.allowed()).isTrue();
                assertThat(exact.remaining()).isBetween(expected.remaining(), expected.remaining() + 3);
                assertThat(exact.untilFull()).isBetween(expected.untilFull().minusSeconds(3), expected.untilFull());
            }
        }
        Decision last = one.take(20, "gateway", SLOW).get(19);
        assertThat(last.allowed()).isFalse();
        assertThat(last.untilNext()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void saysOfManyAtOnceByFewCallsWhatItWouldSayOfOneAfterTheOther() throws Exception {
        Member one = new Member();
        NodeLimiter own = new NodeLimiter(() -> 0);
        double before = answered();

        List<Decision> taken = one.take(60, "gateway", SLOW);

        assertThat(answered() - before).isBetween(1.0, 3.0);
        for (Decision exact : taken.subList(0, 50)) {
            Decision expected = own.takeNow("submit", "gateway", SLOW);
            assertThat(exact.allowed()).isTrue();
            assertThat(exact.remaining()).isBetween(expected.remaining(), expected.remaining() + 3);
            assertThat(exact.untilFull()).isBetween(expected.untilFull().minusSeconds(3), expected.untilFull());
            assertThat(exact.untilNext()).isZero();
        }
        assertThat(taken.get(59).allowed()).isFalse();
        assertThat(taken.get(59).untilNext()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void keepsTheBucketsOfClientsThatComeAtOnceApart() throws Exception {
        Member one = new Member();

        Future<List<Decision>> few = one.begin(60, "gateway-a", SLOW);
        Future<List<Decision>> others = one.begin(10, "gateway-b", SLOW);

        assertThat(join(few).stream().filter(Decision::allowed).count()).isBetween(50L, 55L);
        assertThat(join(others)).allMatch(Decision::allowed);
    }

    @Test
    void letsTheRateThroughAfterTheBurst() throws Exception {
        Member one = new Member();
        Rate fast = new Rate(100, 10);
        one.take(50, "gateway", fast);

        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENT)
                .until(() -> one.take("gateway", fast).allowed());
    }

    @Test
    void leavesNoBucketBehindThatIsFullAgain() throws Exception {
        Member one = new Member();
        one.take("gateway", new Rate(100, 10));

        await().atMost(PATIENT)
                .until(() -> one.on(() -> one.link.send(Request.cmd(Command.DBSIZE)))
                                .orElseThrow()
                                .toInteger()
                        == 0);
    }

    @Test
    void goesOnByItsOwnBucketsWithoutRedisAndComesBack() throws Exception {
        Member one = new Member();
        redis.kill();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            one.take("other", SLOW);
            return decisions("allowed", "node") > 0;
        });

        // the burst of this node, and no more
        List<Decision> taken = one.take(200, "gateway", SLOW);
        assertThat(taken.stream().filter(Decision::allowed).count()).isBetween(50L, 55L);
        assertThat(decisions("limited", "node")).isPositive();

        // and a Redis that knows the script no more is told it
        redis.restart();
        double before = decisions("allowed", "redis");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            one.take("other", SLOW);
            return decisions("allowed", "redis") > before;
        });
    }

    private double answered() {
        return registry.counter("redis.commands", "outcome", "answered").count();
    }

    private double decisions(String outcome, String by) {
        return registry.counter("rate.limit.decisions", "policy", "submit", "outcome", outcome, "by", by)
                .count();
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
