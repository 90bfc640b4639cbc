package io.leadservice.training;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows for tests with a known law: the chance rises with x and with kind b, and the two together add more. */
final class Rows {

    private Rows() {}

    /** How well somebody who knew the law could order rows drawn by it. */
    static double bestAuc(int rows, long seed) {
        double[] truth = new double[rows];
        Dataset data = draw(rows, seed, truth);
        return Quality.of(truth, data.outcome(), seed).get(Quality.AUC).value();
    }

    static Dataset draw(int rows, long seed) {
        return draw(rows, seed, new double[rows]);
    }

    private static Dataset draw(int rows, long seed, double[] truth) {
        Random random = new Random(seed);
        double[] x = new double[rows];
        double[] noise = new double[rows];
        @Nullable String[] kind = new String[rows];
        boolean[] positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            x[row] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(100);
            noise[row] = random.nextGaussian();
            kind[row] = random.nextInt(10) == 0 ? null : List.of("a", "b", "c").get(random.nextInt(3));
            double known = Double.isNaN(x[row]) ? 30 : x[row];
            boolean b = "b".equals(kind[row]);
            double logOdds = -2 + known / 40 + (b ? 0.8 : 0) + (b && known > 60 ? 1 : 0);
            truth[row] = logOdds;
            positive[row] = random.nextDouble() < Losses.probability(logOdds);
        }
        return new Dataset(
                List.of(Column.ofNumbers("x", x), Column.ofWords("kind", kind), Column.ofNumbers("noise", noise)),
                new Outcomes(positive),
                Optional.empty(),
                Optional.empty());
    }

    static String csv(Dataset data, String... more) {
        StringBuilder text =
                new StringBuilder("row_id,x,kind,noise" + (more.length > 0 ? "," + more[0] : "") + ",won\n");
        for (int row = 0; row < data.rows(); row++) {
            text.append(row + 1);
            for (Column column : data.columns()) {
                @Nullable Object value = column.value(row);
                text.append(',').append(value == null ? "" : value);
            }
            for (int i = 0; i < more.length; i++) {
                text.append(i == 0 ? "," + (row % 2 == 0 ? "F" : "M") : "");
            }
            text.append(',').append(data.outcome().positive(row) ? "yes" : "no").append('\n');
        }
        return text.toString();
    }
}
