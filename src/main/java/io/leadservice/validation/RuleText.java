package io.leadservice.validation;

import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * What a rule says: the same in a finding and on the page of rules.
 *
 * @param code the rule
 * @param pointer JSON pointer to the field that it looks at first
 * @param finds what is wrong, without the value
 * @param mend what the source can do about it
 */
record RuleText(RuleCode code, String pointer, String finds, String mend) {

    /** The rule is broken at its own field. */
    List<Breach> broken() {
        return List.of(at(pointer));
    }

    /** The rule is broken at another field. */
    Breach at(String otherPointer) {
        return new Breach(otherPointer, finds + ": " + mend);
    }

    /** The rule is broken, or not, at its own field. */
    List<Breach> brokenIf(boolean broken) {
        return broken ? broken() : List.of();
    }
}
