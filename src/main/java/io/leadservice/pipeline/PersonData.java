package io.leadservice.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of what is held of a person.
 *
 * @param leads in the order of their ids, with history, personal data in clear
 * @param next the lead with which this page ends, if there is another one
 * @param suppressedSince since when the person is kept out, if so
 */
public record PersonData(List<FindResult.Found> leads, Optional<String> next, Optional<Instant> suppressedSince) {

    public PersonData {
        leads = List.copyOf(leads);
    }

    @Override
    public String toString() {
        return "PersonData[" + leads.size() + "]";
    }
}
