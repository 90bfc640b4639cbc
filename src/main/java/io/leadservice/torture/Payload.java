package io.leadservice.torture;

import java.util.Map;

/**
 * A lead that is sent, and what must be found of it.
 *
 * @param marker its {@code session_id}, which is stored in clear, and its idempotency key
 * @param body the bytes that every attempt posts
 * @param fields what the store must hold, by the names of the document
 */
record Payload(String marker, String body, Map<String, Object> fields) {

    /** On its person: by e-mail and by phone, which every payload has. */
    static final int CLAIMS = 2;

    Payload {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "Payload[" + marker + "]";
    }
}
