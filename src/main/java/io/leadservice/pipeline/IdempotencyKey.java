package io.leadservice.pipeline;

/**
 * By what a client tells that two requests are one. {@link #toString} hides the key, which the client may have made of
 * anything.
 *
 * @param client the gateway, from its token: keys of two clients do not meet
 * @param value as sent, 1 to 255 visible ASCII characters; for a row of a batch followed by a line feed and the number of the row
 */
public record IdempotencyKey(String client, String value) {
    @Override
    public String toString() {
        return "IdempotencyKey[" + client + "]";
    }
}
