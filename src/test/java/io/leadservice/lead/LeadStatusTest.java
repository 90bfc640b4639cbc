package io.leadservice.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeadStatusTest {

    private static final Path PAGE = Path.of("docs/leads-api.md");
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]+) \\| ([A-Z, –]+) \\|", Pattern.MULTILINE);

    /** All pairs: those that are not named may not be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATED|VALIDATED REJECTED ERROR ERASED",
                "VALIDATED|SCORED REJECTED ERROR ERASED",
                "SCORED|REJECTED MATCHED ERROR ERASED",
                "REJECTED|ERASED",
                "MATCHED|SCORED SOLD ERROR ERASED",
                "SOLD|RETURNED ERASED",
                "RETURNED|REJECTED MATCHED ERASED",
                "ERROR|SCORED REJECTED ERASED",
                "ERASED|''"
            })
    void goesOnlyWhereItsLifeLeads(LeadStatus from, String expected) {
        Set<LeadStatus> next = EnumSet.noneOf(LeadStatus.class);
        Arrays.stream(expected.split(" "))
                .filter(name -> !name.isEmpty())
                .forEach(name -> next.add(LeadStatus.valueOf(name)));

        for (LeadStatus to : LeadStatus.values()) {
            assertThat(from.next().contains(to)).as(from + " to " + to).isEqualTo(next.contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSetByAClientOnlyWhereItMayGoAndNeverToErased(LeadStatus from) {
        assertThat(from.next()).containsAll(from.settable());
        assertThat(from.settable()).doesNotContain(from, LeadStatus.CREATED, LeadStatus.VALIDATED, LeadStatus.ERASED);
        assertThat(List.copyOf(from.settable())).isSorted();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "VALIDATED", "REJECTED", "ERASED"})
    void isNotSetByAClientWhileThePipelineHasItOrWhenItIsFinal(LeadStatus from) {
        assertThat(from.settable()).isEmpty();
    }

    @Test
    void goesWhereThePageSays() throws IOException {
        Map<LeadStatus, Set<LeadStatus>> told = new EnumMap<>(LeadStatus.class);
        Matcher rows = ROW.matcher(Files.readString(PAGE));
        while (rows.find()) {
            Set<LeadStatus> next = EnumSet.noneOf(LeadStatus.class);
            Arrays.stream(rows.group(2).split(", "))
                    .filter(name -> !name.equals("–"))
                    .forEach(name -> next.add(LeadStatus.valueOf(name)));
            told.put(LeadStatus.valueOf(rows.group(1)), next);
        }

        assertThat(told).hasSize(LeadStatus.values().length);
        told.forEach((from, next) -> assertThat(next).as(from.name()).isEqualTo(from.settable()));
    }
}
