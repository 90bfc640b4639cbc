package io.leadservice.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeadIdsTest {

    private static final Bytes DIGEST = new Bytes(new byte[32]);

    private final LeadIds ids = new LeadIds(new byte[32]);

    @Test
    void givesTheSameSubmissionTheSameIdOnEveryNode() {
        assertThat(ids.ofKey("client", "key", DIGEST))
                .isEqualTo(new LeadIds(new byte[32]).ofKey("client", "key", DIGEST));
        assertThat(ids.ofRecord("topic", 1, 2, 3)).isEqualTo(new LeadIds(new byte[32]).ofRecord("topic", 1, 2, 3));
    }

    @Test
    void givesWhateverDiffersAnotherId() {
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;
        List<String> all = List.of(
                ids.ofKey("client", "key", DIGEST),
                ids.ofKey("client2", "key", DIGEST),
                ids.ofKey("client", "key2", DIGEST),
                ids.ofKey("client", "key", new Bytes(new byte[] {1})),
                new LeadIds(otherKey).ofKey("client", "key", DIGEST),
                ids.ofRecord("topic", 1, 2, 3),
                ids.ofRecord("topic", 12, 2, 3),
                ids.ofRecord("topic", 1, 3, 3),
                ids.ofRecord("topic", 1, 2, 4),
                ids.ofRecord("topic2", 1, 2, 3));

        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    }

    @Test
    void areUuidsOfVersionEight() {
        UUID id = UUID.fromString(ids.ofKey("client", "key", DIGEST));

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }
}
