package io.leadservice.crypto;

import io.leadservice.lead.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Lead ids that follow from where a submission comes from, so that whoever meets it again, on any node and with no store to
 * ask, gives it the same id. A keyed hash, since what it is made of is personal. Thread-safe.
 */
public final class LeadIds {

    private static final String SEPARATOR = "\n";

    private final KeyedHash ofKeys;
    private final KeyedHash ofRecords;

    /** @param serviceKey 256 bits */
    public LeadIds(byte[] serviceKey) {
        this.ofKeys = KeyedHash.of(serviceKey, "lead-id");
        this.ofRecords = KeyedHash.of(serviceKey, "lead-id-of-record");
    }

    /**
     * The id of the lead of an idempotency key.
     *
     * @param client whose key it is
     * @param key of visible ASCII characters; that of a batch's row has a line feed and the row's number behind it
     * @param digest of the payload: another payload under the same key is another lead
     */
    public String ofKey(String client, String key, Bytes digest) {
        byte[] head = (key + SEPARATOR).getBytes(StandardCharsets.UTF_8);
        byte[] tail = client.getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[head.length + digest.content().length + tail.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(digest.content(), 0, content, head.length, digest.content().length);
        System.arraycopy(tail, 0, content, head.length + digest.content().length, tail.length);
        return ofKeys.uuid(content);
    }

    /**
     * The id of the lead of a record that names none.
     *
     * @param timestamp of the record: offsets begin anew with a topic that was deleted and made again
     */
    public String ofRecord(String topic, int partition, long offset, long timestamp) {
        String place = String.join(
                SEPARATOR, topic, Integer.toString(partition), Long.toString(offset), Long.toString(timestamp));
        return ofRecords.uuid(place.getBytes(StandardCharsets.UTF_8));
    }
}
