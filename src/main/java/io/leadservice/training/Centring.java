package io.leadservice.training;

/**
 * Moves what a table adds on average to where it belongs: from pairs to their features, from features to the intercept, so
 * that an effect tells how a lead differs from the average one. Changes no row's log-odds.
 */
final class Centring {

    private static final int ROUNDS = 30;

    private final Matrix rows;

    /** @param rows whose average counts */
    Centring(Matrix rows) {
        this.rows = rows;
    }

    void apply(Tables tables) {
        tables.pairs().forEach((pair, table) -> {
            double[][] weights = weights(tables, pair, table);
            for (int round = 0; round < ROUNDS; round++) {
                for (int row = 0; row < table.length; row++) {
                    moveRow(tables, pair, table, weights, row);
                }
                for (int column = 0; column < table[0].length; column++) {
                    moveColumn(tables, pair, table, weights, column);
                }
            }
        });
        for (int feature = 0; feature < tables.features(); feature++) {
            double[] main = tables.main(feature);
            double sum = 0;
            for (int row = 0; row < rows.rows(); row++) {
                sum += main[rows.bin(feature, row)];
            }
            double mean = sum / Math.max(1, rows.rows());
            for (int bin = 0; bin < main.length; bin++) {
                main[bin] -= mean;
            }
            tables.addIntercept(mean);
        }
    }

    private double[][] weights(Tables tables, Pair pair, double[][] table) {
        double[][] weights = new double[table.length][table[0].length];
        for (int row = 0; row < rows.rows(); row++) {
            int first = tables.groups(pair.first()).of(rows.bin(pair.first(), row));
            int second = tables.groups(pair.second()).of(rows.bin(pair.second(), row));
            weights[first][second]++;
        }
        return weights;
    }

    private static void moveRow(Tables tables, Pair pair, double[][] table, double[][] weights, int row) {
        double sum = 0;
        double weight = 0;
        for (int column = 0; column < table[row].length; column++) {
            sum += weights[row][column] * table[row][column];
            weight += weights[row][column];
        }
        double mean = weight == 0 ? 0 : sum / weight;
        for (int column = 0; column < table[row].length; column++) {
            table[row][column] -= mean;
        }
        tables.addToGroup(pair.first(), row, mean);
    }

    private static void moveColumn(Tables tables, Pair pair, double[][] table, double[][] weights, int column) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < table.length; row++) {
            sum += weights[row][column] * table[row][column];
            weight += weights[row][column];
        }
        double mean = weight == 0 ? 0 : sum / weight;
        for (int row = 0; row < table.length; row++) {
            table[row][column] -= mean;
        }
        tables.addToGroup(pair.second(), column, mean);
    }
}
