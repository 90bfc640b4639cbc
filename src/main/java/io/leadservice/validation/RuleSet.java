package io.leadservice.validation;

import io.leadservice.config.RulesConfig;
import io.leadservice.validation.reference.SortedText;
import io.leadservice.validation.reference.VehicleMakes;
import java.util.List;
import java.util.stream.Stream;

/** Every rule that looks at a lead alone, in the order of its fields. */
final class RuleSet {

    private final List<Rule> beforeAge;
    private final List<Rule> afterAge;

    private RuleSet(List<Rule> beforeAge, List<Rule> afterAge) {
        this.beforeAge = beforeAge;
        this.afterAge = afterAge;
    }

    /** Reads the tables, which the rules of all verticals share. Blocks. */
    static RuleSet load() {
        MailTypos typos = MailTypos.load();
        return new RuleSet(
                List.of(
                        new NameSuspicious(SuspiciousNames.load()),
                        new EmailDisposable(SortedText.load("validation/disposable-domains.txt"), typos),
                        new EmailDomainTypo(typos),
                        EmailRole.load(),
                        new PhoneInvalid(),
                        new PhoneFictional(),
                        new PhoneTollFree(),
                        new PhoneStateMismatch(),
                        new ZipUnknown(),
                        new ZipStateMismatch(),
                        new AddressPoBox()),
                List.of(
                        new VinCheckDigit(),
                        new VinYearMismatch(),
                        new VehicleUnknownMake(VehicleMakes.load()),
                        new ConsentMissing(),
                        new DeviceIpBogon()));
    }

    /** The rules with the limits of one vertical, those that are off too. */
    Stream<Rule> of(RulesConfig config) {
        return Stream.of(
                        beforeAge.stream(),
                        Stream.of(new ContactAge(config.minimumAge(), config.maximumAge())),
                        afterAge.stream(),
                        Stream.of(
                                new ConsentStale(config.consentLimit()),
                                new DeviceSessionTooShort(config.shortestSession())))
                .flatMap(rules -> rules);
    }
}
