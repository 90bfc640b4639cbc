package io.leadservice.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.training.Leaf.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient-boosted trees by XGBoost, grown in steps and handed out leaf by leaf. One thread, histogram splits over whole
 * bins and no sampling, so the same rows give the same trees. Not safe to share; holds native memory until closed.
 */
final class TreeBooster implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BINS = 64;

    private final DMatrix rows;
    private final Map<String, Object> parameters;
    private Booster booster;
    private int grown;

    /**
     * @param margin log-odds to start from, by row
     * @param constraints groups of features that may stand in one way down, as XGBoost takes them; empty for no limit
     */
    TreeBooster(Matrix matrix, float[] labels, float[] margin, int depth, double rate, String constraints) {
        try {
            rows = new DMatrix(matrix.cells(), matrix.rows(), matrix.features(), Float.NaN);
            rows.setLabel(labels);
            rows.setBaseMargin(margin);
            parameters = new TreeMap<>(Map.of(
                    "objective",
                    "binary:logistic",
                    "tree_method",
                    "hist",
                    "max_bin",
                    MOST_BINS,
                    "max_depth",
                    depth,
                    "eta",
                    rate,
                    "lambda",
                    1.0,
                    "min_child_weight",
                    5.0,
                    "base_score",
                    0.5,
                    "nthread",
                    1,
                    "verbosity",
                    0));
            if (!constraints.isEmpty()) {
                parameters.put("interaction_constraints", constraints);
            }
            booster = XGBoost.train(rows, parameters, 0, Map.of(), null, null);
        } catch (XGBoostError e) {
            throw new IllegalStateException("the booster does not start", e);
        }
    }

    /** Grows more trees. */
    List<Leaf> grow(int trees) {
        try {
            for (int i = 0; i < trees; i++) {
                booster.update(rows, grown + i);
            }
            String[] dump = booster.getModelDump("", true, "json");
            List<Leaf> leaves = new ArrayList<>();
            for (int tree = grown; tree < dump.length; tree++) {
                collect(JSON.readTree(dump[tree]), List.of(), 0, leaves);
            }
            grown += trees;
            return leaves;
        } catch (XGBoostError | JsonProcessingException e) {
            throw new IllegalStateException("the booster fails", e);
        }
    }

    /** What the booster itself says of rows, in log-odds above their margin of zero: to test the tables against. */
    float[][] margins(Matrix matrix) {
        try {
            DMatrix asked = new DMatrix(matrix.cells(), matrix.rows(), matrix.features(), Float.NaN);
            try {
                return booster.predict(asked, true);
            } finally {
                asked.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("the booster fails", e);
        }
    }

    @Override
    public void close() {
        booster.dispose();
        rows.dispose();
    }

    private static void collect(JsonNode node, List<Condition> above, double gain, List<Leaf> leaves) {
        if (node.has("leaf")) {
            leaves.add(new Leaf(node.get("leaf").asDouble(), above, gain));
            return;
        }
        int feature = Integer.parseInt(node.get("split").asText().substring(1));
        double threshold = node.get("split_condition").asDouble();
        int below = node.get("yes").asInt();
        int missing = node.get("missing").asInt();
        for (JsonNode child : node.get("children")) {
            int id = child.get("nodeid").asInt();
            List<Condition> conditions = new ArrayList<>(above);
            conditions.add(new Condition(feature, threshold, id == below, id == missing));
            collect(child, conditions, node.get("gain").asDouble(), leaves);
        }
    }
}
