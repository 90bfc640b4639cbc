package io.leadservice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Codecs;
import io.leadservice.pipeline.AuditEntry;
import io.leadservice.pipeline.AuditRecorded;
import io.leadservice.pipeline.Channels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AuditEntry> recorded = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void keepsWhatItHasRoomForWhileNobodyRecordsAndTellsHowManyAreMissing() {
        // Given a node without persistence, on which more happens than there is room for
        Codecs.register(vertx.eventBus(), Channels.all());
        AuditTrail trail = new AuditTrail(vertx, new BusClient(vertx, Duration.ofSeconds(2), Map.of()), meters);
        for (int i = 0; i < AuditTrail.MOST; i++) {
            assertThat(trail.isFull()).isFalse();
            trail.add(entry(i));
        }
        assertThat(trail.isFull()).isTrue();
        trail.add(entry(-1));
        trail.add(entry(-2));
        assertThat(meters.counter("audit.lost").count()).isEqualTo(2);

        // When persistence is back
        vertx.runOnContext(ignored -> new BoundedConsumer<>(vertx, Channels.RECORD_AUDIT, 4, (request, deadline) -> {
                    recorded.addAll(request.entries());
                    return Future.succeededFuture(new AuditRecorded());
                })
                .start());

        // Then
        await().atMost(60, TimeUnit.SECONDS).until(() -> recorded.size() == AuditTrail.MOST + 1);
        assertThat(recorded.stream().filter(entry -> entry.what().equals("audit.gap")))
                .extracting(AuditEntry::detail)
                .containsExactly(Optional.of("2 entries are missing"));
        assertThat(recorded.stream()
                        .filter(entry -> entry.what().equals("test"))
                        .map(entry -> entry.detail().orElse("")))
                .containsExactlyElementsOf(IntStream.range(0, AuditTrail.MOST)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(trail.isFull()).isFalse();
    }

    private static AuditEntry entry(int number) {
        return AuditEntry.ofService(Instant.EPOCH, "test", "test", Optional.empty(), Integer.toString(number));
    }
}
