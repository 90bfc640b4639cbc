package io.leadservice.intake;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.KeyedAnswer;
import io.leadservice.pipeline.QueueReason;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.TakeIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A queued submission as it rests in Kafka: CBOR (RFC 8949) of all that it came with, encrypted under a data key of its own
 * with the lead id as associated data, in CBOR of ciphertext and wrapped key. Members may be added, none renamed: records
 * outlive the version that wrote them. Thread-safe.
 */
final class SealedSubmission {

    private static final String FIELD = "submission";

    private static final ObjectMapper CBOR = CBORMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final FieldCipher cipher;

    SealedSubmission(FieldCipher cipher) {
        this.cipher = cipher;
    }

    byte[] seal(TakeIn queued) {
        return write(cipher.seal(queued.submission().leadId(), Map.of(FIELD, content(queued))));
    }

    /** Without its key, which lies elsewhere. */
    byte[] sealUnder(Bytes wrappedKey, TakeIn queued) {
        Bytes sealed = cipher.seal(queued.submission().leadId(), wrappedKey, FIELD, content(queued));
        return write(new SealedFields(SealedFields.NONE.wrappedKey(), Map.of(FIELD, sealed)));
    }

    /** A fresh key for {@link #sealUnder}. */
    Bytes key(String leadId) {
        return cipher.dataKey(leadId);
    }

    /** What was sealed without its key, as a queued submission again; empty if it is no such thing. */
    static Optional<byte[]> withKey(byte[] value, Bytes wrappedKey) {
        try {
            SealedFields sealed = CBOR.readValue(value, SealedFields.class);
            return Optional.of(write(new SealedFields(wrappedKey, sealed.fields())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] content(TakeIn queued) {
        Submission submission = queued.submission();
        return write(
                new Content(submission.client(), submission.receivedAt(), submission.payload(), queued.promised()));
    }

    private static byte[] write(Object value) {
        try {
            return CBOR.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a submission does not encode", e);
        }
    }

    /** Empty if it is not one of ours, or not of this lead, or was changed. */
    Optional<TakeIn> open(String leadId, byte[] value, Optional<String> traceparent) {
        try {
            SealedFields sealed = CBOR.readValue(value, SealedFields.class);
            byte[] clear = cipher.open(leadId, sealed).get(FIELD);
            if (clear == null) {
                return Optional.empty();
            }
            Content content = CBOR.readValue(clear, Content.class);
            Submission submission = new Submission(leadId, content.client(), content.receivedAt(), content.payload());
            return Optional.of(new TakeIn(submission, content.promised(), QueueReason.ASKED, traceparent));
        } catch (IOException | RuntimeException e) {
            // Whatever somebody writes there: what does not open is none of ours.
            return Optional.empty();
        }
    }

    /** What is encrypted. */
    private record Content(String client, Instant receivedAt, Bytes payload, Optional<KeyedAnswer> promised) {
        Content {
            Objects.requireNonNull(client, "client");
            Objects.requireNonNull(receivedAt, "receivedAt");
            Objects.requireNonNull(payload, "payload");
        }
    }
}
