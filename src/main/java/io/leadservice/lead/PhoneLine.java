package io.leadservice.lead;

import java.util.List;
import java.util.Optional;

/**
 * What the numbering plan tells of a phone number. Coarse enough to be no personal data.
 *
 * @param kind what the number is for
 * @param region the state, territory or Canadian province of the area code, two letters; none if it belongs to no such
 * @param timeZones the zones in which the number's area lies, by their names in the IANA database; a call is decent only
 *     when it is in all of them
 */
public record PhoneLine(Kind kind, Optional<String> region, List<String> timeZones) {

    public PhoneLine {
        timeZones = List.copyOf(timeZones);
    }

    /** What a number is for, as far as its digits tell: land lines and mobiles share the area codes of North America. */
    public enum Kind {
        FIXED_LINE_OR_MOBILE,
        TOLL_FREE,
        PREMIUM_RATE,
        PERSONAL,
        OTHER
    }
}
