package io.leadservice.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which rows train, which choose, and which only test. With times the newest rows are the test, else a random part; with
 * persons nobody is in two parts. Not to be altered.
 */
final class Split {

    /** Into how many random parts rows fall, each of which can be the test. */
    static final int PARTS = 4;

    private static final double NEWEST = 0.20;
    private static final double VALIDATION = 0.15;
    private static final double DRAWN_VALIDATION = 0.25;

    private final int[] train;
    private final int[] validation;
    private final int[] test;
    private final String rule;

    private Split(int[] train, int[] validation, int[] test, String rule) {
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.rule = rule;
    }

    /** All rows train or choose: for drawn leads, of which there are always more to test on. */
    static Split withoutTest(Dataset data, long seed) {
        return of(List.of(), persons(data, seed), DRAWN_VALIDATION, seed, "none: tested on further drawn leads");
    }

    /** @param part which of the {@link #PARTS} random parts is the test, from 0; with times there is only one */
    static Split of(Dataset data, long seed, int part) {
        List<int[]> persons = persons(data, seed);
        String whole = data.persons().isPresent() ? ", by person" : "";
        if (data.times().isPresent()) {
            List<String> times = data.times().get();
            persons.sort(
                    Comparator.comparing((int[] rows) -> newest(rows, times)).reversed());
            int test = holding(persons, data.rows() * NEWEST);
            List<int[]> older = persons.subList(test, persons.size());
            return of(persons.subList(0, test), older, VALIDATION, seed, "newest 20 %" + whole);
        }
        int from = (int) ((long) persons.size() * part / PARTS);
        int to = (int) ((long) persons.size() * (part + 1) / PARTS);
        List<int[]> rest = new ArrayList<>(persons.subList(0, from));
        rest.addAll(persons.subList(to, persons.size()));
        return of(persons.subList(from, to), rest, VALIDATION, seed, "random 25 %" + whole);
    }

    private static Split of(List<int[]> test, List<int[]> rest, double validationShare, long seed, String rule) {
        List<int[]> shuffled = new ArrayList<>(rest);
        Collections.shuffle(shuffled, new Random(seed + 1));
        int rows = shuffled.stream().mapToInt(person -> person.length).sum();
        int validation = holding(shuffled, rows * validationShare);
        return new Split(
                flat(shuffled.subList(validation, shuffled.size())),
                flat(shuffled.subList(0, validation)),
                flat(test),
                rule);
    }

    int[] train() {
        return train.clone();
    }

    int[] validation() {
        return validation.clone();
    }

    /** All rows but the test. */
    int[] known() {
        return IntStream.concat(Arrays.stream(train), Arrays.stream(validation))
                .sorted()
                .toArray();
    }

    int[] test() {
        return test.clone();
    }

    String rule() {
        return rule;
    }

    /** The rows of each person, shuffled. */
    private static List<int[]> persons(Dataset data, long seed) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < data.rows(); row++) {
            int index = row;
            String person = data.persons().map(names -> names.get(index)).orElse(String.valueOf(row));
            rows.computeIfAbsent(person, any -> new ArrayList<>()).add(row);
        }
        List<int[]> persons = new ArrayList<>(rows.values().stream()
                .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
                .toList());
        Collections.shuffle(persons, new Random(seed));
        return persons;
    }

    private static String newest(int[] rows, List<String> times) {
        return Arrays.stream(rows)
                .mapToObj(times::get)
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    /** How many of the first persons hold so many rows. */
    private static int holding(List<int[]> persons, double wanted) {
        int rows = 0;
        int count = 0;
        while (count < persons.size() && rows < Math.round(wanted)) {
            rows += persons.get(count).length;
            count++;
        }
        return count;
    }

    private static int[] flat(List<int[]> persons) {
        return persons.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }
}
