package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Codecs;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.StageHealth;
import io.leadservice.pipeline.StageName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final Vertx vertx = Vertx.vertx();
    private final Map<StageName, StageHealth> stages = new ConcurrentHashMap<>();
    private final Readiness readiness = new Readiness(
            vertx,
            new BusClient(vertx, Duration.ofSeconds(2), Map.of()),
            stage -> Map.of(StageName.HTTP, 2, StageName.SCORING, 4).getOrDefault(stage, 0),
            () -> true);

    @BeforeEach
    void register() {
        Codecs.register(vertx.eventBus(), Channels.all());
    }

    @AfterEach
    void stop() {
        readiness.close();
        join(vertx.close());
    }

    @Test
    void isNotReadyBeforeItListens() {
        // Given
        serve(StageName.VALIDATION, StageHealth.UP);
        serve(StageName.SCORING, StageHealth.UP);
        serve(StageName.PERSISTENCE, StageHealth.UP);

        // When
        join(readiness.start());

        // Then
        assertThat(readiness.ready()).isFalse();
        readiness.serve();
        assertThat(readiness.ready()).isTrue();
    }

    @Test
    void isReadyWhenEveryNeededStageIsUpThoughKafkaIsAway() {
        // Given
        serve(StageName.VALIDATION, StageHealth.UP);
        serve(StageName.SCORING, StageHealth.UP);
        serve(StageName.PERSISTENCE, StageHealth.UP);
        serve(StageName.PUBLISHING, StageHealth.down("Kafka does not answer"));
        // When
        join(readiness.start());
        readiness.serve();
        // Then
        assertThat(readiness.ready()).isTrue();
        assertThat(readiness
                        .report()
                        .getJsonObject("stages")
                        .getJsonObject("publishing")
                        .encode())
                .contains("down", "Kafka does not answer");
    }

    @Test
    void isUnreadyWithTheReasonWhileAStageIsDownAndReadyWhenItIsBack() {
        // Given
        serve(StageName.VALIDATION, StageHealth.UP);
        serve(StageName.SCORING, StageHealth.UP);
        serve(StageName.PERSISTENCE, StageHealth.down("MongoDB does not answer"));
        join(readiness.start());
        readiness.serve();
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.report().encode()).contains("MongoDB does not answer", "unready");
        // When
        stages.put(StageName.PERSISTENCE, StageHealth.UP);
        // Then
        await().atMost(20, TimeUnit.SECONDS).until(readiness::ready);
    }

    @Test
    void saysThatNobodyAnswersForAStageThatRunsNowhere() {
        join(readiness.start());
        readiness.serve();

        assertThat(readiness.ready()).isFalse();
        assertThat(readiness
                        .report()
                        .getJsonObject("stages")
                        .getJsonObject("validation")
                        .encode())
                .contains("no instance answers");
    }

    @Test
    void showsTheInstancesOfThisNode() {
        assertThat(readiness
                        .report()
                        .getJsonObject("stages")
                        .getJsonObject("scoring")
                        .getInteger("instances"))
                .isEqualTo(4);
        assertThat(readiness
                        .report()
                        .getJsonObject("stages")
                        .getJsonObject("validation")
                        .getInteger("instances"))
                .isZero();
    }

    @Test
    void isNoLongerReadyOnceItDrains() {
        serve(StageName.VALIDATION, StageHealth.UP);
        serve(StageName.SCORING, StageHealth.UP);
        serve(StageName.PERSISTENCE, StageHealth.UP);
        join(readiness.start());
        readiness.serve();

        readiness.drain();

        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.report().getString("status")).isEqualTo("draining");
    }

    private void serve(StageName stage, StageHealth health) {
        stages.put(stage, health);
        join(Future.<Void>future(done -> vertx.runOnContext(ignored -> new BoundedConsumer<>(
                        vertx,
                        Channels.health(stage),
                        4,
                        (check, deadline) -> Future.succeededFuture(stages.get(stage)))
                .start()
                .onComplete(done))));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
