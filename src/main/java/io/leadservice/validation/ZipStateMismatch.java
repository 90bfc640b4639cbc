package io.leadservice.validation;

import io.leadservice.lead.Address;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;

/** {@code address.zip_state_mismatch}: the ZIP is assigned, in another state than the one given. */
final class ZipStateMismatch implements Rule {

    private final ZipStates zips;

    ZipStateMismatch(ZipStates zips) {
        this.zips = zips;
    }

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        Address address = lead.contact().address();
        return zips.state(address.zip5())
                .filter(state -> !state.equals(address.state()))
                .map(state -> new Finding(
                        "address.zip_state_mismatch",
                        Severity.FLAG,
                        "/contact_info/address/zip",
                        "the ZIP lies in another state than the one given: ask for both again"));
    }
}
