package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.config.Secret;
import io.leadservice.config.SuppressionConfig;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Severity;
import io.leadservice.lead.ValidatedLead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionTest {

    private static final String EMAIL = "ann.rivera@example.com";
    private static final String PHONE = "+13197686991";

    @TempDir
    Path folder;

    @Test
    void rejectsAPersonWhoseEmailOrPhoneIsListed() throws Exception {
        for (String entry : List.of(EMAIL, PHONE)) {
            ValidatedLead lead = check(
                    Samples.CLEAN,
                    lists(
                            Map.of("dnc", List.of("# by phone", "", sha256("someone"), sha256(entry))),
                            Optional.empty()));

            assertThat(lead.rejected()).isTrue();
            assertThat(lead.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("contact.suppressed");
                assertThat(finding.severity()).isEqualTo(Severity.REJECT);
                assertThat(finding.message()).contains("dnc").doesNotContain("ann", "319");
            });
        }
    }

    @Test
    void looksAtNormalisedValuesWhateverTheirForm() throws Exception {
        SuppressionLists lists =
                lists(Map.of("internal", List.of(sha256(EMAIL).toUpperCase(Locale.ROOT))), Optional.empty());

        assertThat(check(Samples.changed(EMAIL, " Ann.Rivera@EXAMPLE.com"), lists)
                        .rejected())
                .isTrue();
        assertThat(check(Samples.changed(EMAIL, "ann@example.com"), lists).findings())
                .isEmpty();
    }

    @Test
    void takesHashesUnderAKey() throws Exception {
        SuppressionLists lists =
                lists(Map.of("litigators", List.of(hmac("secret", PHONE))), Optional.of(new Secret("secret")));

        assertThat(check(Samples.CLEAN, lists).findings())
                .extracting(Finding::message)
                .first()
                .asString()
                .contains("litigators");
        assertThat(check(Samples.CLEAN, lists(Map.of("dnc", List.of(sha256(PHONE))), Optional.of(new Secret("other"))))
                        .findings())
                .isEmpty();
    }

    @Test
    void namesFileAndLineOfWhatIsNoHash() {
        assertThatThrownBy(() -> lists(Map.of("dnc", List.of(sha256("a"), "+13197686991")), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("dnc.txt")
                .hasMessageNotContaining("319768");
    }

    private SuppressionLists lists(Map<String, List<String>> lists, Optional<Secret> key) throws IOException {
        Map<String, Path> files = new java.util.HashMap<>();
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            files.put(list.getKey(), Files.write(folder.resolve(list.getKey() + ".txt"), list.getValue()));
        }
        return FileSuppressionLists.load(new SuppressionConfig(files, key, false));
    }

    private static ValidatedLead check(String document, SuppressionLists lists) {
        return Samples.wellFormed(document, ValidationConfig.standard(), lists);
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hmac(String key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
