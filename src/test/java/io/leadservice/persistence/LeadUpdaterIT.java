package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.config.OutboxConfig;
import io.leadservice.crypto.BlindIndex;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.StatusChange;
import io.leadservice.pipeline.FindResult.Found;
import io.leadservice.pipeline.TellOutcome;
import io.leadservice.pipeline.UpdateLead;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.HistoryFull;
import io.leadservice.pipeline.UpdateResult.IllegalTransition;
import io.leadservice.pipeline.UpdateResult.NoOutcomeNow;
import io.leadservice.pipeline.UpdateResult.NoSuchLead;
import io.leadservice.pipeline.UpdateResult.OutcomeTooEarly;
import io.leadservice.pipeline.UpdateResult.StaleRevision;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of status over a real store, several updaters at once as on several nodes. */
class LeadUpdaterIT {

    private static final int AT_ONCE = 40;

    private final MovedClock clock = new MovedClock();

    private Vertx vertx;
    private Stores stores;
    private MongoLeadStore store;
    private LeadUpdater updater;
    private LeadChanger changer;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx);
        store = stores.leads();
        updater = updater();
    }

    @AfterEach
    void close() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void changesStatusHistoryAndOutboxAtOnce() {
        String id = insert();

        Found first = updated(ask(id, LeadStatus.MATCHED, Optional.of("to buyer 17"), Optional.of(List.of(0L))));
        Found second = updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.of(List.of(7L, 1L))));

        assertThat(first.revision()).isEqualTo(1);
        assertThat(second.status()).isEqualTo(LeadStatus.SOLD);
        assertThat(second.history())
                .extracting(StatusChange::from, StatusChange::to, StatusChange::by, StatusChange::reason)
                .containsExactly(
                        tuple(LeadStatus.SCORED, LeadStatus.MATCHED, "gateway", Optional.of("to buyer 17")),
                        tuple(LeadStatus.MATCHED, LeadStatus.SOLD, "gateway", Optional.empty()));
        StoredLead stored = stored(id);
        assertThat(stored.status()).isEqualTo(LeadStatus.SOLD);
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.updatedAt()).isEqualTo(second.history().get(1).at());
        assertThat(stored.outbox())
                .extracting(LeadEvent::id, LeadEvent::type)
                .containsExactly(
                        tuple(id + "/lead.updated/1", EventType.LEAD_UPDATED),
                        tuple(id + "/lead.updated/2", EventType.LEAD_UPDATED));
        assertThat(LeadDocument.instant(document(id), "outbox_since"))
                .isEqualTo(first.history().get(0).at());
    }

    @Test
    void keepsAReasonEncryptedAndShowsItOnlyToThoseWhoMaySeeIt() {
        String id = insert();
        join(ask(id, LeadStatus.MATCHED, Optional.of("Marked-reason"), Optional.empty()));

        assertThat(document(id).encode()).doesNotContain("Marked-reason");
        assertThat(new String(stored(id).outbox().get(0).data().content(), StandardCharsets.UTF_8))
                .doesNotContain("Marked-reason");
        Found masked = view().of(stored(id), false);
        assertThat(masked.history().get(0).reason()).contains("***");
        assertThat(view().of(stored(id), true).history().get(0).reason()).contains("Marked-reason");
    }

    @Test
    void makesExactlyOneOfManyChangesAtTheSameRevision() {
        String id = insert();
        List<Future<UpdateResult>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(updater()
                    .process(
                            request(
                                    id,
                                    LeadStatus.MATCHED,
                                    Optional.of(List.of(0L)),
                                    UUID.randomUUID().toString()),
                            limit()));
        }

        List<UpdateResult> results = answers.stream().map(Stores::join).toList();

        assertThat(results).filteredOn(Updated.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Updated))
                .allMatch(result -> result.equals(new StaleRevision(LeadStatus.MATCHED, 1)));
        assertThat(stored(id).history()).hasSize(1);
    }

    @Test
    void makesExactlyOneOfManyChangesThatNameNoRevision() {
        String id = insert();
        List<Future<UpdateResult>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(updater()
                    .process(
                            request(
                                    id,
                                    LeadStatus.MATCHED,
                                    Optional.empty(),
                                    UUID.randomUUID().toString()),
                            limit()));
        }

        List<UpdateResult> results = answers.stream().map(Stores::join).toList();

        assertThat(results).filteredOn(Updated.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !(result instanceof Updated))
                .allMatch(result -> result.equals(new IllegalTransition(
                        LeadStatus.MATCHED, List.of(LeadStatus.SCORED, LeadStatus.SOLD, LeadStatus.ERROR), 1)));
    }

    @Test
    void makesAChangeOnceHoweverOftenItIsAskedFor() {
        String id = insert();
        UpdateLead request = request(id, LeadStatus.MATCHED, Optional.of(List.of(0L)), "this-change");

        Found first = updated(updater.process(request, limit()));
        Found again = updated(updater().process(request, limit()));

        assertThat(again).isEqualTo(first);
        assertThat(stored(id).outbox()).hasSize(1);
    }

    @Test
    void knowsNoLeadOfAnotherClient() {
        String id = insert();

        assertThat(join(updater.process(owned(id, "stranger"), limit()))).isEqualTo(new NoSuchLead());
        assertThat(join(updater.process(owned(Leads.id(), "a-client"), limit())))
                .isEqualTo(new NoSuchLead());
        assertThat(join(updater.process(owned(id, "a-client"), limit()))).isInstanceOf(Updated.class);
    }

    @Test
    void refusesAChangeOfALeadThatWasChangedTooOften() {
        StoredLead lead = Leads.stored(Leads.id());
        for (int i = 1; i <= LeadChanger.MOST_CHANGES; i++) {
            boolean odd = i % 2 == 1;
            lead = lead.after(new StoredChange(
                    i,
                    odd ? LeadStatus.SCORED : LeadStatus.MATCHED,
                    odd ? LeadStatus.MATCHED : LeadStatus.SCORED,
                    Instant.EPOCH,
                    "gateway",
                    "change " + i,
                    Optional.empty()));
        }
        join(store.insert(lead, limit()));

        assertThat(join(ask(lead.id(), LeadStatus.MATCHED, Optional.empty(), Optional.empty())))
                .isEqualTo(new HistoryFull(LeadStatus.SCORED, LeadChanger.MOST_CHANGES));
    }

    @Test
    void takesNoMoreChangesWhileTooManyEventsWaitForKafka() {
        String id = insert();
        for (int i = 0; i < LeadChanger.MOST_PENDING; i++) {
            LeadStatus next = i % 2 == 0 ? LeadStatus.MATCHED : LeadStatus.SCORED;
            updated(ask(id, next, Optional.empty(), Optional.empty()));
        }

        assertThatThrownBy(() -> join(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty())))
                .hasMessageContaining("wait for Kafka");
    }

    @Test
    void keepsItsHistoryInOrderWhereAnotherNodesClockIsBehind() {
        String id = insert();
        Found first = updated(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty()));
        clock.move(Duration.ofMinutes(-5));

        Found second = updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.empty()));

        assertThat(second.history().get(1).at())
                .isEqualTo(first.history().get(0).at());
    }

    @Test
    void keepsAnOutcomeOnceAndTakesASoldLeadBackWithItsReason() {
        // Given a sold lead
        String id = insert();
        updated(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty()));
        updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.empty()));

        // When outcomes are told, two of them twice
        Instant bound = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.of(bound)));
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.of(bound)));
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.empty()));
        updated(tell(id, Kind.RETURNED, Optional.of(ReturnReason.DUPLICATE), Optional.empty()));
        Found last = updated(tell(id, Kind.RETURNED, Optional.of(ReturnReason.DUPLICATE), Optional.empty()));

        // Then each stands once, and the lead is given back
        assertThat(last.status()).isEqualTo(LeadStatus.RETURNED);
        assertThat(last.history())
                .extracting(
                        StatusChange::from,
                        StatusChange::to,
                        change -> change.outcome().map(LeadOutcome::kind))
                .containsExactly(
                        tuple(LeadStatus.SCORED, LeadStatus.MATCHED, Optional.empty()),
                        tuple(LeadStatus.MATCHED, LeadStatus.SOLD, Optional.empty()),
                        tuple(LeadStatus.SOLD, LeadStatus.SOLD, Optional.of(Kind.BOUND)),
                        tuple(LeadStatus.SOLD, LeadStatus.RETURNED, Optional.of(Kind.RETURNED)));
        assertThat(last.history().get(2).outcome().orElseThrow().at()).isEqualTo(bound);
        assertThat(new String(stored(id).outbox().get(3).data().content(), StandardCharsets.UTF_8))
                .contains("\"outcome\":\"returned\"", "\"return_reason\":\"duplicate\"");
    }

    @Test
    void changesNothingByALateRetryOfWhatWasCorrectedSince() {
        // Given an outcome that was corrected, and a return of a lead that was sold again
        String id = insert();
        Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.of(first)));
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.of(first.plusSeconds(60))));
        updated(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty()));
        updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.empty()));
        updated(tell(id, Kind.RETURNED, Optional.of(ReturnReason.OTHER), Optional.of(first)));
        updated(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty()));
        long before = updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.empty()))
                .revision();

        // When both come once more
        updated(tell(id, Kind.BOUND, Optional.empty(), Optional.of(first)));
        Found last = updated(tell(id, Kind.RETURNED, Optional.of(ReturnReason.OTHER), Optional.of(first)));

        assertThat(last.revision()).isEqualTo(before);
        assertThat(last.status()).isEqualTo(LeadStatus.SOLD);
    }

    @Test
    void keepsALeadThatWasSoldAgainReturnable() {
        String id = insert();
        for (int sale = 1; sale <= 2; sale++) {
            updated(ask(id, LeadStatus.MATCHED, Optional.empty(), Optional.empty()));
            updated(ask(id, LeadStatus.SOLD, Optional.empty(), Optional.empty()));

            Found back = updated(tell(id, Kind.RETURNED, Optional.of(ReturnReason.OTHER), Optional.empty()));

            assertThat(back.status()).isEqualTo(LeadStatus.RETURNED);
            assertThat(back.revision()).isEqualTo(3L * sale);
        }
    }

    @Test
    void refusesOutcomesThatCannotBe() {
        String id = insert();
        Instant created = stored(id).createdAt();

        assertThat(join(tell(id, Kind.RETURNED, Optional.of(ReturnReason.OTHER), Optional.empty())))
                .isEqualTo(new NoOutcomeNow(LeadStatus.SCORED, List.of(LeadStatus.SOLD, LeadStatus.RETURNED), 0));
        assertThat(join(tell(id, Kind.QUOTED, Optional.empty(), Optional.of(created.minusSeconds(600)))))
                .isEqualTo(new OutcomeTooEarly(created));
        assertThat(join(tell(Leads.id(), Kind.QUOTED, Optional.empty(), Optional.empty())))
                .isEqualTo(new NoSuchLead());
        updated(ask(id, LeadStatus.REJECTED, Optional.empty(), Optional.empty()));
        assertThat(join(tell(id, Kind.BOUND, Optional.empty(), Optional.empty())))
                .isInstanceOf(NoOutcomeNow.class);
        assertThat(stored(id).revision()).isEqualTo(1);
    }

    private Future<UpdateResult> tell(String id, Kind kind, Optional<ReturnReason> reason, Optional<Instant> at) {
        return new OutcomeKeeper(changer, view())
                .process(
                        new TellOutcome(
                                id,
                                Optional.empty(),
                                kind,
                                reason,
                                at,
                                "gateway",
                                UUID.randomUUID().toString(),
                                Optional.empty()),
                        limit());
    }

    private Future<UpdateResult> ask(
            String id, LeadStatus status, Optional<String> reason, Optional<List<Long>> revisions) {
        return updater.process(
                new UpdateLead(
                        id,
                        Optional.empty(),
                        status,
                        reason,
                        revisions,
                        "gateway",
                        UUID.randomUUID().toString(),
                        true,
                        Optional.empty()),
                limit());
    }

    private static UpdateLead request(String id, LeadStatus status, Optional<List<Long>> revisions, String change) {
        return new UpdateLead(
                id, Optional.empty(), status, Optional.empty(), revisions, "gateway", change, false, Optional.empty());
    }

    private static UpdateLead owned(String id, String owner) {
        return new UpdateLead(
                id,
                Optional.of(owner),
                LeadStatus.MATCHED,
                Optional.empty(),
                Optional.empty(),
                owner,
                UUID.randomUUID().toString(),
                false,
                Optional.empty());
    }

    private static Found updated(Future<UpdateResult> answer) {
        UpdateResult result = join(answer);
        assertThat(result).isInstanceOf(Updated.class);
        return ((Updated) result).lead();
    }

    private LeadUpdater updater() {
        LeadCollection leads = new LeadCollection(stores.calls());
        MongoOutbox outbox = new MongoOutbox(leads);
        // Not started: what is looked at here is what waits in the store.
        OutboxRelay relay = new OutboxRelay(
                vertx,
                outbox,
                new BusClient(vertx, Duration.ofSeconds(2), Map.of()),
                new OutboxConfig(Duration.ofHours(1), 10, Duration.ofSeconds(30), 3),
                new OutboxMeters(outbox, new SimpleMeterRegistry(), clock));
        changer = new LeadChanger(
                store, new MongoLeadChanges(leads), new MongoEpochs(stores.calls()), view(), relay, clock);
        return new LeadUpdater(changer, new LeadHistory(Leads.CIPHER));
    }

    private static LeadView view() {
        return new LeadView(new LeadSealer(Leads.CIPHER, BlindIndex.of(new byte[32])), new LeadHistory(Leads.CIPHER));
    }

    private String insert() {
        String id = Leads.id();
        join(store.insert(Leads.stored(id), limit()));
        return id;
    }

    private StoredLead stored(String id) {
        return join(store.find(id, limit())).orElseThrow();
    }

    private JsonObject document(String id) {
        return join(stores.client().findOne(LeadCollection.NAME, LeadCollection.byId(id), null));
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(60));
    }
}
