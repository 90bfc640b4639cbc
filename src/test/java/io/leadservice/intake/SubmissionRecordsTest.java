package io.leadservice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.LeadIds;
import io.leadservice.kafka.Topics;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.KeyedAnswer;
import io.leadservice.pipeline.QueueReason;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.TakeIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SubmissionRecordsTest {

    private static final int MAX = 1_000;
    private static final long OFFSET = 42;
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SubmissionRecords records = records(new byte[32]);
    private final TakeIn queued = new TakeIn(
            new Submission(UUID.randomUUID().toString(), "a-gateway", TIME, Bytes.utf8("{\"a\":1}")),
            Optional.of(new KeyedAnswer(
                    new IdempotencyKey("a-gateway", "a-key"),
                    Bytes.utf8("digest"),
                    new Answer(202, Map.of("Location", "/somewhere"), Bytes.utf8("{}")))),
            QueueReason.ASKED,
            Optional.of(TRACE));

    @Test
    void readsWhatItWrote() {
        assertThat(records.read(delivered(records.write(queued)))).isEqualTo(new Reading.Legible(queued));
    }

    @Test
    void writesNothingInClearButTheLeadId() {
        ProducerRecord<String, byte[]> record = records.write(queued);

        assertThat(record.key()).isEqualTo(queued.submission().leadId());
        assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                .doesNotContain("a-gateway", "a-key", "digest", "somewhere", "{\"a\":1}");
    }

    @Test
    void doesNotOpenWhatIsAnotherLeadsOrAnotherKeysOrWasChanged() {
        ProducerRecord<String, byte[]> record = records.write(queued);
        byte[] changed = record.value().clone();
        changed[changed.length - 1] ^= 1;

        assertThat(reason(delivered("another lead", record.value(), record.headers())))
                .isEqualTo(Reason.NOT_DECRYPTABLE);
        assertThat(reason(delivered(record.key(), changed, record.headers()))).isEqualTo(Reason.NOT_DECRYPTABLE);
        assertThat(reason(delivered(record.key(), new byte[] {(byte) 0xA0}, record.headers())))
                .isEqualTo(Reason.NOT_DECRYPTABLE);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThat(records(otherKey).read(delivered(record)))
                .isEqualTo(new Reading.Illegible(Reason.NOT_DECRYPTABLE, Optional.empty()));
    }

    @Test
    void takesThePlainRecordOfAnotherProducerUnderItsKeyOrItsPlace() {
        String leadId = UUID.randomUUID().toString();
        Headers headers = headers("client", "partner", "traceparent", TRACE);

        TakeIn named = readable(delivered(leadId, bytes("{}"), headers));
        TakeIn unnamed = readable(delivered("a key of theirs", bytes("{}"), headers));
        TakeIn again = readable(delivered(
                null, bytes("{}"), headers("client", "partner", "content-type", "application/json; charset=utf-8")));

        assertThat(named.submission()).isEqualTo(new Submission(leadId, "partner", TIME, Bytes.utf8("{}")));
        assertThat(named.traceparent()).contains(TRACE);
        assertThat(unnamed.submission().leadId())
                .isEqualTo(again.submission().leadId())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void tellsWhyARecordCannotBeWorkedOff() {
        Headers client = headers("client", "partner");

        assertThat(reason(delivered(null, null, client))).isEqualTo(Reason.SIZE);
        assertThat(reason(delivered(null, new byte[0], client))).isEqualTo(Reason.SIZE);
        assertThat(reason(delivered(null, new byte[MAX + 1], client))).isEqualTo(Reason.SIZE);
        assertThat(reason(delivered(null, bytes("{}"), headers()))).isEqualTo(Reason.NO_CLIENT);
        assertThat(reason(delivered(null, bytes("{}"), headers("client", "c".repeat(256)))))
                .isEqualTo(Reason.NO_CLIENT);
        assertThat(reason(delivered(null, bytes("a;b"), headers("client", "partner", "content-type", "text/csv"))))
                .isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(reason(delivered(
                        null,
                        bytes("later"),
                        headers("content-type", "application/vnd.lead-service.submission.v2+cbor"))))
                .isEqualTo(Reason.UNKNOWN_TYPE);
    }

    private TakeIn readable(ConsumerRecord<String, byte[]> record) {
        return ((Reading.Legible) records.read(record)).queued();
    }

    private Reason reason(ConsumerRecord<String, byte[]> record) {
        return ((Reading.Illegible) records.read(record)).reason();
    }

    private static SubmissionRecords records(byte[] key) {
        return new SubmissionRecords(new SealedSubmission(FieldCipher.of(key)), new LeadIds(key), MAX);
    }

    private static ConsumerRecord<String, byte[]> delivered(ProducerRecord<String, byte[]> record) {
        return delivered(record.key(), record.value(), record.headers());
    }

    private static ConsumerRecord<String, byte[]> delivered(String key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                Topics.INTAKE,
                3,
                OFFSET,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static Headers headers(String... pairs) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], bytes(pairs[i + 1]));
        }
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
