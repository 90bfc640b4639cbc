package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.validation.reference.VehicleMakes;
import java.text.Normalizer;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every normaliser takes any text, and does nothing to its own result. */
class NormaliserPropertiesTest {

    private static final PhoneNumbers PHONES = PhoneNumbers.load();
    private static final VehicleMakes MAKES = VehicleMakes.load();
    private static final SuspiciousNames NAMES = SuspiciousNames.load();
    private static final MailTypos TYPOS = MailTypos.load();

    @Property
    void textIsIdempotent(@ForAll("texts") String text) {
        String once = NormalForm.text(text);

        assertThat(NormalForm.text(once)).isEqualTo(once);
        assertThat(Normalizer.isNormalized(once, Normalizer.Form.NFC)).isTrue();
        assertThat(once).doesNotStartWith(" ").doesNotEndWith(" ").doesNotContain("  ");
    }

    @Property
    void emailIsIdempotent(@ForAll("texts") String text) {
        String once = NormalForm.email(text);

        assertThat(NormalForm.email(once)).isEqualTo(once);
    }

    @Property
    void phoneIsIdempotent(@ForAll("phones") String text) {
        Optional<String> once = PHONES.read(text).map(PhoneNumbers.Valid::e164);

        once.ifPresent(number -> {
            assertThat(number).matches("\\+1\\d{10}");
            assertThat(PHONES.read(number)).map(PhoneNumbers.Valid::e164).contains(number);
        });
    }

    @Example
    void aServiceOfSevenDigitsIsNoPhone() {
        assertThat(PHONES.read("310-9826")).isEmpty();
    }

    @Property
    void phoneTakesAnyText(@ForAll("texts") String text) {
        assertThat(PHONES.read(text)).isNotNull();
    }

    @Property
    void vinIsIdempotentAndTellsAnyNumberSomething(@ForAll("vins") String text) {
        String once = Vin.normal(text);

        assertThat(Vin.normal(once)).isEqualTo(once);
        Vin.of(text).ifPresent(vin -> {
            assertThat(vin.hasRightCheckDigit()).isIn(true, false);
            vin.modelYear(2027).ifPresent(year -> assertThat(year).isBetween(1980, 2027));
        });
    }

    @Property
    void nameIsIdempotentAndJudgedWhateverItIs(@ForAll("texts") String text) {
        String once = SuspiciousNames.folded(text);

        assertThat(SuspiciousNames.folded(once)).isEqualTo(once);
        assertThat(KeyboardMash.isMash(once) || NAMES.isListed(once) || NAMES.areListed(once, once))
                .isIn(true, false);
    }

    @Property
    void domainsMakesAndAddressesAreJudgedWhateverTheyAre(@ForAll("texts") String text) {
        assertThat(TYPOS.meant(text)).isNotNull();
        assertThat(MAKES.isKnown(text)).isIn(true, false);
        assertThat(PublicAddress.isPublic(text)).isIn(true, false);
        assertThat(EmailDomain.mailbox(text) + EmailDomain.of(text)).hasSizeLessThanOrEqualTo(text.length());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars(
                                " \t\u00a0\u2003\u3000\u200b\u0301\u0327aAeE\u0130\u0131\u00df\u03a3\u03c3\u1e9e\u212b@.+-")
                        .ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> phones() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789 +().-")
                        .ofMinLength(7)
                        .ofMaxLength(20),
                Arbitraries.strings().numeric().ofLength(10),
                Arbitraries.strings().numeric().ofLength(7).map(line -> "319" + line));
    }

    @Provide
    Arbitrary<String> vins() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofLength(17),
                Arbitraries.strings()
                        .withChars("ABCDEFGHJKLMNPRSTUVWXYZ0123456789 -iq\u00df\u0131\ufb03")
                        .ofMinLength(15)
                        .ofMaxLength(19));
    }
}
