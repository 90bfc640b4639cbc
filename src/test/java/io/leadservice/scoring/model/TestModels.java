package io.leadservice.scoring.model;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.FeatureTable.Kind;
import io.leadservice.scoring.model.ModelFile.Golden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small model that can be reckoned by hand. */
final class TestModels {

    private TestModels() {}

    /** age: below 30 -0.5, from 30 0.25, missing -0.1; kind: a 0.3, b -0.3, missing 0; both: young and a 0.000001. */
    static ModelFile small() {
        FeatureTable age = new FeatureTable(
                "age",
                Kind.NUMBER,
                List.of(30.0),
                List.of(),
                List.of(-0.5, 0.25, -0.1),
                List.of(4000, 5000, 1000),
                "the age",
                "age raises",
                "age lowers",
                "judgement: a test");
        FeatureTable kind = new FeatureTable(
                "kind",
                Kind.CATEGORY,
                List.of(),
                List.of("a", "b"),
                List.of(0.3, -0.3, 0.0),
                List.of(5000, 5000, 0),
                "the kind",
                "kind raises",
                "kind lowers",
                "judgement: a test");
        PairTable pair = new PairTable(
                "age",
                "kind",
                List.of(0, 1, 2),
                List.of(0, 1, 2),
                List.of(List.of(0.000001, 0.0, 0.0), List.of(0.0, 0.2, 0.0), List.of(0.0, 0.0, 0.0)));
        return file(List.of(age, kind), List.of(pair), golden(-2 - 0.5 + 0.3 + 0.000001));
    }

    static ModelFile file(List<FeatureTable> features, List<PairTable> pairs, List<Golden> golden) {
        return new ModelFile(
                ModelFile.FORMAT,
                "small",
                "7",
                Optional.of(Vertical.AUTO),
                1,
                new ModelFile.Training(
                        "by hand",
                        TrainingBasis.GENERATED,
                        "none",
                        "",
                        0,
                        0,
                        Optional.empty(),
                        "none",
                        0,
                        1,
                        0,
                        Map.of("auc", new ModelFile.Metric(0.5, 0.4, 0.6))),
                -2,
                features,
                pairs,
                IntStream.rangeClosed(1, 100).mapToObj(i -> -3 + i / 50.0).toList(),
                golden,
                "");
    }

    static List<Golden> golden(double logOdds) {
        return new ArrayList<>(Collections.nCopies(20, new Golden(Map.of("age", 20, "kind", "a"), logOdds)));
    }
}
