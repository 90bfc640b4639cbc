package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final int ROWS = 1_000;
    private static final List<String> PERSONS =
            IntStream.range(0, ROWS).mapToObj(row -> "p" + row % 300).toList();

    @Test
    void putsEveryRowIntoOnePart() {
        Split split = Split.of(data(Optional.empty(), Optional.empty()), 1, 0);

        int[] all = Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream)
                .toArray();
        assertThat(all).hasSize(ROWS).doesNotHaveDuplicates();
        assertThat(split.test()).hasSize(250);
        assertThat(split.rule()).isEqualTo("random 25 %");
    }

    @Test
    void testsOnEachRowInJustOneOfTheFourParts() {
        int[] tested = IntStream.range(0, Split.PARTS)
                .flatMap(part -> Arrays.stream(Split.of(data(Optional.empty(), Optional.empty()), 1, part)
                        .test()))
                .toArray();

        assertThat(tested).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void keepsAPersonInOnePart() {
        Split split = Split.of(data(Optional.of(PERSONS), Optional.empty()), 1, 0);

        assertThat(persons(split.test())).doesNotContainAnyElementsOf(persons(split.train()));
        assertThat(persons(split.test())).doesNotContainAnyElementsOf(persons(split.validation()));
        assertThat(persons(split.validation())).doesNotContainAnyElementsOf(persons(split.train()));
    }

    @Test
    void testsOnTheNewestRowsWhereThereIsATime() {
        List<String> times = IntStream.range(0, ROWS)
                .mapToObj(row -> String.format("2026-%04d", (row * 7919) % ROWS))
                .toList();

        Split split = Split.of(data(Optional.empty(), Optional.of(times)), 1, 0);

        assertThat(split.test()).hasSize(200);
        assertThat(Arrays.stream(split.test()).mapToObj(times::get)).allMatch(time -> time.compareTo("2026-0800") >= 0);
        assertThat(split.rule()).isEqualTo("newest 20 %");
    }

    private static Set<String> persons(int[] rows) {
        return Arrays.stream(rows).mapToObj(PERSONS::get).collect(Collectors.toCollection(HashSet::new));
    }

    private static Dataset data(Optional<List<String>> persons, Optional<List<String>> times) {
        return new Dataset(
                List.of(Column.ofNumbers("x", new double[ROWS])), new Outcomes(new boolean[ROWS]), persons, times);
    }
}
