package io.leadservice.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.KeepLetterKey;
import io.leadservice.pipeline.LetterKey;
import io.leadservice.pipeline.Person;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.TakeIn;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Seals submissions for the dead letters under keys that lie in the store by the person, as far as the submission tells one,
 * so that an erasure reaches them. Usable from any event loop.
 */
public final class LetterSealing {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Person NOBODY = new Person(Optional.empty(), Optional.empty());

    private final SubmissionRecords records;
    private final Pipeline pipeline;

    LetterSealing(SubmissionRecords records, Pipeline pipeline) {
        this.records = records;
        this.pipeline = pipeline;
    }

    /** The record as its topic should have got it, but for the key; fails while validation or the store is away. */
    Future<ProducerRecord<String, byte[]>> of(TakeIn queued) {
        String leadId = queued.submission().leadId();
        Deadline deadline = Deadline.after(LIMIT);
        return person(queued.submission().payload(), deadline)
                .compose(person -> pipeline.keep(new KeepLetterKey(leadId, records.key(leadId), person), deadline))
                .map(LetterKey::wrapped)
                .map(key -> records.letter(queued, key));
    }

    /**
     * The value of a dead letter as its topic had it.
     *
     * @param wrappedKey that the store has of its lead id
     * @return empty if it is no sealed submission
     */
    public static Optional<byte[]> opened(byte[] value, Bytes wrappedKey) {
        return SealedSubmission.withKey(value, wrappedKey);
    }

    private Future<Person> person(Bytes payload, Deadline deadline) {
        Person asSent = person(payload);
        return asSent.equals(NOBODY)
                ? Future.succeededFuture(NOBODY)
                : pipeline.name(asSent, deadline).map(named -> named.person());
    }

    /** Whatever does not fit the contract may be here. */
    private static Person person(Bytes payload) {
        try {
            JsonNode contact = JSON.readTree(payload.content()).path("contact_info");
            return new Person(text(contact, "email"), text(contact, "phone"));
        } catch (IOException e) {
            return NOBODY;
        }
    }

    private static Optional<String> text(JsonNode contact, String name) {
        return Optional.ofNullable(contact.path(name).textValue());
    }
}
