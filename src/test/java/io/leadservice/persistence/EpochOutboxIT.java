package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.persistence.EpochOutbox.Attempt;
import io.leadservice.persistence.Outbox.Pending;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Epochs of one writer, and what others make of those that it left, in a database of this test's own. */
class EpochOutboxIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    private Vertx vertx;
    private Context loop;
    private Stores stores;
    private MongoLeadStore store;
    private MongoOutbox shared;
    private MongoEpochs epochs;
    private EpochOutbox outbox;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        stores = Stores.connect(vertx, OwnDatabase.named("epochs-" + UUID.randomUUID()), Duration.ofSeconds(20));
        LeadCollection leads = new LeadCollection(stores.calls());
        store = new MongoLeadStore(leads);
        shared = new MongoOutbox(leads);
        epochs = new MongoEpochs(stores.calls());
        join(Future.join(store.prepare(), shared.prepare()));
        outbox = start(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        onLoop(outbox::stop);
        stores.close();
        join(vertx.close());
    }

    @Test
    void writesTheEventWithTheLeadWhileFewLeadsCome() {
        Attempt lead = write();

        assertThat(stored(lead).outbox()).containsExactly(lead.event());
        assertThat(join(epochs.open())).isEmpty();
    }

    @Test
    void sparesALeadItsEventAndClosesTheEpochOnceKafkaHasAllOfIt() {
        // Given
        Attempt first = writeInEpoch();
        Attempt second = write();
        assertThat(second.lead().epoch()).isEqualTo(first.lead().epoch());
        assertThat(document(second).fieldNames()).doesNotContain("outbox", "outbox_since");
        // When
        onLoop(() -> outbox.markPublished(List.of(first.event())));
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !noteAndForget().epoch().equals(first.lead().epoch()));
        assertThat(isOpen(first)).as("with one event that Kafka does not have").isTrue();
        onLoop(() -> outbox.markPublished(List.of(second.event())));
        // Then
        await().until(() -> !isOpen(first));
        assertThat(stored(second).outbox()).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void opensTheNextEpochBeforeTheLastOneIsOver() {
        Attempt first = writeInEpoch();

        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    Optional<String> epoch = note().lead().epoch();
                    assertThat(epoch).as("of each lead, while many come").isPresent();
                    return !epoch.equals(first.lead().epoch());
                });
    }

    @Test
    void putsAnEventThatCannotBePublishedIntoItsLead() {
        // Given
        Attempt lead = writeInEpoch();
        Attempt other = write();
        // When
        onLoop(() -> outbox.keep(List.of(lead.event())));
        // Then
        assertThat(stored(lead).outbox()).containsExactly(lead.event());
        assertThat(stored(lead).epoch()).isEmpty();
        assertThat(waiting()).containsExactly(lead.event());
        assertThat(stored(other).outbox()).isEmpty();
    }

    @Test
    void countsTheRefusalOfAnEventThatStoodInNoLead() {
        Attempt lead = writeInEpoch();

        onLoop(() -> outbox.countRefusal(List.of(lead.event())));

        assertThat(join(shared.claim(10, Instant.now(), SHORT)).events()).containsExactly(new Pending(lead.event(), 1));
    }

    @Test
    void looksAgainForALeadOfWhichNobodyKnewWhetherItWasWritten() {
        // Given: one of them is there though its write failed, the other is not
        Attempt there = writeInEpoch();
        Attempt lost = note();
        assertThat(lost.lead().epoch()).isPresent();
        // When
        onLoop(() -> {
            outbox.unsure(there);
            outbox.unsure(lost);
            return Future.succeededFuture();
        });
        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !stored(there).outbox().isEmpty());
        assertThat(waiting()).containsExactly(there.event());
        await().atMost(Duration.ofSeconds(30)).until(() -> !isOpen(there) && !isOpen(lost));
    }

    @Test
    void givesALeadThatWasWrittenVeryLateAnOutboxOfItsOwn() {
        // Given
        Attempt lead = writeInEpoch();
        onLoop(() -> {
            outbox.written(lead);
            return Future.succeededFuture();
        });
        assertThat(waiting()).as("while it may still be in time").isEmpty();
        // When
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            onLoop(() -> {
                outbox.written(lead);
                return Future.succeededFuture();
            });
            return !waiting().isEmpty();
        });
        // Then
        assertThat(stored(lead).outbox()).containsExactly(lead.event());
    }

    @Test
    void leavesItsEpochToOthersIfItEndsWithEventsThatNobodyHas() {
        // Given
        Attempt lead = writeInEpoch();
        // When
        onLoop(outbox::stop);
        // Then
        assertThat(isOpen(lead)).isTrue();
    }

    @Test
    void findsTheEventsOfAWriterThatDied() {
        // Given
        List<Attempt> left = new ArrayList<>(List.of(writeInEpoch()));
        while (left.size() < 450) {
            left.add(write());
        }
        Attempt published = write();
        onLoop(() -> outbox.markPublished(List.of(published.event())));
        List<LeadEvent> events = left.stream()
                .filter(lead -> lead.lead().epoch().isPresent())
                .map(Attempt::event)
                .toList();
        EpochSweep other = new EpochSweep(vertx, epochs, shared, Duration.ZERO);
        // When
        onLoop(other::sweep);
        // Then: the same events under the same ids, as if the writer had put them there
        List<LeadEvent> found = waiting();
        assertThat(found).containsAll(events);
        assertThat(isOpen(left.get(0))).isFalse();
        onLoop(other::sweep);
        assertThat(waiting()).doesNotHaveDuplicates();
    }

    @Test
    void leavesAnEpochAloneWhoseWriterMayLive() {
        Attempt lead = writeInEpoch();
        EpochSweep other = new EpochSweep(vertx, epochs, shared, EpochSweep.left(Duration.ZERO));

        onLoop(other::sweep);
        onLoop(other::sweep);

        assertThat(isOpen(lead)).isTrue();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void putsTheFirstEventOfALeadBeforeThatOfItsChange() {
        // Given
        Attempt lead = writeInEpoch();
        // When
        onLoop(() -> change(lead));
        // Then
        StoredLead changed = stored(lead);
        assertThat(changed.outbox())
                .extracting(LeadEvent::type)
                .containsExactly(EventType.LEAD_CREATED, EventType.LEAD_UPDATED);
        assertThat(changed.outbox().get(0)).isEqualTo(lead.event());
        assertThat(LeadDocument.instant(document(lead), "outbox_since"))
                .isEqualTo(lead.lead().createdAt());
        assertThat(changed.epoch()).isEmpty();
    }

    @Test
    void putsOnlyTheChangeIntoTheOutboxOnceTheEpochIsClosed() {
        // Given
        Attempt lead = writeInEpoch();
        onLoop(() -> outbox.markPublished(List.of(lead.event())));
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(lead));
        // When
        onLoop(() -> change(lead));
        // Then
        assertThat(stored(lead).outbox()).extracting(LeadEvent::type).containsExactly(EventType.LEAD_UPDATED);
    }

    @Test
    void refusesAChangeOfALeadWhoseEventWasPutIntoItMeanwhile() {
        // Given
        Attempt lead = writeInEpoch();
        StoredLead read = join(epochs.withPending(stored(lead), limit()));
        onLoop(() -> outbox.keep(List.of(lead.event())));
        // When
        boolean made = join(make(read));
        // Then
        assertThat(made).isFalse();
        assertThat(stored(lead).outbox()).containsExactly(lead.event());
    }

    @Test
    void keepsTheFirstEventOfALeadThatIsErased() {
        // Given
        Attempt lead = writeInEpoch();
        Eraser eraser = new Eraser(
                store,
                new MongoLeadChanges(new LeadCollection(stores.calls())),
                epochs,
                new MongoClaimStore(stores.calls()),
                new LetterKeys(stores.calls()),
                (id, by) -> {},
                Clock.systemUTC());
        // When
        join(eraser.erase(stored(lead), "somebody", Optional.empty(), limit()));
        // Then
        assertThat(stored(lead).outbox())
                .extracting(LeadEvent::type)
                .containsExactly(EventType.LEAD_CREATED, EventType.LEAD_ERASED);
        assertThat(document(lead).fieldNames()).doesNotContain("epoch", "pii", "data_key");
    }

    @Test
    void seesToTheEventOfALeadThatComesTwice() {
        // Given a lead in an epoch that is open, written by a node that does not answer any more
        Attempt lead = writeInEpoch();
        StoredLead found = stored(lead);
        EpochOutbox second = start(Duration.ofSeconds(1));
        // When
        onLoop(() -> second.announce(found));
        // Then
        assertThat(waiting()).containsExactly(lead.event());
        onLoop(second::stop);
    }

    @Test
    void keepsTheEpochOpenOfALeadThatComesTwiceToItsWriter() {
        // Given a lead that is there though its write failed
        Attempt first = writeInEpoch();
        Attempt second = begin(Leads.stored(first.lead().id()), first.event());
        assertThat(second.inEpoch()).as("its event waits already").isFalse();
        // When
        onLoop(() -> {
            outbox.unsure(first);
            outbox.notWritten(second);
            return Future.succeededFuture();
        });
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> !isOpen(first));
        assertThat(waiting()).containsExactly(first.event());
    }

    @Test
    void seesToTheEventOfALeadThatWasThereAfterItsEpochWasOver() {
        // Given
        Attempt lead = writeInEpoch();
        onLoop(() -> {
            outbox.notWritten(lead);
            return Future.succeededFuture();
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(lead));
        StoredLead found = stored(lead);
        // When
        onLoop(() -> outbox.announce(found));
        // Then
        assertThat(waiting()).containsExactly(lead.event());
        assertThat(stored(lead).epoch()).isEmpty();
    }

    @Test
    void countsALeadInAnOpenEpochAsOnItsWay() {
        Attempt lead = writeInEpoch();
        MissingEvents missing = new MissingEvents(new LeadCollection(stores.calls()), epochs);

        MissingEvents.Count count = join(missing.look(
                EventType.LEAD_CREATED,
                lead.lead().createdAt().minusMillis(1),
                id -> !id.equals(lead.lead().id()),
                true));

        assertThat(count.missing()).isZero();
        assertThat(count.waiting()).isPositive();
        assertThat(stored(lead).outbox()).isEmpty();
    }

    private EpochOutbox start(Duration grace) {
        EpochOutbox made = new EpochOutbox(vertx, shared, epochs, grace);
        onLoop(() -> {
            made.start();
            return Future.succeededFuture();
        });
        return made;
    }

    /** A lead in an epoch, which begins since many come. */
    private Attempt writeInEpoch() {
        Attempt lead = await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(this::note, noted -> noted.lead().epoch().isPresent());
        assertThat(join(store.insert(lead.lead(), limit()))).isTrue();
        return lead;
    }

    private Attempt write() {
        Attempt lead = note();
        assertThat(join(store.insert(lead.lead(), limit()))).isTrue();
        return lead;
    }

    private Attempt note() {
        StoredLead fresh = Leads.stored(Leads.id());
        return begin(fresh, LeadEvents.ofNew(fresh, Optional.empty()));
    }

    private Attempt begin(StoredLead fresh, LeadEvent event) {
        return onLoop(() -> Future.succeededFuture(outbox.begin(fresh, event, true)));
    }

    /** A lead that is not written after all. */
    private StoredLead noteAndForget() {
        Attempt lead = note();
        onLoop(() -> {
            outbox.notWritten(lead);
            return Future.succeededFuture();
        });
        return lead.lead();
    }

    private Future<Boolean> change(Attempt lead) {
        return store.find(lead.lead().id(), limit())
                .compose(found -> epochs.withPending(found.orElseThrow(), limit()))
                .compose(this::make);
    }

    private Future<Boolean> make(StoredLead before) {
        StoredChange change = new StoredChange(
                1, LeadStatus.SCORED, LeadStatus.MATCHED, Instant.now(), "a-client", "change", Optional.empty());
        return new MongoLeadChanges(new LeadCollection(stores.calls()))
                .make(before, change, LeadEvents.ofChange(before.after(change), change, Optional.empty()), limit());
    }

    private StoredLead stored(Attempt lead) {
        return join(store.find(lead.lead().id(), limit())).orElseThrow();
    }

    private JsonObject document(Attempt lead) {
        return join(stores.client()
                .findOne(LeadCollection.NAME, LeadCollection.byId(lead.lead().id()), null));
    }

    private boolean isOpen(Attempt lead) {
        return join(epochs.open()).stream()
                .anyMatch(epoch -> epoch.id().equals(lead.lead().epoch().orElseThrow()));
    }

    /** What a relay would find. */
    private List<LeadEvent> waiting() {
        Outbox.Claim claim = join(shared.claim(1_000, Instant.now().plusSeconds(1), Duration.ofMinutes(1)));
        join(shared.release(claim));
        return claim.events().stream().map(Pending::event).toList();
    }

    private <T> T onLoop(Supplier<Future<T>> step) {
        return join(
                Future.future(done -> loop.runOnContext(ignored -> step.get().onComplete(done))));
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
