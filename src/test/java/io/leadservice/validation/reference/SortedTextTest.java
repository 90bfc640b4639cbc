package io.leadservice.validation.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validation/disposable-domains.txt",
                "validation/free-mail-domains.txt",
                "validation/vehicle-makers.tsv",
                "validation/zips.tsv"
            })
    void findsEachLineOfAFileAndNothingBesideThem(String path) {
        SortedText text = SortedText.load(path);
        List<String> lines = Resources.lines(path);

        assertThat(lines).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(lines).allSatisfy(line -> {
            String[] parts = line.split("\t", 2);
            assertThat(text.contains(parts[0])).isTrue();
            assertThat(text.row(parts[0])).contains(parts.length == 1 ? "" : parts[1]);
        });
        List<String> keys = lines.stream().map(line -> line.split("\t", 2)[0]).toList();
        assertThat(Stream.concat(
                                Stream.of("", "\u0001", "~", "\u00e9"),
                                keys.stream().flatMap(key -> Stream.of(key + "\u0001", key + "~")))
                        .filter(text::contains))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail.com", "box.gmail.com", "a.b.gmail.com"})
    void findsADomainByOneAboveIt(String domain) {
        assertThat(SortedText.load("validation/free-mail-domains.txt").containsDomain(domain))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com", ".", "notgmail.example", "gmail.com.example"})
    void doesNotFindWhatOnlyLooksLikeIt(String domain) {
        assertThat(SortedText.load("validation/free-mail-domains.txt").containsDomain(domain))
                .isFalse();
    }
}
