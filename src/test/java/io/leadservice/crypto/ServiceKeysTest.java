package io.leadservice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeysTest {

    private static final byte[] KEY = "a service key of thirty-two byte".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void readsAKeySetAsItWasWritten() throws IOException {
        ServiceKeys written = ServiceKeys.of(KEY).announcing();
        Path file = folder.resolve("keys.json");
        Files.writeString(file, written.toJson());

        for (String text : new String[] {file.toString(), file.toUri().toString()}) {
            ServiceKeys read = ServiceKeys.of(text);
            assertThat(read.ids()).isEqualTo(written.ids());
            assertThat(read.primary()).isEqualTo(written.primary());
            assertThat(read.root()).isEqualTo(KEY);
        }
    }

    @Test
    void opensWithTheOldKeyWhatTheNewOneWrapsLater() {
        // Given
        ServiceKeys old = ServiceKeys.of(KEY);
        SealedFields sealed = FieldCipher.of(old).seal("a", Map.of("email", new byte[] {1}));

        // When
        ServiceKeys announced = old.announcing();
        ServiceKeys promoted = announced.promoted();
        Bytes rewrapped = FieldCipher.of(promoted).rewrap("a", sealed.wrappedKey());

        // Then
        assertThat(FieldCipher.wrappedBy(sealed.wrappedKey())).isEqualTo(old.primary());
        assertThat(announced.primary()).isEqualTo(old.primary());
        assertThat(FieldCipher.wrappedBy(rewrapped))
                .isEqualTo(promoted.primary())
                .isNotEqualTo(old.primary());
        SealedFields moved = new SealedFields(rewrapped, sealed.fields());
        assertThat(FieldCipher.of(announced).open("a", moved)).containsKey("email");
        assertThat(FieldCipher.of(promoted.without(old.primary())).open("a", moved))
                .containsKey("email");
        assertThatThrownBy(() -> FieldCipher.of(promoted.without(old.primary())).open("a", sealed))
                .isInstanceOf(CipherException.class);
    }

    @Test
    void derivesTheSameForEverFromTheFirstKey() {
        ServiceKeys later = ServiceKeys.of(KEY).announcing().promoted();
        ServiceKeys latest = later.without(later.ids().get(0)).announcing().promoted();

        assertThat(BlindIndex.of(latest.root()).of("email", "a@b.c"))
                .isEqualTo(BlindIndex.of(KEY).of("email", "a@b.c"));
    }

    @Test
    void saysWhatIsWrongAndNothingOfAKey() throws IOException {
        Path file = folder.resolve("keys.json");
        assertThatThrownBy(() -> ServiceKeys.of(file.toString())).hasMessageContaining("cannot be read");
        String short16 = Base64.getEncoder().encodeToString(new byte[16]);
        assertThatThrownBy(() -> ServiceKeys.of(short16)).isInstanceOf(CipherException.class);
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ServiceKeys.of(file.toString())).hasMessageContaining("no key set");
        assertThat(ServiceKeys.of(KEY)).hasToString("ServiceKeys[hidden]");
    }
}
