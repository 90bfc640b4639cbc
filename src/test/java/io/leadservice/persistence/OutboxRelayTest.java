package io.leadservice.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Codecs;
import io.leadservice.config.OutboxConfig;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.persistence.Outbox.Pending;
import io.leadservice.persistence.OutboxMeters.Backlog;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay between an outbox and a publishing stage that can be switched off. */
class OutboxRelayTest {

    private static final int BATCH = 10;
    private static final int MAX_TRIES = 3;
    private static final String POISON = "poison";

    private final Vertx vertx = Vertx.vertx();
    private final Shelf outbox = new Shelf();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboxMeters meters = new OutboxMeters(
            () -> Future.succeededFuture(new Backlog(0, Optional.empty())), registry, Clock.systemUTC());
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> buried = new CopyOnWriteArrayList<>();
    private volatile boolean kafkaThere = true;
    private Optional<OutboxRelay> relay = Optional.empty();

    @BeforeEach
    void servePublishing() {
        Codecs.register(vertx.eventBus(), Channels.all());
        onLoop(() -> new BoundedConsumer<>(vertx, Channels.PUBLISH, 8, (request, deadline) -> {
                    List<String> ids =
                            request.events().stream().map(LeadEvent::id).toList();
                    if (!kafkaThere) {
                        return Future.succeededFuture(
                                new PublishResult(List.of(), Map.of(ids.get(0), "away"), Set.of()));
                    }
                    if (ids.contains(POISON)) {
                        List<String> others =
                                ids.stream().filter(id -> !id.equals(POISON)).toList();
                        published.addAll(others);
                        return Future.succeededFuture(
                                new PublishResult(others, Map.of(POISON, "too large"), Set.of(POISON)));
                    }
                    published.addAll(ids);
                    return Future.succeededFuture(new PublishResult(ids, Map.of(), Set.of()));
                })
                .start());
        onLoop(() -> new BoundedConsumer<>(vertx, Channels.BURY, 8, (request, deadline) -> {
                    buried.addAll(request.letters());
                    return Future.succeededFuture(new PublishResult(
                            request.letters().stream()
                                    .map(letter -> letter.event().id())
                                    .toList(),
                            Map.of(),
                            Set.of()));
                })
                .start());
    }

    @AfterEach
    void stop() {
        relay.ifPresent(started -> onLoop(started::stop));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void publishesAtItsStartAllThatAnEarlierProcessLeftHoweverManyBatchesThatTakes() {
        // Given
        outbox.put(95);
        // When
        start(Duration.ofHours(1));
        // Then
        await().until(() -> outbox.marked.size() == 95);
        assertThat(published).hasSize(95).doesNotHaveDuplicates();
    }

    @Test
    void publishesANewEventWithoutWaitingForASweep() {
        // Given
        OutboxRelay started = start(Duration.ofHours(1));
        // When
        onLoop(() -> {
            started.offer(event(1));
            return Future.succeededFuture();
        });
        // Then
        await().until(() -> outbox.marked.contains("1"));
    }

    @Test
    void givesBackWhatItCouldNotPublish() {
        // Given
        kafkaThere = false;
        outbox.put(3);
        // When
        start(Duration.ofHours(1));
        // Then
        await().until(() -> outbox.released.size() == 1);
        assertThat(outbox.marked).isEmpty();
    }

    @Test
    void takesOneLeadToSeeWhetherKafkaIsBackAndThenAll() {
        // Given
        kafkaThere = false;
        outbox.put(35);
        start(Duration.ofMillis(50));
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> outbox.limits.stream().filter(limit -> limit == 1).count() == 2);
        assertThat(open()).isOne();
        // When
        kafkaThere = true;
        // Then
        await().atMost(30, TimeUnit.SECONDS).until(() -> outbox.marked.size() == 35);
        assertThat(published).doesNotHaveDuplicates();
        assertThat(outbox.limits).as("tries while Kafka was away").hasSizeLessThan(20);
        assertThat(open()).as("open breakers after two failed trials").isZero();
    }

    private double open() {
        return registry.get("circuit.breaker.state")
                .tag("service", "publishing")
                .tag("state", "open")
                .gauge()
                .value();
    }

