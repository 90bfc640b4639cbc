package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.leadservice.config.SuppressionConfig;
import io.leadservice.config.ValidationConfig;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.lead.Degradation;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of people who must not be contacted, in a real Redis. */
class RedisSuppressionListsIT {

    private static final SuppressionConfig CONFIG =
            new SuppressionConfig(Map.of(), Optional.of(new Secret("key")), true);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final String url = SharedBackEnds.addresses().redisUri();
    private final String email = UUID.randomUUID() + "@example.com";
    private final String phone = "+1319768" + (1000 + (int) (Math.random() * 9000));
    private Redis redis;
    private RedisSuppressionLists lists;

    @BeforeEach
    void start() {
        redis = Redis.createClient(vertx, url);
        lists = lists(url);
        onLoop(lists::start);
    }

    @AfterEach
    void stop() {
        onLoop(lists::stop);
        redis.close();
        onLoop(vertx::close);
    }

    @Test
    void findsWhoIsAddedAtAnyMomentByEmailOrPhoneAndNamesTheList() {
        assertThat(holder(email, Optional.of(phone))).isEmpty();

        add("litigators", phone);
        assertThat(holder(email, Optional.of(phone))).contains("litigators");
        assertThat(holder(email, Optional.empty())).isEmpty();

        add("dnc", email);
        assertThat(holder(email, Optional.empty())).contains("dnc");
    }

    @Test
    void asksRedisWhereTheFilesHoldNobody() {
        add("internal", email);
        SuppressionLists files = (address, number) -> Future.succeededFuture(Optional.<String>empty());

        assertThat(onLoop(() -> files.or(lists).holder(email, Optional.empty())))
                .contains("internal");
    }

    @Test
    void takesALeadAndSaysThatItDidWithoutTheListsWhileRedisIsAway() {
        RedisSuppressionLists away = lists("redis://127.0.0.1:1");
        onLoop(away::start);
        Suppression suppression = new Suppression(away, ValidationConfig.standard());

        assertThat(onLoop(() -> suppression.check(Samples.wellFormed(Samples.CLEAN)))
                        .degraded())
                .containsExactly(Degradation.SUPPRESSION);
        onLoop(away::stop);
    }

    private RedisSuppressionLists lists(String address) {
        RedisConfig config = new RedisConfig(Optional.empty(), Duration.ofSeconds(5), 64);
        return new RedisSuppressionLists(
                new RedisLink(vertx, new Secret(address), config, new RedisMeters(new SimpleMeterRegistry())), CONFIG);
    }

    private Optional<String> holder(String address, Optional<String> number) {
        return onLoop(() -> lists.holder(address, number));
    }

    private void add(String list, String value) {
        String hash = new SuppressionHash(CONFIG.hmacKey()).text(value);
        onLoop(() -> redis.send(Request.cmd(Command.SADD)
                .arg("lead-service:suppression:" + list)
                .arg(hash)));
    }

    private <T> T onLoop(Supplier<Future<T>> step) {
        return Future.<T>future(
                        done -> context.runOnContext(ignored -> step.get().onComplete(done)))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
