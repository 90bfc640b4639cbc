package io.leadservice.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows with outcomes, column by column.
 *
 * @param columns the features
 * @param outcome by row
 * @param persons who each row is about, so that nobody is on both sides of the split
 * @param times when each row arrived, comparable as text, so that the newest rows are the test
 */
record Dataset(List<Column> columns, Outcomes outcome, Optional<List<String>> persons, Optional<List<String>> times) {

    Dataset {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.rows() != outcome.rows()) {
                throw new IllegalArgumentException("column " + column.name() + " has another number of rows");
            }
        }
    }

    /** What a row tells, by the name of the feature. */
    Map<String, Object> values(int row) {
        Map<String, Object> values = new HashMap<>();
        for (Column column : columns) {
            @Nullable Object value = column.value(row);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        return values;
    }

    int rows() {
        return outcome.rows();
    }
}
