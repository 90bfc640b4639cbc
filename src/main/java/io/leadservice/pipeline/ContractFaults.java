package io.leadservice.pipeline;

import io.leadservice.lead.Fault;
import java.util.List;

/**
 * Whether a submission fits the contract.
 *
 * @param faults why not, in the order of the document; none if it fits
 */
public record ContractFaults(List<Fault> faults) {
    public ContractFaults {
        faults = List.copyOf(faults);
    }
}
