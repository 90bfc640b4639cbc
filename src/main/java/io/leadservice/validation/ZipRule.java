package io.leadservice.validation;

import io.leadservice.lead.Address;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code address.zip_unknown}: no ZIP starts so. {@code address.zip_state_mismatch}: the ZIP lies in another state. By the
 * first three digits, as the Postal Service assigns them to states.
 */
final class ZipRule implements Rule {

    private static final String POINTER = "/contact_info/address/zip";
    private static final int PREFIX = 3;
    private static final String HIGHEST_ZIP = "99950";

    private final Map<Integer, Set<String>> states = new HashMap<>();

    ZipRule() {
        for (String line : Tables.lines("zip3-states.csv")) {
            String[] row = line.split(",");
            for (int prefix = Integer.parseInt(row[0]); prefix <= Integer.parseInt(row[1]); prefix++) {
                states.put(prefix, Set.of(row[2].split(" ")));
            }
        }
    }

    @Override
    public List<Finding> check(Lead lead, Enrichment enrichment) {
        Address address = lead.contact().address();
        Set<String> known = states.get(Integer.parseInt(address.zip().substring(0, PREFIX)));
        if (known == null || address.zip5().compareTo(HIGHEST_ZIP) > 0) {
            return List.of(new Finding(
                    "address.zip_unknown", Severity.FLAG, POINTER, "is no ZIP code of the Postal Service; ask again"));
        }
        return known.contains(address.state())
                ? List.of()
                : List.of(new Finding(
                        "address.zip_state_mismatch",
                        Severity.FLAG,
                        POINTER,
                        "lies in " + String.join(" or ", known) + ", not in the state given; check both"));
    }
}
