package io.leadservice.persistence;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.leadservice.crypto.BlindIndex;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads of invented people for the tests of this package. */
final class Leads {

    private static final byte[] KEY = new byte[32];
    static final FieldCipher CIPHER = FieldCipher.of(KEY);
    private static final BlindIndex INDEX = BlindIndex.of(KEY);

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private Leads() {}

    static StoredLead stored(String id) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new StoredLead(
                id,
                "a-client",
                Vertical.AUTO,
                LeadStatus.SCORED,
                now,
                now,
                new Source(Optional.empty(), Optional.empty(), Optional.empty(), false),
                "CA",
                "12345",
                Optional.empty(),
                List.of(),
                Attributes.empty(),
                List.of(),
                CIPHER.seal(id, Map.of("firstName", "Ann".getBytes(StandardCharsets.UTF_8))),
                Map.of("email", INDEX.of("email", id)),
                List.of());
    }

    static String id() {
        return IDS.generate().toString();
    }
}
