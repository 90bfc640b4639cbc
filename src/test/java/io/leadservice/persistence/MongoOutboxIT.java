package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import io.leadservice.persistence.Outbox.Claim;
import io.leadservice.persistence.Outbox.Pending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims, leases and marks of pending events in a database of this test's own. */
class MongoOutboxIT {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

    private Vertx vertx;
    private Stores stores;
    private MongoClient client;
    private MongoLeadStore store;
    private MongoOutbox outbox;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx, OwnDatabase.named("outbox_test"), Duration.ofSeconds(20));
        client = stores.client();
        LeadCollection leads = new LeadCollection(stores.calls());
        store = new MongoLeadStore(leads);
        outbox = new MongoOutbox(leads);
        join(Future.join(store.prepare(), outbox.prepare()));
    }

    @AfterEach
    void close() {
        join(client.dropCollection(LeadCollection.NAME));
        stores.close();
        join(vertx.close());
    }

    @Test
    void givesALeadToOneRelayOnly() {
        // Given
        for (int i = 0; i < 40; i++) {
            insert(OLD);
        }
        // When
        Future<Claim> first = claim();
        Future<Claim> second = claim();
        List<String> taken = new ArrayList<>();
        join(first).events().forEach(event -> taken.add(event.event().id()));
        join(second).events().forEach(event -> taken.add(event.event().id()));
        // Then
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(join(claim()).events()).hasSize(40 - taken.size());
    }

    @Test
    void tellsHowMuchWaitsSinceWhen() {
        assertThat(join(outbox.backlog(10)).leads()).isZero();
        insert(OLD);
        insert(OLD.plusSeconds(1));

        assertThat(join(outbox.backlog(10))).isEqualTo(new OutboxMeters.Backlog(2, Optional.of(OLD)));
        assertThat(join(outbox.backlog(1)).leads()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatIsTooNew() {
        insert(Instant.now());

        assertThat(join(outbox.claim(10, Instant.now().minusSeconds(60), LEASE)).events())
                .isEmpty();
    }

    @Test
    void offersAgainWhatIsReleased() {
        insert(OLD);
        Claim claim = join(claim());
        assertThat(join(claim()).events()).isEmpty();

        join(outbox.release(claim));

        assertThat(join(claim()).events()).isEqualTo(claim.events());
    }

    @Test
    void offersAgainWhatARelayThatDiedHeldOnceTheLeaseIsOver() {
        insert(OLD);
        join(outbox.claim(10, Instant.now(), Duration.ofSeconds(-1)));

        assertThat(join(claim()).events()).hasSize(1);
    }

    @Test
    void forgetsWhatIsPublishedAndKeepsWhatCameMeanwhile() {
        // Given
        StoredLead lead = insert(OLD);
        LeadEvent later = event(lead.id(), "later");
        join(client.updateCollection(
                LeadCollection.NAME,
                LeadCollection.byId(lead.id()),
                new JsonObject()
                        .put(
                                "$push",
                                new JsonObject()
                                        .put(
                                                "outbox",
                                                new JsonObject()
                                                        .put("id", later.id())
                                                        .put(
                                                                "type",
                                                                later.type().wireName())
                                                        .put("time", OLD.toString())
                                                        .put(
                                                                "data",
                                                                new JsonObject()
                                                                        .put(
                                                                                "$binary",
                                                                                later.data()
                                                                                        .content()))))));
        // When
        join(outbox.markPublished(lead.outbox()));
        // Then
        assertThat(join(claim()).events()).isEqualTo(List.of(new Pending(later, 0)));
        join(outbox.markPublished(List.of(later)));
        assertThat(join(store.find(lead.id(), Deadline.after(Duration.ofSeconds(20))))
                        .orElseThrow()
                        .outbox())
                .isEmpty();
        assertThat(join(client.findOne(LeadCollection.NAME, LeadCollection.byId(lead.id()), null))
                        .fieldNames())
                .doesNotContain("outbox", "outbox_since", "lease");
    }

    @Test
    void countsHowOftenAnEventWasRefused() {
        StoredLead lead = insert(OLD);
        LeadEvent event = lead.outbox().get(0);

        join(outbox.countRefusal(List.of(event)));
        join(outbox.countRefusal(List.of(event)));

        assertThat(join(claim()).events()).isEqualTo(List.of(new Pending(event, 2)));
    }

    private Future<Claim> claim() {
        return outbox.claim(25, Instant.now(), LEASE);
    }

    private StoredLead insert(Instant created) {
        String id = UUID.randomUUID().toString();
        StoredLead lead = new StoredLead(
                id,
                "developer",
                Vertical.AUTO,
                LeadStatus.REJECTED,
                created,
                created,
                new Source(Optional.empty(), Optional.empty(), Optional.empty(), true),
                "CA",
                "90001",
                Optional.empty(),
                List.of(),
                Attributes.empty(),
                List.of(),
                new SealedFields(Bytes.utf8("key"), Map.of("email", Bytes.utf8("sealed"))),
                Map.of(),
                List.of(event(id, "first")));
        join(store.insert(lead, Deadline.after(Duration.ofSeconds(20))));
        return lead;
    }

    private static LeadEvent event(String leadId, String name) {
        return new LeadEvent(
                leadId + "/" + name,
                EventType.LEAD_REJECTED,
                leadId,
                OLD,
                Bytes.utf8("{\"name\":\"" + name + "\"}"),
                Optional.empty());
    }
}