    @Test
    void leavesANewEventToTheSweepWhileKafkaIsAway() {
        // Given
        kafkaThere = false;
        OutboxRelay started = start(Duration.ofMillis(50));
        onLoop(() -> {
            outbox.put(1);
            started.offer(event(0));
            return Future.succeededFuture();
        });
        await().until(() -> !outbox.released.isEmpty());
        // When
        kafkaThere = true;
        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> outbox.marked.contains("0"));
    }

    @Test
    void putsANewEventIntoTheStoreThatKafkaDidNotTake() {
        // Given
        kafkaThere = false;
        OutboxRelay started = start(Duration.ofHours(1));
        // When
        onLoop(() -> {
            started.offer(event(1));
            return Future.succeededFuture();
        });
        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> outbox.kept.contains("1"));
        assertThat(outbox.marked).isEmpty();
        assertThat(prompt(started)).as("while its last try failed").isFalse();
        kafkaThere = true;
        onLoop(() -> {
            started.offer(event(2));
            return Future.succeededFuture();
        });
        await().atMost(20, TimeUnit.SECONDS).until(() -> prompt(started));
    }

    @Test
    void putsIntoTheStoreWhatItCannotPublishBeforeItStops() {
        // Given more than one batch
        OutboxRelay started = start(Duration.ofHours(1));
        // When
        onLoop(() -> {
            for (int i = 0; i < BATCH + 3; i++) {
                started.offer(event(i));
            }
            return started.stop();
        });
        // Then
        List<String> seenTo = new ArrayList<>(outbox.marked);
        seenTo.addAll(outbox.kept);
        assertThat(seenTo).contains("0", Integer.toString(BATCH + 2)).hasSizeGreaterThanOrEqualTo(BATCH + 3);
        assertThat(started.prompt()).isFalse();
    }

    @Test
    void putsAnEventAsideThatIsRefusedAgainAndAgainAndPublishesTheOthers() {
        // Given
        outbox.put(3);
        outbox.waiting.add(1, new Pending(event(POISON), 0));
        // When
        start(Duration.ofMillis(50));
        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> outbox.marked.contains(POISON));
        assertThat(buried).hasSize(1);
        assertThat(buried.get(0).tries()).isEqualTo(MAX_TRIES);
        assertThat(buried.get(0).reason()).isEqualTo("too large");
        assertThat(published).containsExactly("0", "1", "2");
    }

    @Test
    void publishesTheSecondEventOfALeadOnlyWhenTheFirstHasLeftTheOutbox() {
        // Given a lead with two events beside others with one
        outbox.waiting.add(new Pending(event("lead", "created"), 0));
        outbox.waiting.add(new Pending(event("lead", "updated"), 0));
        outbox.put(3);
        // When
        start(Duration.ofHours(1));
        // Then
        await().until(() -> outbox.marked.size() == 5);
        assertThat(outbox.marked).endsWith("updated");
        assertThat(published).last().isEqualTo("updated");
    }

    @Test
    void holdsTheSecondEventOfALeadWhileTheFirstIsRefused() {
        // Given
        outbox.waiting.add(new Pending(event("lead", POISON), 0));
        outbox.waiting.add(new Pending(event("lead", "updated"), 0));
        // When
        start(Duration.ofMillis(50));
        // Then
        await().atMost(20, TimeUnit.SECONDS).until(() -> outbox.marked.contains("updated"));
        assertThat(outbox.marked).containsExactly(POISON, "updated");
        assertThat(buried).hasSize(1);
    }

    private boolean prompt(OutboxRelay started) {
        AtomicBoolean prompt = new AtomicBoolean();
        onLoop(() -> {
            prompt.set(started.prompt());
            return Future.succeededFuture();
        });
        return prompt.get();
    }

    @Test
    void isNotPromptWithALongQueue() {
        OutboxRelay started = start(Duration.ofHours(1));
        assertThat(prompt(started)).isTrue();

        AtomicBoolean prompt = new AtomicBoolean(true);
        onLoop(() -> {
            for (int i = 0; i < 1_100; i++) {
                started.offer(event(i));
            }
            prompt.set(started.prompt());
            return Future.succeededFuture();
        });

        assertThat(prompt).isFalse();
    }

    private OutboxRelay start(Duration interval) {
        OutboxConfig config = new OutboxConfig(interval, BATCH, Duration.ofSeconds(30), MAX_TRIES);
        OutboxRelay made =
                new OutboxRelay(vertx, outbox, new BusClient(vertx, Duration.ofSeconds(2), Map.of()), config, meters);
        relay = Optional.of(made);
        onLoop(made::start);
        return made;
    }

    private void onLoop(java.util.function.Supplier<Future<?>> step) {
        Future.<Object>future(done -> vertx.runOnContext(
                        ignored -> step.get().<Object>mapEmpty().onComplete(done)))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static LeadEvent event(int number) {
        return event(Integer.toString(number));
    }

    private static LeadEvent event(String id) {
        return event(id, id);
    }

    private static LeadEvent event(String leadId, String id) {
        return new LeadEvent(id, EventType.LEAD_CREATED, leadId, Instant.EPOCH, Bytes.utf8("{}"), Optional.empty());
    }

    /** An outbox in memory; what is claimed is gone from it until it is released. */
    private static final class Shelf implements Outbox {

        final List<Pending> waiting = new CopyOnWriteArrayList<>();
        final List<String> marked = new CopyOnWriteArrayList<>();
        final List<String> kept = new CopyOnWriteArrayList<>();
        final List<Claim> released = new CopyOnWriteArrayList<>();
        final Map<String, Integer> refused = new ConcurrentHashMap<>();
        final List<Integer> limits = new CopyOnWriteArrayList<>();

        void put(int events) {
            for (int i = 0; i < events; i++) {
                waiting.add(new Pending(event(i), 0));
            }
        }

        @Override
        public Future<Claim> claim(int leads, Instant pendingBefore, Duration lease) {
            limits.add(leads);
            List<Pending> taken = new ArrayList<>(waiting.subList(0, Math.min(leads, waiting.size())));
            waiting.removeAll(taken);
            return Future.succeededFuture(new Claim("token", taken));
        }

        @Override
        public Future<Void> release(Claim claim) {
            released.add(claim);
            claim.events().stream()
                    .filter(pending -> !marked.contains(pending.event().id()))
                    .map(pending -> new Pending(
                            pending.event(),
                            refused.getOrDefault(pending.event().id(), 0)))
                    .forEach(waiting::add);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> keep(Collection<LeadEvent> events) {
            events.forEach(event -> kept.add(event.id()));
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> countRefusal(Collection<LeadEvent> events) {
            events.forEach(event -> refused.merge(event.id(), 1, Integer::sum));
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> markPublished(Collection<LeadEvent> events) {
            events.forEach(event -> marked.add(event.id()));
            return Future.succeededFuture();
        }
    }
}
