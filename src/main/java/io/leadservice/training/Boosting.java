package io.leadservice.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Boosts tables: first one feature a tree, then the pairs that the remaining error points at. Each phase stops where the
 * validation rows stop gaining. Remembers how many trees that took.
 */
final class Boosting {

    private static final double RATE = 0.15;
    private static final double SEARCH_RATE = 0.3;
    private static final int CHUNK = 25;
    private static final int PATIENCE = 4;
    private static final int MAIN_TREES = 1500;
    private static final int PAIR_TREES = 600;
    private static final int SEARCH_TREES = 60;
    private static final double ENOUGH = 1e-7;

    private final Matrix training;
    private final Outcomes trainingOutcome;
    private final Matrix validation;
    private final Outcomes validationOutcome;
    private final Groups[] groups;
    private final Progress progress;
    private int mainTrees;
    private int pairTrees;

    Boosting(
            Matrix training,
            Outcomes trainingOutcome,
            Matrix validation,
            Outcomes validationOutcome,
            Groups[] groups,
            Progress progress) {
        this.training = training;
        this.trainingOutcome = trainingOutcome;
        this.validation = validation;
        this.validationOutcome = validationOutcome;
        this.groups = groups;
        this.progress = progress;
    }

    /** Tables of single features. */
    Tables mains() {
        Tables tables = begin();
        try (TreeBooster booster = new TreeBooster(training, labels(), margins(training, tables), 1, RATE, "")) {
            mainTrees = boost(Step.FEATURES, booster, tables, Tables::addOverBins, MAIN_TREES);
        }
        return tables;
    }

    /** The pairs on which trees of two splits gain most, best first. */
    List<Pair> candidates(Tables mains, int most) {
        Map<Pair, Double> gains = new TreeMap<>();
        try (TreeBooster booster =
                new TreeBooster(training.grouped(groups), labels(), margins(training, mains), 2, SEARCH_RATE, "")) {
            for (Leaf leaf : booster.grow(SEARCH_TREES)) {
                int first = leaf.conditions().isEmpty()
                        ? -1
                        : leaf.conditions().get(0).feature();
                int second = leaf.conditions().isEmpty()
                        ? -1
                        : leaf.conditions().get(leaf.conditions().size() - 1).feature();
                if (first != second) {
                    gains.merge(Pair.of(first, second), leaf.gain(), Double::sum);
                }
            }
        }
        progress.tell("pairs", Step.CANDIDATES.end);
        return gains.entrySet().stream()
                .sorted(Map.Entry.<Pair, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds pairs to the tables of single features. */
    void pairs(Tables tables, Set<Pair> pairs) {
        if (!pairs.isEmpty()) {
            try (TreeBooster booster = pairBooster(tables, pairs)) {
                pairTrees = boost(Step.PAIRS, booster, tables, Tables::addOverGroups, PAIR_TREES);
            }
        }
    }

    /** The same model from these rows, as large as another boosting found best. */
    Tables asLargeAs(Boosting other, Set<Pair> pairs) {
        Tables tables = begin();
        try (TreeBooster booster = new TreeBooster(training, labels(), margins(training, tables), 1, RATE, "")) {
            grow(Step.FEATURES_AGAIN, booster, tables, Tables::addOverBins, other.mainTrees);
        }
        if (!pairs.isEmpty()) {
            try (TreeBooster booster = pairBooster(tables, pairs)) {
                grow(Step.PAIRS_AGAIN, booster, tables, Tables::addOverGroups, other.pairTrees);
            }
        }
        return tables;
    }

    private Tables begin() {
        int[] counts = new int[training.features()];
        for (int feature = 0; feature < counts.length; feature++) {
            counts[feature] = training.count(feature);
        }
        Tables tables = new Tables(counts, groups);
        double rate = (trainingOutcome.positives() + 1.0) / (trainingOutcome.rows() + 2.0);
        tables.addIntercept(StrictMath.log(rate / (1 - rate)));
        return tables;
    }

    private TreeBooster pairBooster(Tables tables, Set<Pair> pairs) {
        String constraints = pairs.stream()
                .sorted()
                .map(pair -> "[" + pair.first() + "," + pair.second() + "]")
                .collect(Collectors.joining(",", "[", "]"));
        return new TreeBooster(training.grouped(groups), labels(), margins(training, tables), 2, RATE, constraints);
    }

    private void grow(Step step, TreeBooster booster, Tables tables, BiConsumer<Tables, Leaf> add, int trees) {
        for (int grown = 0; grown < trees; grown += CHUNK) {
            booster.grow(CHUNK).forEach(leaf -> add.accept(tables, leaf));
            progress.tell(step.text, step.at(grown + CHUNK, trees));
        }
    }

    /** Grows trees chunk by chunk and keeps those up to the best chunk; tells how many these are. */
    private int boost(Step step, TreeBooster booster, Tables tables, BiConsumer<Tables, Leaf> add, int most) {
        double best = loss(tables);
        List<Leaf> since = new ArrayList<>();
        Tables trial = tables.copy();
        int kept = 0;
        for (int trees = CHUNK; trees <= most && trees - kept <= PATIENCE * CHUNK; trees += CHUNK) {
            List<Leaf> leaves = booster.grow(CHUNK);
            since.addAll(leaves);
            leaves.forEach(leaf -> add.accept(trial, leaf));
            double loss = loss(trial);
            if (loss < best - ENOUGH) {
                best = loss;
                since.forEach(leaf -> add.accept(tables, leaf));
                since.clear();
                kept = trees;
            }
            progress.tell(step.text, step.at(trees, most));
        }
        return kept;
    }

    private double loss(Tables tables) {
        return Losses.mean(tables.logOdds(validation), validationOutcome);
    }

    private float[] labels() {
        float[] labels = new float[trainingOutcome.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = trainingOutcome.positive(row) ? 1 : 0;
        }
        return labels;
    }

    private static float[] margins(Matrix matrix, Tables tables) {
        double[] logOdds = tables.logOdds(matrix);
        float[] margins = new float[logOdds.length];
        for (int row = 0; row < margins.length; row++) {
            margins[row] = (float) logOdds[row];
        }
        return margins;
    }

    /** What is done, and which share of all work it is about. */
    private enum Step {
        FEATURES("features", 0, 0.35),
        CANDIDATES("candidates", 0.35, 0.45),
        PAIRS("pairs", 0.45, 0.65),
        FEATURES_AGAIN("features again", 0.65, 0.9),
        PAIRS_AGAIN("pairs again", 0.9, 1);

        private final String text;
        private final double begin;
        private final double end;

        Step(String text, double begin, double end) {
            this.text = text;
            this.begin = begin;
            this.end = end;
        }

        double at(int done, int total) {
            return begin + (end - begin) * done / total;
        }
    }
}
