package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.lead.Bytes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of dead letters in a database of this test's own. */
class LetterKeysIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<String, String> BLIND = Map.of("email", "e1", "phone", "p1");

    private final Vertx vertx = Vertx.vertx();
    private final String leadId = UUID.randomUUID().toString();
    private final ServiceKeys keys = ServiceKeys.of(new byte[32]);
    private final FieldCipher cipher = FieldCipher.of(keys);
    private Stores stores;
    private LetterKeys letters;

    @BeforeEach
    void connect() {
        stores = Stores.connect(vertx);
        letters = new LetterKeys(stores.calls());
        join(letters.prepare());
    }

    @AfterEach
    void close() {
        join(stores.client().dropCollection(LetterKeys.NAME));
        stores.close();
        join(vertx.close());
    }

    @Test
    void keepsTheFirstKeyOfALead() {
        Bytes first = keep(cipher.dataKey(leadId));
        Bytes second = keep(cipher.dataKey(leadId));

        assertThat(second).isEqualTo(first);
        assertThat(join(letters.find(leadId))).contains(first);
    }

    @Test
    void destroysAPersonsKeysByEitherIndexAndNobodyElses() {
        keep(cipher.dataKey(leadId));

        join(letters.erase("phone", "e1", Deadline.after(LIMIT)));
        assertThat(join(letters.find(leadId))).isPresent();
        join(letters.erase("phone", "p1", Deadline.after(LIMIT)));
        assertThat(join(letters.find(leadId))).isEmpty();
    }

    @Test
    void destroysTheKeyOfALead() {
        keep(cipher.dataKey(leadId));

        join(letters.erase(leadId, Deadline.after(LIMIT)));

        assertThat(join(letters.find(leadId))).isEmpty();
    }

    @Test
    void wrapsThemAnewWhereTheServicesKeyChanges() {
        Bytes key = keep(cipher.dataKey(leadId));
        Bytes sealed = cipher.seal(leadId, key, "field", new byte[] {7});
        ServiceKeys rotated = keys.announcing().promoted();
        FieldCipher after = FieldCipher.of(rotated);

        long done = join(DataKeys.ofLetters(stores.calls()).rewrap(after, rotated.primary(), seen -> {}));

        assertThat(done).isEqualTo(1);
        Bytes rewrapped = join(letters.find(leadId)).orElseThrow();
        FieldCipher newOnly = FieldCipher.of(rotated.without(keys.primary()));
        assertThat(newOnly.open(leadId, new SealedFields(rewrapped, Map.of("field", sealed))))
                .containsEntry("field", new byte[] {7});
    }

    private Bytes keep(Bytes key) {
        return join(letters.keep(leadId, key, BLIND, Instant.now().plusSeconds(60), Deadline.after(LIMIT)));
    }
}
