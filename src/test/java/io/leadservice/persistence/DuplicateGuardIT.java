package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Vertical;
import io.leadservice.persistence.DuplicateGuard.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is a duplicate of whom, on the real store and a clock that the test moves. */
class DuplicateGuardIT {

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final Duration GRACE = Duration.ofSeconds(9);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static Vertx vertx;
    private static Stores stores;
    private static MongoLeadStore leads;
    private static MongoClaimStore claims;

    private final MovedClock clock = new MovedClock();
    private final DuplicateGuard guard = new DuplicateGuard(vertx, claims, leads, GRACE, clock);
    private final String email = "e" + UUID.randomUUID();
    private final String phone = "p" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx);
        leads = stores.leads();
        claims = new MongoClaimStore(stores.calls());
        join(claims.prepare());
    }

    @AfterAll
    static void stop() {
        stores.close();
        join(vertx.close());
    }

    @Test
    void findsAPersonAgainByEitherEmailOrPhone() {
        String first = kept(person(email, phone));

        assertThat(check(person(email, phone)).first()).contains(first);
        assertThat(check(person(email, "another phone of " + phone)).first()).contains(first);
        assertThat(check(person("another address of " + email, phone)).first()).contains(first);
        assertThat(check(Map.of("email", email)).first()).contains(first);
    }

    @Test
    void doesNotKnowAPersonOfAnotherVertical() {
        kept(person(email, phone));

        Verdict verdict =
                join(guard.check(Leads.id(), Vertical.HOME, person(email, phone), WINDOW, Deadline.after(LONG)));

        assertThat(verdict.first()).isEmpty();
    }

    @Test
    void namesTheEarlierLeadWhereEmailAndPhoneAreOfTwo() {
        String first = kept(Map.of("phone", phone));
        kept(Map.of("email", email));

        assertThat(check(person(email, phone)).first()).contains(first);
    }

    @Test
    void waitsForALeadAtWorkAndIsItsDuplicateOnceItIsStored() {
        String atWork = Leads.id();
        check(atWork, person(email, phone), LONG);

        CountingLookUps lookUps = new CountingLookUps();
        Future<Verdict> second = new DuplicateGuard(vertx, claims, lookUps, GRACE, clock)
                .check(Leads.id(), Vertical.AUTO, person(email, phone), WINDOW, Deadline.after(LONG));
        await().atMost(20, TimeUnit.SECONDS).until(() -> lookUps.count >= 3);
        assertThat(second.isComplete()).isFalse();
        store(atWork);

        assertThat(join(second).first()).contains(atWork);
    }

    @Test
    void comesToItsTurnWhenTheLeadAtWorkGivesUp() {
        Verdict atWork = check(Leads.id(), person(email, phone), LONG);
        Future<Verdict> second =
                guard.check(Leads.id(), Vertical.AUTO, person(email, phone), WINDOW, Deadline.after(LONG));

        join(guard.release(atWork));

        assertThat(join(second).first()).isEmpty();
        assertThat(join(second).claims()).hasSize(2);
    }

    @Test
    void failsAndKeepsNoClaimWhenTheLeadAtWorkDoesNotEnd() {
        check(Leads.id(), Map.of("phone", phone), LONG);
        DuplicateGuard patient = new DuplicateGuard(vertx, new PatientClaims(), new CountingLookUps(), GRACE, clock);

        assertThat(code(patient.check(Leads.id(), Vertical.AUTO, person(email, phone), WINDOW, Deadline.after(SHORT))))
                .isEqualTo(FailureCode.CONTESTED);

        assertThat(check(Leads.id(), Map.of("email", email), SHORT).first()).isEmpty();
    }

    @Test
    void takesOverTheClaimOfALeadThatNeverCameOnceTheGraceIsOver() {
        check(Leads.id(), person(email, phone), LONG);

        clock.move(GRACE);
        String second = kept(person(email, phone));

        assertThat(check(person(email, phone)).first()).contains(second);
    }

    @Test
    void takesOverAClaimWhoseWindowIsOver() {
        kept(person(email, phone));

        clock.move(WINDOW);
        String second = kept(person(email, phone));

        assertThat(check(person(email, phone)).first()).contains(second);
    }

    @Test
    void isNeverADuplicateOfItself() {
        String lead = Leads.id();
        check(lead, person(email, phone), LONG);

        assertThat(check(lead, person(email, phone), LONG).first()).isEmpty();
        store(lead);
        assertThat(check(lead, person(email, phone), LONG).first()).isEmpty();
        clock.move(WINDOW);
        kept(person(email, phone));
        assertThat(check(lead, person(email, phone), LONG).first())
                .as("stored, and its claims another's by now")
                .isEmpty();
    }

    @Test
    void keepsTheClaimsOfASecondRequestForALeadWhenTheFirstOneFails() {
        String lead = Leads.id();
        Verdict first = check(lead, person(email, phone), LONG);
        check(lead, person(email, phone), LONG);
        store(lead);

        join(guard.release(first));

        assertThat(check(person(email, phone)).first()).contains(lead);
    }

    @Test
    void letsExactlyOneOfManyAtTheSameInstantThrough() {
        DuplicateGuard other = new DuplicateGuard(vertx, new MongoClaimStore(stores.calls()), leads, GRACE, clock);
        for (int round = 0; round < 20; round++) {
            Map<String, String> person = person(email + round, phone + round);
            List<Future<Boolean>> through = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                through.add(storedUnlessDuplicate(i % 2 == 0 ? guard : other, person));
            }
            assertThat(join(Future.all(through)).<Boolean>list()).containsOnlyOnce(true);
        }
    }

    @Test
    void letsNoTwoOfASharedEmailOrPhoneThroughAndOneAtLeast() {
        for (int round = 0; round < 20; round++) {
            String one = "one" + round;
            String two = "two" + round;
            List<Map<String, String>> people = List.of(
                    person(email + one, phone + one),
                    person(email + two, phone + one),
                    person(email + one, phone + two),
                    person(email + two, phone + two));
            List<Future<Boolean>> through = people.stream()
                    .map(person -> storedUnlessDuplicate(guard, person))
                    .toList();
            List<Boolean> kept = join(Future.all(through)).list();
            // The first and the last share nothing, as the two between them; each of the one pair meets both of the
            // other.
            assertThat(kept.get(0) || kept.get(3)).isNotEqualTo(kept.get(1) || kept.get(2));
        }
    }

    @Test
    void removesClaimsOnceTheirWindowIsOverAndNoOthers() {
        kept(Map.of("email", email));
        clock.move(WINDOW.plusDays(1));
        String later = kept(Map.of("phone", phone));
        ExpirySweep sweep = new ExpirySweep(vertx, stores.calls(), List.of(MongoClaimStore.NAME), clock);

        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            join(sweep.sweep());
            return count(Claim.id(Vertical.AUTO, "email", email)) == 0;
        });

        assertThat(count(Claim.id(Vertical.AUTO, "phone", phone))).isEqualTo(1);
        assertThat(check(Map.of("phone", phone)).first()).contains(later);
    }

    private static long count(String claimId) {
        return join(stores.client().count(MongoClaimStore.NAME, MongoCalls.byId(claimId)));
    }

    /** A lead that is let through is stored, one that is a duplicate gives back what it claimed. */
    private Future<Boolean> storedUnlessDuplicate(DuplicateGuard by, Map<String, String> person) {
        String lead = Leads.id();
        return by.check(lead, Vertical.AUTO, person, WINDOW, Deadline.after(LONG))
                .compose(verdict -> verdict.first().isPresent()
                        ? by.release(verdict).map(false)
                        : leads.insert(Leads.stored(lead), Deadline.after(LONG)));
    }

    private Verdict check(Map<String, String> person) {
        return check(Leads.id(), person, LONG);
    }

    private Verdict check(String lead, Map<String, String> person, Duration limit) {
        return join(guard.check(lead, Vertical.AUTO, person, WINDOW, Deadline.after(limit)));
    }

    /** The id of a lead of this person that was let through and stored. */
    private String kept(Map<String, String> person) {
        String lead = Leads.id();
        assertThat(check(lead, person, LONG).first()).isEmpty();
        store(lead);
        return lead;
    }

    private static void store(String lead) {
        join(leads.insert(Leads.stored(lead), Deadline.after(LONG)));
    }

    private static Map<String, String> person(String email, String phone) {
        return Map.of("email", email, "phone", phone);
    }

    private static FailureCode code(Future<?> failed) {
        return join(failed.transform(result -> Future.succeededFuture(((Failure) result.cause()).code())));
    }

    /** Leaves it to the guard to say that the time is over: a store that is slow at that moment fails otherwise. */
    private static final class PatientClaims implements ClaimStore {

        @Override
        public Future<Taken> take(List<Claim> wanted, Deadline deadline) {
            return claims.take(wanted, Deadline.after(LONG));
        }

        @Override
        public Future<Boolean> replace(Claim other, Claim claim, Deadline deadline) {
            return claims.replace(other, claim, Deadline.after(LONG));
        }

        @Override
        public Future<Void> release(List<Claim> made) {
            return claims.release(made);
        }
    }

    /** The leads of the test, with a count of how often somebody asked which are stored. */
    private static final class CountingLookUps implements LeadStore {

        private volatile int count;

        @Override
        public Future<Boolean> insert(StoredLead lead, Deadline deadline) {
            return leads.insert(lead, deadline);
        }

        @Override
        public Future<Optional<StoredLead>> find(String id, Deadline deadline) {
            return leads.find(id, deadline);
        }

        @Override
        public Future<Set<String>> existing(Set<String> ids, Deadline deadline) {
            count = count + 1;
            return leads.existing(ids, Deadline.after(LONG));
        }
    }
}
