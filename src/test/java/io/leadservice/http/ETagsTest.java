package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"r3\"|3",
                "\"r3.pii\"|3",
                "\"r1\", \"r2.pii\"|1 2",
                " \"r1\"\t,\"r2\" |1 2",
                "\"with,comma\", \"r5\"|5",
                "W/\"r3\"|``",
                "\"r3.other\"|``",
                "\"\"|``",
                "\"r99999999999999999999\"|``"
            })
    void readsWhichRevisionsACallerNames(String header, String revisions) {
        List<Long> expected = revisions.isEmpty()
                ? List.of()
                : List.of(revisions.split(" ")).stream().map(Long::valueOf).toList();

        assertThat(ETags.ifMatch(List.of(header)).orElseThrow().revisions()).contains(expected);
    }

    @Test
    void asksForNoRevisionWithoutAHeaderOrWithAStar() {
        assertThat(ETags.ifMatch(List.of()).orElseThrow().revisions()).isEmpty();
        assertThat(ETags.ifMatch(List.of(" * ")).orElseThrow().revisions()).isEmpty();
    }

    @Test
    void readsSeveralHeadersAsOneList() {
        assertThat(ETags.ifMatch(List.of("\"r1\"", "\"r2\"")).orElseThrow().revisions())
                .isEqualTo(Optional.of(List.of(1L, 2L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r3", "\"r3", "\"r3\" \"r4\"", "3", "", "*, \"r3\"", "w/\"r3\"", "\"a b\""})
    void refusesWhatIsNoListOfTags(String header) {
        assertThat(ETags.ifMatch(List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"r3\"|true",
                "W/\"r3\"|true",
                "\"r2\", \"r3\"|true",
                "*|true",
                "\"r3.pii\"|false",
                "r3|false",
                "\"r4\"|false"
            })
    void knowsATagAgainByWeakComparison(String header, boolean known) {
        assertThat(ETags.known(List.of(header), ETags.of(3))).isEqualTo(known);
    }

    @Test
    void takesAHeaderOfTheGreatestLength() {
        String most = "\"\",".repeat(2_700) + "\"r7\"";

        assertThat(ETags.ifMatch(List.of(most)).orElseThrow().revisions()).contains(List.of(7L));
    }
}
