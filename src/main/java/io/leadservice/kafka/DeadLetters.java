package io.leadservice.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The form of dead letters: the record as its topic should have got it, or had it, under the same key, with three headers
 * more. What was too large for its topic would be too large here as well, so its data stay out: of an event its lead has them, of
 * a submission nobody.
 */
public final class DeadLetters {

    /** The topic of dead letters. */
    public static final String TOPIC = "lead.dlq";
    /** The topic that refused the record, or from which it could not be worked off. */
    public static final String ORIGIN = "dlq_topic";
    /** Why: the class name of the broker's error, or a word of the stage that gave up. */
    public static final String REASON = "dlq_reason";
    /** How often it was tried. */
    public static final String TRIES = "dlq_tries";
    /** Of a submission: its data are sealed under a key that lies in the store, under the lead id. */
    public static final String KEY_APART = "dlq_key";
    /** The reason under which data stay out. */
    public static final String TOO_LARGE = RecordTooLargeException.class.getSimpleName();

    private static final byte[] NO_DATA = {};

    private DeadLetters() {}

    /**
     * The letter of a record.
     *
     * @param reason holds no personal data
     */
    public static ProducerRecord<String, byte[]> of(ProducerRecord<String, byte[]> origin, String reason, int tries) {
        byte[] data = reason.equals(TOO_LARGE) ? NO_DATA : origin.value();
        ProducerRecord<String, byte[]> buried = new ProducerRecord<>(TOPIC, null, origin.key(), data, origin.headers());
        buried.headers().add(ORIGIN, ascii(origin.topic()));
        buried.headers().add(REASON, ascii(reason));
        buried.headers().add(TRIES, ascii(Integer.toString(tries)));
        return buried;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
