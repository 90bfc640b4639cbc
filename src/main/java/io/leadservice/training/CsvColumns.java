package io.leadservice.training;

import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table are.
 *
 * @param label the outcome
 * @param positive the value of the label that counts; empty for 1, yes and true
 * @param person who a row is about
 * @param time when a row arrived, in a form that sorts as text
 * @param drop columns to leave out
 * @param strict whether columns on the deny-list fail the training instead of being left out
 */
public record CsvColumns(
        String label,
        Optional<String> positive,
        Optional<String> person,
        Optional<String> time,
        Set<String> drop,
        boolean strict) {

    public CsvColumns {
        drop = Set.copyOf(drop);
    }
}
