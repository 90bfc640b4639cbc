package io.leadservice.torture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the stores hold after a run, as read from themselves and not asked of the service.
 *
 * @param leads all that are stored
 * @param claims which lead holds each claim on a person, by the claim's id
 * @param answered the leads that an idempotency key says were taken
 * @param events all records of the event topics, copies included
 * @param deadLetters how many events were put aside
 * @param resent what a second delivery of acknowledged leads was answered
 */
record Observation(
        List<Kept> leads,
        Map<String, String> claims,
        Set<String> answered,
        List<Event> events,
        int deadLetters,
        List<Resent> resent) {

    Observation {
        leads = List.copyOf(leads);
        claims = Map.copyOf(claims);
        answered = Set.copyOf(answered);
        events = List.copyOf(events);
        resent = List.copyOf(resent);
    }

    /**
     * A lead in the store.
     *
     * @param marker what it was sent with; none if it was not sent by the run
     * @param eventType what others must have been told of it
     * @param fields in clear, as of {@link Payload#fields}; none if it does not decrypt
     * @param claims the ids of the claims that its document says it holds
     * @param pending events that wait in its outbox
     */
    record Kept(
            String id,
            Optional<String> marker,
            String eventType,
            Optional<Map<String, Object>> fields,
            List<String> claims,
            int pending) {

        Kept {
            fields = fields.map(Map::copyOf);
            claims = List.copyOf(claims);
        }
    }

    /** An event as its topic has it. */
    record Event(String id, String type, String leadId) {}

    /** @param answer the acknowledged lead id, or the status and code of another answer */
    record Resent(String marker, String answer) {}
}
