package io.leadservice.training;

import io.leadservice.lead.KnownLead;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.FeatureSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of leads with their outcomes. A row is positive if the outcome came within the question's time of the lead. Left
 * out are leads that are younger than that, since what becomes of them is open, and leads of which nobody told anything. Of
 * those that were sold silence says that they were not given back; those that were given back without an outcome are left out,
 * since nobody told when that was. What was told of a kind last counts.
 *
 * @param data the rows, and when each came
 * @param sha256 of the rows, hexadecimal
 * @param silent how many were left out since nobody told anything
 */
record OutcomeRows(Dataset data, String sha256, int silent) {

    static OutcomeRows of(Vertical vertical, List<KnownLead> leads, OutcomeQuestion question, Instant now) {
        List<KnownLead> rows = new ArrayList<>();
        int silent = 0;
        for (KnownLead lead : leads) {
            if (lead.createdAt().isAfter(now.minus(question.within()))) {
                continue;
            }
            if (isTold(lead, question)) {
                rows.add(lead);
            } else {
                silent++;
            }
        }
        boolean[] positive = new boolean[rows.size()];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = isPositive(rows.get(row), question);
        }
        Dataset data = new Dataset(
                columns(vertical, rows),
                new Outcomes(positive),
                Optional.of(rows.stream().map(KnownLead::person).toList()),
                Optional.of(rows.stream()
                        .map(lead ->
                                lead.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
                        .toList()));
        return new OutcomeRows(data, sha256(rows, positive), silent);
    }

    private static boolean isTold(KnownLead lead, OutcomeQuestion question) {
        boolean told = !lead.outcomes().isEmpty() || question.silenceIsNo();
        return question.target() == Kind.RETURNED
                ? lead.sold() && (!lead.returned() || last(lead, Kind.RETURNED).isPresent())
                : told;
    }

    private static boolean isPositive(KnownLead lead, OutcomeQuestion question) {
        Instant end = lead.createdAt().plus(question.within());
        return last(lead, question.target())
                .filter(outcome -> !outcome.at().isAfter(end))
                .isPresent();
    }

    private static Optional<LeadOutcome> last(KnownLead lead, Kind kind) {
        return lead.outcomes().stream()
                .filter(outcome -> outcome.kind() == kind)
                .reduce((earlier, later) -> later);
    }

    private static List<Column> columns(Vertical vertical, List<KnownLead> rows) {
        List<Column> columns = new ArrayList<>();
        for (String name : FeatureSchema.of(vertical).names()) {
            @Nullable Object[] values = new Object[rows.size()];
            Set<Object> different = new HashSet<>();
            for (int row = 0; row < values.length; row++) {
                @Nullable Object value = rows.get(row).features().values().get(name);
                values[row] = value;
                if (value != null) {
                    different.add(value);
                }
            }
            if (different.size() > 1) {
                columns.add(column(name, values, different.stream().allMatch(Number.class::isInstance)));
            }
        }
        return columns;
    }

    private static Column column(String name, @Nullable Object[] values, boolean numeric) {
        double[] numbers = new double[values.length];
        @Nullable String[] words = new String[values.length];
        for (int row = 0; row < values.length; row++) {
            @Nullable Object value = values[row];
            numbers[row] = value instanceof Number number ? number.doubleValue() : Double.NaN;
            words[row] = value == null ? null : value.toString();
        }
        return numeric ? Column.ofNumbers(name, numbers) : Column.ofWords(name, words);
    }

    private static String sha256(List<KnownLead> rows, boolean[] positive) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < positive.length; row++) {
            Map<String, Object> values = new TreeMap<>(rows.get(row).features().values());
            text.append(rows.get(row).createdAt())
                    .append(values)
                    .append(positive[row])
                    .append('\n');
        }
        return Hashes.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
