package io.leadservice.pipeline;

import io.leadservice.lead.Fault;
import java.util.List;

/**
 * What a person is known by.
 *
 * @param person canonical e-mail, phone in E.164
 * @param faults what cannot be such a thing; then the person is not whole
 */
public record NamedPerson(Person person, List<Fault> faults) {
    public NamedPerson {
        faults = List.copyOf(faults);
    }
}
