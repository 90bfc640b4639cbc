package io.leadservice.http;

import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a page ended, as a client carries it: base64url of a version, a hash of whose leads and which filters the page was
 * of, the time and the id of its last lead. It opens nothing: whose leads are listed is said by the token alone.
 */
final class Cursor {

    private static final byte VERSION = 1;
    private static final int HASH_BYTES = 12;
    private static final int BYTES = 1 + HASH_BYTES + 3 * Long.BYTES;

    private Cursor() {}

    static String of(Position position, Optional<String> owner, ListLeads.Filter filter) {
        UUID id = UUID.fromString(position.leadId());
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put(hash(owner, filter))
                .putLong(position.createdAt().toEpochMilli())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The position; empty if it is no cursor, or one of another list. */
    static Optional<Position> read(String cursor, Optional<String> owner, ListLeads.Filter filter) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            byte[] hash = new byte[HASH_BYTES];
            if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
                return Optional.empty();
            }
            bytes.get(hash);
            Instant createdAt = Instant.ofEpochMilli(bytes.getLong());
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            return Arrays.equals(hash, hash(owner, filter))
                    ? Optional.of(new Position(createdAt, id.toString()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] hash(Optional<String> owner, ListLeads.Filter filter) {
        String list = Stream.of(
                        owner,
                        filter.vertical(),
                        filter.status(),
                        filter.minScore(),
                        filter.maxScore(),
                        filter.trafficSource(),
                        filter.campaign(),
                        filter.createdFrom(),
                        filter.createdTo())
                .map(value -> value.map(Object::toString))
                // Length before text, so that no two lists read the same.
                .map(value -> value.map(text -> text.length() + ":" + text).orElse("-"))
                .collect(Collectors.joining(","));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
