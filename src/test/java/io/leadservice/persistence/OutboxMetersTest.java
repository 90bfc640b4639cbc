package io.leadservice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.persistence.OutboxMeters.Backlog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutboxMetersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Queue<Future<Backlog>> answers = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final OutboxMeters meters = new OutboxMeters(
            () -> {
                asked.incrementAndGet();
                return answers.remove();
            },
            registry,
            now::get);

    @Test
    void tellsHowMuchWaitsAndForHowLong() {
        answers.add(Future.succeededFuture(new Backlog(7, Optional.of(NOW.minusSeconds(30)))));
        read("lead.outbox.backlog");

        assertThat(read("lead.outbox.backlog")).isEqualTo(7);
        assertThat(read("lead.outbox.age")).isEqualTo(30);
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAgainOnlyWhenTheAnswerIsOld() {
        answers.add(Future.succeededFuture(new Backlog(7, Optional.of(NOW))));
        answers.add(Future.succeededFuture(new Backlog(0, Optional.empty())));
        read("lead.outbox.backlog");
        now.set(NOW.plusSeconds(10));
        read("lead.outbox.backlog");
        assertThat(asked).hasValue(1);

        now.set(NOW.plusMillis(10_001));
        read("lead.outbox.backlog");
        assertThat(read("lead.outbox.backlog")).isZero();
        assertThat(read("lead.outbox.age")).isZero();
    }

    @Test
    void asksOnceAtATimeAndKnowsNothingOnceTheStoreDidNotAnswer() {
        answers.add(Future.succeededFuture(new Backlog(7, Optional.of(NOW))));
        read("lead.outbox.backlog");
        now.set(NOW.plusSeconds(11));
        Promise<Backlog> late = Promise.promise();
        answers.add(late.future());
        read("lead.outbox.backlog");
        assertThat(read("lead.outbox.backlog")).isEqualTo(7);
        late.fail("away");

        assertThat(read("lead.outbox.backlog")).isNaN();
        assertThat(read("lead.outbox.age")).isNaN();
        assertThat(asked).hasValue(2);
    }

    @Test
    void countsWhatBecameOfEvents() {
        meters.published(3);
        meters.refused(2);
        meters.buried(1);

        assertThat(count("published")).isEqualTo(3);
        assertThat(count("refused")).isEqualTo(2);
        assertThat(count("dead_letter")).isEqualTo(1);
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    private double read(String gauge) {
        return registry.get(gauge).gauge().value();
    }

    private double count(String outcome) {
        return registry.get("lead.outbox.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
