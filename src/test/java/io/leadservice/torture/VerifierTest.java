package io.leadservice.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.torture.Ledger.Answer;
import io.leadservice.torture.Ledger.Sent;
import io.leadservice.torture.Observation.Event;
import io.leadservice.torture.Observation.Kept;
import io.leadservice.torture.Observation.Resent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test takes what a flawless run of two leads leaves behind, and spoils one thing. */
class VerifierTest {

    private static final Payload FIRST = new Payload("m-1", "{}", Map.of("email", "1@example.com"));
    private static final Payload SECOND = new Payload("m-2", "{}", Map.of("email", "2@example.com"));

    private final List<Sent> sent = new ArrayList<>(List.of(
            new Sent(FIRST, new Answer.Acknowledged(201, "id-1")),
            new Sent(SECOND, new Answer.Acknowledged(202, "id-2"))));
    private final List<Kept> leads = new ArrayList<>(List.of(kept("id-1", FIRST), kept("id-2", SECOND)));
    private final Map<String, String> claims = new HashMap<>();
    private final Set<String> answered = new HashSet<>(Set.of("id-1", "id-2"));
    private final List<Event> events = new ArrayList<>(List.of(event("id-1"), event("id-2"), event("id-2")));
    private final List<Resent> resent = new ArrayList<>(List.of(new Resent("m-1", "id-1")));
    private int deadLetters;

    @BeforeEach
    void claimBoth() {
        claim("id-1");
        claim("id-2");
    }

    @Test
    void findsNothingWhereEveryPromiseWasKept() {
        assertThat(verify().total()).isZero();
    }

    @Test
    void findsAnAcknowledgedLeadThatIsNotStored() {
        leads.remove(0);
        events.remove(0);
        answered.remove("id-1");

        assertOnly(Miss.LOST, "m-1 as id-1");
    }

    @Test
    void findsALeadThatIsStoredUnderAnotherId() {
        leads.set(0, kept("id-3", FIRST));
        claim("id-3");
        events.set(0, event("id-3"));
        answered.remove("id-1");

        assertOnly(Miss.MOVED, "m-1 from id-1 to id-3");
    }

    @Test
    void findsALeadThatIsStoredTwice() {
        leads.add(kept("id-3", FIRST));
        claim("id-3");
        events.add(event("id-3"));

        assertOnly(Miss.DOUBLED, "m-1 as [id-1, id-3]");
    }

    @Test
    void findsALeadThatNobodySent() {
        leads.add(kept("id-3", new Payload("m-3", "{}", Map.of())));
        claim("id-3");
        events.add(event("id-3"));

        assertOnly(Miss.FOREIGN, "id-3");
    }

    @Test
    void findsALeadThatDoesNotDecrypt() {
        leads.set(0, new Kept("id-1", Optional.of("m-1"), "lead.created", Optional.empty(), claims("id-1"), 0));

        assertOnly(Miss.UNDECRYPTABLE, "id-1");
    }

    @Test
    void findsALeadThatIsNotWhatWasSent() {
        leads.set(
                0,
                new Kept("id-1", Optional.of("m-1"), "lead.created", Optional.of(SECOND.fields()), claims("id-1"), 0));

        assertOnly(Miss.CHANGED, "id-1");
    }

    @Test
    void findsALeadThatClaimsOneOfTheTwoOnly() {
        leads.set(
                0,
                new Kept(
                        "id-1",
                        Optional.of("m-1"),
                        "lead.created",
                        Optional.of(FIRST.fields()),
                        List.of("email of id-1"),
                        0));

        assertOnly(Miss.UNCLAIMED, "id-1");
    }

    @Test
    void findsALeadWithoutItsClaim() {
        claims.put("email of id-1", "id-2");

        assertOnly(Miss.UNCLAIMED, "id-1");
    }

    @Test
    void findsAnAnswerToALeadThatIsNotStored() {
        answered.add("id-3");

        assertOnly(Miss.ORPHANED, "id-3");
    }

    @Test
    void findsALeadWhoseEventIsMissing() {
        events.remove(0);

        assertOnly(Miss.UNPUBLISHED, "id-1");
    }

    @Test
    void findsALeadWhoseEventIsOfTheWrongType() {
        events.set(0, new Event("id-1/lead.rejected", "lead.rejected", "id-1"));

        assertOnly(Miss.UNPUBLISHED, "id-1");
    }

    @Test
    void findsAnEventWhoseCopiesHaveDifferentIds() {
        events.add(new Event("another", "lead.created", "id-1"));

        assertOnly(Miss.RENAMED, "id-1 lead.created");
    }

    @Test
    void findsAnEventOfALeadThatIsNotStored() {
        events.add(event("id-3"));

        assertOnly(Miss.UNKNOWN, "id-3");
    }

    @Test
    void findsWhatStillWaitsInTheOutboxOrWasPutAside() {
        leads.set(
                0,
                new Kept("id-1", Optional.of("m-1"), "lead.created", Optional.of(FIRST.fields()), claims("id-1"), 1));
        assertOnly(Miss.PENDING, "id-1");

        deadLetters = 2;
        assertThat(verify().count(Miss.BURIED)).isEqualTo(2);
    }

    @Test
    void findsASecondDeliveryWithAnotherAnswer() {
        resent.set(0, new Resent("m-1", "id-3"));

        assertOnly(Miss.REPEATED, "m-1 with id-3");
    }

    @Test
    void findsALeadThatWasRefusedOrNeverAnswered() {
        sent.set(0, new Sent(FIRST, new Answer.Refused("409 duplicate_lead")));
        resent.clear();
        assertOnly(Miss.REFUSED, "m-1 with 409 duplicate_lead");

        sent.set(0, new Sent(FIRST, new Answer.Open()));
        assertOnly(Miss.UNANSWERED, "m-1");
    }

    private static List<String> claims(String id) {
        return List.of("email of " + id, "phone of " + id);
    }

    private void claim(String id) {
        claims(id).forEach(claim -> claims.put(claim, id));
    }

    private void assertOnly(Miss miss, String sample) {
        Verdict verdict = verify();
        assertThat(verdict.samples(miss)).containsExactly(sample);
        assertThat(verdict.total()).isEqualTo(1);
    }

    private Verdict verify() {
        return Verifier.verify(sent, new Observation(leads, claims, answered, events, deadLetters, resent));
    }

    private static Kept kept(String id, Payload payload) {
        return new Kept(
                id, Optional.of(payload.marker()), "lead.created", Optional.of(payload.fields()), claims(id), 0);
    }

    private static Event event(String leadId) {
        return new Event(leadId + "/lead.created", "lead.created", leadId);
    }
}
