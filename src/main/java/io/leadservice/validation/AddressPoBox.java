package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code address.po_box}: the street is a box at a post office, where nobody lives and nothing can be insured. A box on a
 * rural route ({@code RR 2 Box 45}) is a house and passes.
 */
final class AddressPoBox implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.ADDRESS_PO_BOX,
            "/contact_info/address/street",
            "a box at a post office",
            "ask for the street where the person lives");

    private static final Pattern BOX = Pattern.compile(
            "\\bp[.\\s]*o(?:[.\\s]+(?:box|bx|b)\\b|(?:box|bx|b)[.\\s#]*\\d)|\\bpost\\s*office\\s+(?:box|bx)\\b|\\bpostal\\s+box\\b"
                    + "|\\bapartado(?:\\s+postal)?\\s+#?\\d|^\\s*(?:box|bx)\\s+#?\\d",
            Pattern.CASE_INSENSITIVE);

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return TEXT.brokenIf(lead.contact()
                .address()
                .street()
                .filter(street -> BOX.matcher(street).find())
                .isPresent());
    }
}
