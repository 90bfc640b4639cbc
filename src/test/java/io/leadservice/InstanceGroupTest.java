package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.pipeline.InstanceMeters;
import io.leadservice.pipeline.StageName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceGroupTest {

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> gate = Promise.promise();
    private final AtomicInteger ending = new AtomicInteger();

    @AfterEach
    void close() {
        gate.tryComplete();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void failsWhereAnInstanceCannotBeMade() {
        InstanceGroup group = group(() -> {
            throw new VertxException("no such thing");
        });

        Future<Void> scaled = group.scale(2);

        await().atMost(10, TimeUnit.SECONDS).until(scaled::isComplete);
        assertThat(scaled.cause()).hasMessage("no such thing");
    }

    @Test
    void keepsItsNumberWhereOneOfTheNewInstancesCannotBeMade() {
        // Given
        AtomicInteger made = new AtomicInteger();
        InstanceGroup group = group(() -> {
            if (made.incrementAndGet() == 6) {
                throw new VertxException("no such thing");
            }
            return new VerticleBase() {};
        });
        Future<Void> grown = group.scale(3);
        await().atMost(10, TimeUnit.SECONDS).until(grown::succeeded);
        // When
        Future<Void> renewed = group.renew();
        // Then
        await().atMost(10, TimeUnit.SECONDS).until(renewed::failed);
        assertThat(renewed.cause()).hasMessage("no such thing");
        assertThat(group.count()).isEqualTo(3);
        assertThat(vertx.deploymentIDs()).hasSize(3);
    }

    @Test
    void endsTheRestSideBySideWhenItIsStoppedWhileItShrinks() {
        // Given
        Promise<Void> first = Promise.promise();
        InstanceGroup group = group(() -> new VerticleBase() {
            @Override
            public Future<?> stop() {
                return ending.incrementAndGet() == 1 ? first.future() : gate.future();
            }
        });
        Future<Void> grown = group.scale(4);
        await().atMost(10, TimeUnit.SECONDS).until(grown::succeeded);
        group.scale(1);
        await().atMost(10, TimeUnit.SECONDS).until(() -> ending.get() == 1);
        // When
        Future<Void> stopped = group.stop();
        first.complete();
        // Then
        await().atMost(10, TimeUnit.SECONDS).until(() -> ending.get() == 4);
        assertThat(stopped.isComplete()).isFalse();
        gate.complete();
        await().atMost(10, TimeUnit.SECONDS).until(stopped::succeeded);
    }

    private InstanceGroup group(Supplier<Deployable> verticle) {
        return new InstanceGroup(
                ((VertxInternal) vertx).createEventLoopContext(),
                StageName.SCORING,
                verticle,
                new InstanceMeters(new SimpleMeterRegistry()));
    }
}
