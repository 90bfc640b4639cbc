package io.leadservice.publishing;

import io.leadservice.pipeline.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The form of dead letters: the record as its topic should have got it, under the same key, with three headers more. What
 * was too large for its topic would be too large here as well, so its data stay out: the lead itself has them.
 */
public final class DeadLetters {

    /** The topic of dead letters. */
    public static final String TOPIC = "lead.dlq";
    /** The topic that refused the record. */
    public static final String ORIGIN = "dlq_topic";
    /** Why, as the class name of the broker's error. */
    public static final String REASON = "dlq_reason";
    /** How often it was tried. */
    public static final String TRIES = "dlq_tries";

    private static final String TOO_LARGE = RecordTooLargeException.class.getSimpleName();
    private static final byte[] NO_DATA = {};

    private DeadLetters() {}

    static ProducerRecord<String, byte[]> record(DeadLetter letter) {
        ProducerRecord<String, byte[]> origin = CloudEvents.record(letter.event());
        byte[] data = letter.reason().equals(TOO_LARGE) ? NO_DATA : origin.value();
        ProducerRecord<String, byte[]> buried = new ProducerRecord<>(TOPIC, null, origin.key(), data, origin.headers());
        buried.headers().add(ORIGIN, ascii(origin.topic()));
        buried.headers().add(REASON, ascii(letter.reason()));
        buried.headers().add(TRIES, ascii(Integer.toString(letter.tries())));
        return buried;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
