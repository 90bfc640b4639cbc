package io.leadservice.training;

import io.leadservice.scoring.model.FeatureTable.Kind;
import org.jspecify.annotations.Nullable;

/** The values of one feature, by row: numbers with NaN for missing, or words with null for missing. Not to be altered. */
final class Column {

    private final String name;
    private final double[] numbers;
    private final @Nullable String[] words;
    private final Kind kind;

    private Column(String name, Kind kind, double[] numbers, @Nullable String[] words) {
        this.name = name;
        this.kind = kind;
        this.numbers = numbers;
        this.words = words;
    }

    static Column ofNumbers(String name, double[] numbers) {
        return new Column(name, Kind.NUMBER, numbers, new String[0]);
    }

    static Column ofWords(String name, @Nullable String[] words) {
        return new Column(name, Kind.CATEGORY, new double[0], words);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    int rows() {
        return kind == Kind.NUMBER ? numbers.length : words.length;
    }

    /** Of a column of numbers. */
    double number(int row) {
        return numbers[row];
    }

    /** Of a column of words. */
    @Nullable
    String word(int row) {
        return words[row];
    }

    /** The value as a model takes it; null for missing. */
    @Nullable
    Object value(int row) {
        if (kind == Kind.CATEGORY) {
            return words[row];
        }
        return Double.isNaN(numbers[row]) ? null : numbers[row];
    }
}
