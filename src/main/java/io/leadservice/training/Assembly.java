package io.leadservice.training;

import io.leadservice.scoring.FeatureSchema;
import io.leadservice.scoring.model.FeatureTable;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Golden;
import io.leadservice.scoring.model.PairTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts trained tables into the form of a model file, in whole millionths of log-odds. */
final class Assembly {

    private static final double MILLION = 1e6;
    private static final int TEN_THOUSAND = 10_000;
    private static final int PERCENT = 100;
    private static final int GOLDEN = 20;

    private final Plan plan;
    private final Dataset data;
    private final Fitted fitted;
    private final List<Bins> bins;
    private final Tables tables;

    Assembly(Plan plan, Dataset data, Fitted fitted) {
        this.plan = plan;
        this.data = data;
        this.fitted = fitted;
        bins = fitted.bins();
        tables = fitted.tables();
    }

    ModelFile file(Split split) {
        Matrix known = fitted.rows().rows(split.known());
        List<FeatureTable> features = IntStream.range(0, bins.size())
                .mapToObj(feature -> feature(feature, known))
                .toList();
        double[] logOdds = tables.logOdds(known);
        Arrays.sort(logOdds);
        List<Double> percentiles = IntStream.rangeClosed(1, PERCENT)
                .mapToObj(percent -> round(logOdds[lowest(percent, logOdds.length)]))
                .toList();
        return new ModelFile(
                ModelFile.FORMAT,
                plan.id(),
                plan.version(),
                plan.vertical(),
                FeatureSchema.VERSION,
                training(split),
                round(tables.intercept()),
                features,
                pairs(),
                percentiles,
                golden(split),
                "");
    }

    /** The index of the first of sorted rows that has so many percent at or below it. */
    private static int lowest(int percent, int rows) {
        return (int) (((long) percent * rows + PERCENT - 1) / PERCENT) - 1;
    }

    private ModelFile.Training training(Split split) {
        Optional<String> period = data.times()
                .map(times -> times.stream().min(String::compareTo).orElse("") + " to "
                        + times.stream().max(String::compareTo).orElse(""));
        return new ModelFile.Training(
                Trainer.NAME,
                plan.basis(),
                plan.data(),
                plan.dataSha256(),
                data.rows(),
                data.outcome().positives(),
                period,
                split.rule(),
                plan.seed(),
                round(fitted.calibration().slope()),
                round(fitted.calibration().offset()),
                Map.of());
    }

    private FeatureTable feature(int feature, Matrix known) {
        Column column = data.columns().get(feature);
        FeatureText text = plan.text(column.name());
        int[] rows = new int[bins.get(feature).count() + 1];
        for (int row = 0; row < known.rows(); row++) {
            rows[known.bin(feature, row)]++;
        }
        return new FeatureTable(
                column.name(),
                column.kind(),
                bins.get(feature).cuts(),
                bins.get(feature).categories(),
                Arrays.stream(tables.main(feature)).mapToObj(Assembly::round).toList(),
                Arrays.stream(rows)
                        .mapToObj(count -> (int) Math.round((double) TEN_THOUSAND * count / Math.max(1, known.rows())))
                        .toList(),
                text.label(),
                text.raises(),
                text.lowers(),
                text.evidence());
    }

    private List<PairTable> pairs() {
        List<PairTable> pairs = new ArrayList<>();
        tables.pairs()
                .forEach((pair, table) -> pairs.add(new PairTable(
                        data.columns().get(pair.first()).name(),
                        data.columns().get(pair.second()).name(),
                        tables.groups(pair.first()).list(),
                        tables.groups(pair.second()).list(),
                        Arrays.stream(table)
                                .map(row -> Arrays.stream(row)
                                        .mapToObj(Assembly::round)
                                        .toList())
                                .toList())));
        return pairs;
    }

    /** Inputs put together cell by cell from different rows, so that no row of anybody gets into the file. */
    private List<Golden> golden(Split split) {
        Random random = new Random(plan.seed() + 5);
        int[] rows = split.known();
        List<Golden> golden = new ArrayList<>();
        for (int i = 0; i < GOLDEN; i++) {
            Map<String, Object> values = new TreeMap<>();
            int[] cells = new int[bins.size()];
            for (int feature = 0; feature < cells.length; feature++) {
                Column column = data.columns().get(feature);
                @Nullable Object value = column.value(rows[random.nextInt(rows.length)]);
                cells[feature] = bins.get(feature).of(value);
                if (value != null) {
                    values.put(column.name(), value);
                }
            }
            golden.add(new Golden(values, rounded(cells)));
        }
        return golden;
    }

    /** The log-odds by rounded tables. */
    private double rounded(int[] cells) {
        long sum = millionths(tables.intercept());
        for (int feature = 0; feature < cells.length; feature++) {
            sum += millionths(tables.main(feature)[cells[feature]]);
        }
        for (Map.Entry<Pair, double[][]> entry : tables.pairs().entrySet()) {
            sum += millionths(tables.pair(entry.getKey(), entry.getValue(), cells));
        }
        return sum / MILLION;
    }

    private static long millionths(double logOdds) {
        return Math.round(logOdds * MILLION);
    }

    private static double round(double logOdds) {
        return millionths(logOdds) / MILLION;
    }
}
