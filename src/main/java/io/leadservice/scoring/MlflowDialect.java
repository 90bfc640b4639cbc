package io.leadservice.scoring;

import io.leadservice.lead.Vertical;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scoring server of MLflow: a data frame of one row in {@code dataframe_records}, with a column for the vertical and for
 * every feature of its schema, {@code null} where the lead does not tell. The one prediction answers.
 * https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/
 */
final class MlflowDialect implements MlDialect {

    @Override
    public MlRequest request(ScorableLead lead) {
        Vertical vertical = lead.lead().lead().vertical();
        Map<String, Object> known = lead.features().values().values();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("vertical", vertical.name());
        FeatureSchema.of(vertical).names().forEach(name -> row.put(name, known.get(name)));
        return MlDialect.question(lead, Map.of(), Map.of("dataframe_records", List.of(row)));
    }

    @Override
    public double probability(Buffer answer) {
        return MlJson.positiveClass(MlJson.read(answer).path("predictions"));
    }
}
