package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRulesTest {

    private static final String EMAIL = "ann.rivera@example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailinator.com",
                "YOPMAIL.com",
                "guerrillamail.com",
                "box.mailinator.com",
                "10minutemail.com",
                "tempmail.com",
                "temp-mail.org",
                "sharklasers.com",
                "getnada.com",
                "maildrop.cc",
                "throwawaymail.com",
                "trashmail.com",
                "grr.la",
                "discard.email"
            })
    void flagsDisposableMailboxes(String domain) {
        assertThat(Samples.findings(EMAIL, "ann@" + domain)).containsExactly("email.disposable");
    }

    @ParameterizedTest
    @CsvSource({
        "gmial.com, gmail.com",
        "gmai.com, gmail.com",
        "gmaill.com, gmail.com",
        "gmail.con, gmail.com",
        "yaho.com, yahoo.com",
        "hotmial.com, hotmail.com",
        "outlok.com, outlook.com",
        "hotmil.com, hotmail.com",
        "gmail.cmo, gmail.com",
        "gmail.co, gmail.com",
        "gmial.con, gmail.com",
        "iclould.com, icloud.com",
        "aol.con, aol.com",
        "comcast.ent, comcast.net",
        "sbcgloabl.net, sbcglobal.net",
        "veriz0n.net, verizon.net"
    })
    void flagsADomainOneSlipAwayAndSuggestsTheProvider(String domain, String provider) {
        assertThat(Samples.wellFormed(Samples.changed(EMAIL, "ann@" + domain)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("email.domain_typo");
                    assertThat(finding.message()).contains(provider).doesNotContain("ann");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.com",
                "ymail.com",
                "mail.com",
                "email.com",
                "example.com",
                "mailinator.example.org",
                "yahoo.ca",
                "duck.com",
                "mozmail.com",
                "protonmail.com",
                "iastate.edu",
                "yahoo.co.uk",
                "cloud.com",
                "verizon.com",
                "cox.com",
                "bol.com",
                "live.ca",
                "gmail.example.com",
                "lgmai.com"
            })
    void leavesOtherDomainsAlone(String domain) {
        assertThat(Samples.findings(EMAIL, "ann@" + domain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "Sales", "noreply", "no-reply", "admin+lead", "customerservice"})
    void flagsMailboxesOfAFunction(String mailbox) {
        assertThat(Samples.findings(EMAIL, mailbox + "@example.com")).containsExactly("email.role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infante", "ann.info", "adminor", "salesman", "o"})
    void leavesMailboxesOfPeopleAlone(String mailbox) {
        assertThat(Samples.findings(EMAIL, mailbox + "@example.com")).isEmpty();
    }

    @Test
    void givesTheCanonicalAddressAndKeepsPlusTags() {
        assertThat(Samples.wellFormed(Samples.changed(EMAIL, " Ann.Rivera+Auto@Example.COM "))
                        .enrichment()
                        .email())
                .isEqualTo("ann.rivera+auto@example.com");
    }

    @Test
    void pointsAtTheEmail() {
        assertThat(Samples.wellFormed(Samples.changed(EMAIL, "ann@yopmail.com")).findings())
                .extracting(Finding::pointer)
                .containsExactly("/contact_info/email");
    }
}
