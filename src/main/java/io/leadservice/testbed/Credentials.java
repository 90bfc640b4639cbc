package io.leadservice.testbed;

/**
 * The secrets of a run, the same for all its nodes.
 *
 * @param encryptionKey base64 of 256 bits
 * @param jwtSecret that the nodes verify tokens with
 * @param token signed with it, of a client that may write leads
 */
public record Credentials(String encryptionKey, String jwtSecret, String token) {

    /** Shows none of them. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
