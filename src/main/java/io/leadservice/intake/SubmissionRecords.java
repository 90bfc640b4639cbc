package io.leadservice.intake;

import io.leadservice.crypto.LeadIds;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.kafka.Topics;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.QueueReason;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.TakeIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The two kinds of records in the intake topic: sealed ones, which this service writes, and plain JSON of one lead, which
 * any producer may write. {@code docs/intake.md} describes both. Thread-safe.
 */
final class SubmissionRecords {

    static final String CONTENT_TYPE = "content-type";
    static final String CLIENT = "client";
    static final String SEALED = "application/vnd.lead-service.submission.v1+cbor";

    private static final String OWN_TYPES = "application/vnd.lead-service.";
    private static final String JSON = "application/json";
    private static final String KEY_IN_STORE = "store";
    private static final String TRACEPARENT = "traceparent";
    private static final int MAX_CLIENT = 255;
    private static final Pattern LEAD_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}(-[0-9a-f]+){3}");

    private final SealedSubmission sealed;
    private final LeadIds leadIds;
    private final int maxBytes;

    /** @param maxBytes of a payload, as at the edge */
    SubmissionRecords(SealedSubmission sealed, LeadIds leadIds, int maxBytes) {
        this.sealed = sealed;
        this.leadIds = leadIds;
        this.maxBytes = maxBytes;
    }

    /** The sealed record of a submission, keyed by lead id. */
    ProducerRecord<String, byte[]> write(TakeIn queued) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.INTAKE, queued.submission().leadId(), sealed.seal(queued));
        return described(record, queued);
    }

    private static ProducerRecord<String, byte[]> described(ProducerRecord<String, byte[]> record, TakeIn queued) {
        record.headers().add(CONTENT_TYPE, utf8(SEALED));
        queued.traceparent().ifPresent(trace -> record.headers().add(TRACEPARENT, utf8(trace)));
        return record;
    }

    /** A fresh key for {@link #letter}. */
    Bytes key(String leadId) {
        return sealed.key(leadId);
    }

    /** The record of a submission that goes to the dead letters: sealed under a key that is not in it. */
    ProducerRecord<String, byte[]> letter(TakeIn queued, Bytes wrappedKey) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.INTAKE, queued.submission().leadId(), sealed.sealUnder(wrappedKey, queued));
        record.headers().add(DeadLetters.KEY_APART, utf8(KEY_IN_STORE));
        return described(record, queued);
    }

    Reading read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return new Reading.Illegible(Reason.SIZE, Optional.empty());
        }
        String type = header(record, CONTENT_TYPE).orElse(JSON).toLowerCase(Locale.ROOT);
        if (type.equals(SEALED)) {
            return sealed.open(String.valueOf(record.key()), record.value(), trace(record))
                    .map(this::judge)
                    .orElseGet(() -> new Reading.Illegible(Reason.NOT_DECRYPTABLE, Optional.empty()));
        }
        if (type.startsWith(OWN_TYPES)) {
            return new Reading.Illegible(Reason.UNKNOWN_TYPE, Optional.empty());
        }
        TakeIn plain = plain(record);
        return type.split(";", 2)[0].strip().equals(JSON)
                ? judge(plain)
                : new Reading.Illegible(Reason.UNKNOWN_TYPE, Optional.of(plain));
    }

    private Reading judge(TakeIn queued) {
        Submission submission = queued.submission();
        int bytes = submission.payload().content().length;
        if (bytes == 0 || bytes > maxBytes) {
            return new Reading.Illegible(Reason.SIZE, Optional.of(queued));
        }
        return submission.client().isBlank() || submission.client().length() > MAX_CLIENT
                ? new Reading.Illegible(Reason.NO_CLIENT, Optional.of(queued))
                : new Reading.Legible(queued);
    }

    /** A redelivered record has the same lead id again: that of its key, or that of its place. */
    private TakeIn plain(ConsumerRecord<String, byte[]> record) {
        String leadId = Optional.ofNullable(record.key())
                .map(key -> key.toLowerCase(Locale.ROOT))
                .filter(key -> LEAD_ID.matcher(key).matches())
                .orElseGet(() ->
                        leadIds.ofRecord(record.topic(), record.partition(), record.offset(), record.timestamp()));
        Submission submission = new Submission(
                leadId,
                header(record, CLIENT).orElse(""),
                Instant.ofEpochMilli(record.timestamp()),
                new Bytes(record.value()));
        return new TakeIn(submission, Optional.empty(), QueueReason.ASKED, trace(record));
    }

    private static Optional<String> trace(ConsumerRecord<String, byte[]> record) {
        return header(record, TRACEPARENT).filter(trace -> TRACE.matcher(trace).matches());
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8).strip());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
