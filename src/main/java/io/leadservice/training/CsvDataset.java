package io.leadservice.training;

import io.leadservice.scoring.model.FeatureTable.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dataset of a table: tells numbers from words, and leaves out what is no feature.
 *
 * @param data the dataset
 * @param left why each column that was left out was left out
 */
record CsvDataset(Dataset data, Map<String, String> left) {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");
    private static final Set<String> POSITIVE = Set.of("1", "1.0", "yes", "y", "true", "t");
    private static final Set<String> NEGATIVE = Set.of("0", "0.0", "no", "n", "false", "f");
    private static final Pattern KEY =
            Pattern.compile("(.*[_ -])?(id|uuid|guid|key)|index|row(_?(number|id))?|", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile(
            "(.*[_ -])?(code|channel|region|type|category|class|group|zone|sector|naics|sic)",
            Pattern.CASE_INSENSITIVE);
    private static final int MANY_WORDS = 1_000;

    /** @throws DeniedException if the columns on the deny-list are to fail it and there are some */
    static CsvDataset of(CsvFile file, CsvColumns asked) throws DeniedException {
        Map<String, String> left = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        Set<String> special = new HashSet<>(Set.of(asked.label()));
        asked.person().ifPresent(special::add);
        asked.time().ifPresent(special::add);
        asked.drop().forEach(file::column);
        for (String name : file.header()) {
            if (special.contains(name)) {
                continue;
            }
            Optional<String> reason = asked.drop().contains(name)
                    ? Optional.of("by --drop")
                    : DenyList.reason(name).filter(any -> !asked.strict()).map(why -> "on the deny-list: " + why);
            Column column = column(name, file.column(name));
            reason.or(() -> noFeature(column)).ifPresentOrElse(why -> left.put(name, why), () -> columns.add(column));
        }
        DenyList.check(columns);
        return new CsvDataset(
                new Dataset(
                        columns,
                        outcomes(file.column(asked.label()), asked),
                        asked.person().map(file::column),
                        asked.time().map(file::column)),
                left);
    }

    private static Column column(String name, List<String> cells) {
        double[] numbers = new double[cells.size()];
        @Nullable String[] words = new String[cells.size()];
        boolean numeric = true;
        for (int row = 0; row < numbers.length; row++) {
            String cell = cells.get(row).strip();
            boolean missing = MISSING.contains(cell.toLowerCase(Locale.ROOT));
            words[row] = missing ? null : cell;
            numbers[row] = missing ? Double.NaN : number(cell);
            numeric &= missing || !Double.isNaN(numbers[row]);
        }
        // numbers that name things have no order
        boolean code = CODE.matcher(name).matches();
        return numeric && !code ? Column.ofNumbers(name, numbers) : Column.ofWords(name, words);
    }

    /** NaN for what is no finite number. */
    private static double number(String cell) {
        try {
            double number = Double.parseDouble(cell);
            boolean plain = Character.isDigit(cell.charAt(cell.length() - 1)) || cell.endsWith(".");
            return plain && Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Optional<String> noFeature(Column column) {
        Set<Object> different = new HashSet<>();
        int told = 0;
        for (int row = 0; row < column.rows(); row++) {
            @Nullable Object value = column.value(row);
            if (value != null) {
                told++;
                different.add(value);
            }
        }
        if (different.size() < 2) {
            return Optional.of("has one value only");
        }
        boolean key = KEY.matcher(column.name()).matches();
        boolean unique = different.size() > told * 0.9;
        if (key && unique) {
            return Optional.of("names rows");
        }
        boolean text = column.kind() == Kind.CATEGORY;
        return text && unique && different.size() > MANY_WORDS ? Optional.of("names rows") : Optional.empty();
    }

    private static Outcomes outcomes(List<String> cells, CsvColumns asked) {
        boolean[] positive = new boolean[cells.size()];
        for (int row = 0; row < positive.length; row++) {
            String cell = cells.get(row).strip();
            positive[row] = asked.positive().map(cell::equals).orElseGet(() -> known(cell, asked.label()));
        }
        return new Outcomes(positive);
    }

    private static boolean known(String cell, String label) {
        String word = cell.toLowerCase(Locale.ROOT);
        if (POSITIVE.contains(word)) {
            return true;
        }
        if (NEGATIVE.contains(word)) {
            return false;
        }
        throw new IllegalArgumentException(
                "column " + label + " holds '" + cell + "': say with --positive which value is the outcome");
    }
}
