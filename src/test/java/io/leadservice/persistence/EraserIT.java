package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.bus.Deadline;
import io.leadservice.config.RetentionConfig;
import io.leadservice.crypto.BlindIndex;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasure over a real store, in a database of each test's own. */
class EraserIT {

    private static final Duration GRACE = Duration.ofSeconds(9);

    private final MovedClock clock = new MovedClock();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private Vertx vertx;
    private Stores stores;
    private MongoLeadStore leads;
    private ErasedPeople people;
    private MongoClaimStore claims;
    private Eraser eraser;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx, OwnDatabase.named("eraser-" + UUID.randomUUID()), Duration.ofSeconds(20));
        leads = stores.leads();
        people = new ErasedPeople(stores.calls());
        claims = new MongoClaimStore(stores.calls());
        eraser = new Eraser(
                leads,
                changes(),
                new MongoEpochs(stores.calls()),
                claims,
                new LetterKeys(stores.calls()),
                (lead, by) -> told.add(by),
                clock);
    }

    @AfterEach
    void close() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void erasesOnceThoughItIsWantedManyTimesAtOnce() {
        // Given
        StoredLead lead = insert();
        List<Future<StoredLead>> wanted = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            wanted.add(eraser.erase(lead, "officer", Optional.empty(), limit()));
        }
        join(Future.all(wanted));

        // Then
        StoredLead erased = stored(lead.id());
        assertThat(erased.status()).isEqualTo(LeadStatus.ERASED);
        assertThat(erased.history()).hasSize(1);
        assertThat(told).containsExactly("officer");
        assertThat(erased.outbox()).extracting(LeadEvent::type).containsExactly(EventType.LEAD_ERASED);
        assertThat(wanted).allMatch(one -> one.result().updatedAt().equals(erased.updatedAt()));
    }

    @Test
    void erasesALeadThatWasChangedSinceItWasRead() {
        // Given
        StoredLead read = insert();
        LeadOutcome quoted = new LeadOutcome(LeadOutcome.Kind.QUOTED, Optional.empty(), clock.instant());
        StoredChange change = new StoredChange(
                1,
                read.status(),
                LeadStatus.MATCHED,
                read.next(clock),
                "a",
                "c",
                Optional.empty(),
                Optional.of(quoted));
        join(changes().make(read, change, LeadEvents.ofChange(read.after(change), change, Optional.empty()), limit()));

        // When
        join(eraser.erase(read, "officer", Optional.empty(), limit()));

        // Then
        StoredLead erased = stored(read.id());
        assertThat(erased.status()).isEqualTo(LeadStatus.ERASED);
        assertThat(erased.history())
                .extracting(StoredChange::to)
                .containsExactly(LeadStatus.MATCHED, LeadStatus.ERASED);
        assertThat(erased.history())
                .as("what was told of it goes with the features that it was told of")
                .allSatisfy(left -> assertThat(left.outcome()).isEmpty());
        assertThat(erased.outbox())
                .extracting(LeadEvent::type)
                .containsExactly(EventType.LEAD_UPDATED, EventType.LEAD_ERASED);
    }

    @Test
    void looksAgainAfterTheGraceForALeadThatCameInBetween() {
        // Given an erasure, and a post that did not see it and stores its lead and claims now
        StoredLead late = Leads.stored(Leads.id());
        String blind = late.blind().get("email");
        Instant now = clock.instant();
        join(people.add(List.of(ErasedPeople.forAll("email", blind)), now, Optional.of(now.plus(GRACE)), limit()));
        assertThat(join(eraser.erase("email", blind, "officer", Optional.empty(), limit())))
                .isEqualTo(new Eraser.Erased(0, true));
        join(leads.insert(late, limit()));
        Claim claim = new Claim(Claim.id(Vertical.AUTO, "email", blind), late.id(), "x", now, now.plus(GRACE));
        join(claims.take(List.of(claim), limit()));

        // When it is not due yet
        ErasureSweep sweep = new ErasureSweep(vertx, people, eraser, clock);
        join(sweep.sweep());
        assertThat(stored(late.id()).status()).isEqualTo(LeadStatus.SCORED);

        // When it is
        clock.move(GRACE);
        join(sweep.sweep());

        // Then
        assertThat(stored(late.id()).status()).isEqualTo(LeadStatus.ERASED);
        assertThat(join(stores.client().count("duplicate_claims", new JsonObject())))
                .isZero();
        assertThat(join(people.counted(List.of(ErasedPeople.forAll("email", blind)), limit())))
                .isEqualTo(1);
        assertThat(join(people.takeDue(clock.instant().plus(Duration.ofDays(1)), clock.instant())))
                .isEmpty();
    }

    @Test
    void givesADueEntryToOneOfManyNodes() {
        Instant now = clock.instant();
        join(people.add(List.of("all/email/x"), now, Optional.of(now), limit()));
        List<Future<Optional<ErasedPeople.Due>>> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(people.takeDue(now, now.plus(GRACE)));
        }
        join(Future.all(taken));

        assertThat(taken.stream().filter(one -> one.result().isPresent())).hasSize(1);
    }

    @Test
    void holdsAgainstEverybodyOrAgainstOneClient() {
        Map<String, String> blind = Map.of("email", "e", "phone", "p");
        join(people.add(
                List.of(ErasedPeople.forClient("a", "phone", "p")), clock.instant(), Optional.empty(), limit()));

        List<Future<Boolean>> answers = join(people.holding(List.of(
                ErasedPeople.against("a", blind), ErasedPeople.against("b", blind), Set.of("all/email/other"))));

        assertThat(answers).extracting(Future::result).containsExactly(true, false, false);
    }

    @Test
    void erasesWhatIsTooOldForItsVerticalAndLetsThePersonComeAgain() {
        // Given leads of today and a retention of 90 days for one vertical
        StoredLead auto = insert();
        RetentionSweep sweep = retention(Map.of(Vertical.AUTO, Duration.ofDays(90)));
        Instant until = clock.instant().plus(Duration.ofDays(365));

        // When they are 89 and 91 days old
        clock.move(Duration.ofDays(89));
        join(sweep.sweep(until));
        assertThat(stored(auto.id()).status()).isEqualTo(LeadStatus.SCORED);
        clock.move(Duration.ofDays(2));
        join(sweep.sweep(until));

        // Then
        StoredLead erased = stored(auto.id());
        assertThat(erased.status()).isEqualTo(LeadStatus.ERASED);
        assertThat(erased.history().get(0).by()).isEqualTo("retention");
        assertThat(join(people.holding(List.of(ErasedPeople.against(auto.client(), auto.blind()))))
                        .get(0)
                        .result())
                .isFalse();
    }

    @Test
    void erasesWhatIsTooOldAroundDamagedLeadsHoweverManyTheyAre() {
        // Given
        for (int i = 0; i <= RetentionSweep.BATCH; i++) {
            damage(insert().id(), "source", 7);
        }
        StoredLead sound = insert();
        clock.move(Duration.ofDays(100));

        // When
        join(retention(Map.of(Vertical.AUTO, Duration.ofDays(90)))
                .sweep(clock.instant().plus(Duration.ofDays(1))));

        // Then
        assertThat(stored(sound.id()).status()).isEqualTo(LeadStatus.ERASED);
    }

    @Test
    void erasesThePersonsOtherLeadsAroundADamagedOneAndSaysThatSomethingIsLeft() {
        // Given
        StoredLead damaged = insert();
        StoredLead sound = insert();
        String blind = damaged.blind().get("email");
        damage(sound.id(), "blind.email", blind);
        damage(damaged.id(), "source", 7);

        // When
        Eraser.Erased erased = join(eraser.erase("email", blind, "officer", Optional.empty(), limit()));

        // Then
        assertThat(stored(sound.id()).status()).isEqualTo(LeadStatus.ERASED);
        assertThat(erased).isEqualTo(new Eraser.Erased(1, false));
    }

    @Test
    void startsThoughALeadAmongOthersIsDamagedAndRefusesAnotherKey() {
        // Given
        StoredLead damaged = insert();
        insert();
        damage(damaged.id(), "pii.firstName", new JsonObject().put("$binary", new byte[40]));
        LeadSealer ours = new LeadSealer(Leads.CIPHER, BlindIndex.of(new byte[32]));
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        LeadSealer other = new LeadSealer(FieldCipher.of(otherKey), BlindIndex.of(otherKey));

        // Then
        join(new KeyCheck(leads, ours).check());
        assertThatThrownBy(() -> join(new KeyCheck(leads, other).check())).hasMessageContaining("ENCRYPTION_KEY");
    }

    @Test
    void answersWhatItDidWheneverTheTimeEnds() {
        // Given
        String blind = insert().blind().get("email");
        for (int i = 0; i < 120; i++) {
            StoredLead lead = Leads.stored(Leads.id());
            join(leads.insert(lead, limit()));
            damage(lead.id(), "blind.email", blind);
        }

        // When the time ends at any point of it
        Eraser.Erased last = new Eraser.Erased(0, false);
        for (int millis = 0; !last.complete(); millis += 7) {
            last = join(eraser.erase(
                    "email", blind, "officer", Optional.empty(), Deadline.after(Duration.ofMillis(millis))));
        }

        // Then
        assertThat(join(leads.ofPerson("email", blind, "", 1, limit()))).isEmpty();
    }

    @Test
    void keepsAVerticalWhoseRetentionIsOff() {
        StoredLead auto = insert();
        clock.move(Duration.ofDays(4_000));

        join(retention(Map.of(Vertical.LIFE, Duration.ofDays(90)))
                .sweep(clock.instant().plus(Duration.ofDays(1))));

        assertThat(stored(auto.id()).status()).isEqualTo(LeadStatus.SCORED);
    }

    @Test
    void givesASweepToOneNodeUntilItsTimeIsOver() {
        Instant now = clock.instant();
        SweepLease one = new SweepLease(stores.calls(), "retention");
        SweepLease two = new SweepLease(stores.calls(), "retention");

        assertThat(join(one.take(now, now.plus(GRACE)))).isTrue();
        assertThat(join(two.take(now.plusSeconds(1), now.plus(GRACE)))).isFalse();
        assertThat(join(two.take(now.plus(GRACE), now.plus(GRACE).plus(GRACE)))).isTrue();
    }

    private RetentionSweep retention(Map<Vertical, Duration> ages) {
        return new RetentionSweep(
                vertx, new RetentionConfig(ages), new SweepLease(stores.calls(), "retention"), leads, eraser, clock);
    }

    private void damage(String id, String field, Object value) {
        JsonObject change = new JsonObject().put("$set", new JsonObject().put(field, value));
        join(stores.client().updateCollection("leads", MongoCalls.byId(id), change));
    }

    private MongoLeadChanges changes() {
        return new MongoLeadChanges(new LeadCollection(stores.calls()));
    }

    private StoredLead insert() {
        StoredLead lead = Leads.stored(Leads.id());
        join(leads.insert(lead, limit()));
        return lead;
    }

    private StoredLead stored(String id) {
        return join(leads.find(id, limit())).orElseThrow();
    }

    private static Deadline limit() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
