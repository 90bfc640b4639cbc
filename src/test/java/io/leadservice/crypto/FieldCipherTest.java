package io.leadservice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldCipherTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_KEY = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, byte[]> FIELDS =
            Map.of("email", bytes("a@b.example"), "phone", bytes("5551234567"));

    private final FieldCipher cipher = FieldCipher.of(KEY);

    @Test
    void opensWhatItSealed() {
        Map<String, byte[]> opened = FieldCipher.of(KEY).open("lead-1", cipher.seal("lead-1", FIELDS));

        assertThat(opened.get("email")).isEqualTo(FIELDS.get("email"));
        assertThat(opened.get("phone")).isEqualTo(FIELDS.get("phone"));
    }

    @Test
    void sealsTheSameFieldsDifferentlyEachTime() {
        assertThat(cipher.seal("lead-1", FIELDS).fields().get("email"))
                .isNotEqualTo(cipher.seal("lead-1", FIELDS).fields().get("email"));
    }

    @Test
    void refusesAnotherLeadAnotherFieldAnotherKeyAndAFlippedBit() {
        SealedFields sealed = cipher.seal("lead-1", FIELDS);
        Bytes email = sealed.fields().get("email");
        byte[] flipped = email.content().clone();
        flipped[flipped.length - 1] ^= 1;

        assertThatThrownBy(() -> cipher.open("lead-2", sealed)).isInstanceOf(CipherException.class);
        assertThatThrownBy(() -> FieldCipher.of(OTHER_KEY).open("lead-1", sealed))
                .isInstanceOf(CipherException.class);
        assertThatThrownBy(() -> cipher.open("lead-1", with(sealed, "phone", email)))
                .isInstanceOf(CipherException.class);
        assertThatThrownBy(() -> cipher.open("lead-1", with(sealed, "email", new Bytes(flipped))))
                .isInstanceOf(CipherException.class);
    }

    @Test
    void indexesByKeyKindAndValue() {
        BlindIndex index = BlindIndex.of(KEY);

        assertThat(index.of("email", "x")).isEqualTo(BlindIndex.of(KEY).of("email", "x"));
        assertThat(index.of("email", "x"))
                .isNotEqualTo(index.of("phone", "x"))
                .isNotEqualTo(index.of("email", "y"))
                .isNotEqualTo(BlindIndex.of(OTHER_KEY).of("email", "x"));
    }

    private static SealedFields with(SealedFields sealed, String field, Bytes value) {
        return new SealedFields(sealed.wrappedKey(), Map.of(field, value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
