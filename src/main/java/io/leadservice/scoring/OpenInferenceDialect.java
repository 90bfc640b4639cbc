package io.leadservice.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Open Inference Protocol, version 2: one input tensor of one element for the vertical and for each feature that the
 * lead has, {@code BYTES} for text and {@code INT64} for numbers. The first output of a floating-point type answers.
 * https://github.com/open-inference/open-inference-protocol
 */
final class OpenInferenceDialect implements MlDialect {

    private static final String FLOATING = "FP";

    @Override
    public MlRequest request(ScorableLead lead) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        inputs.add(tensor("vertical", lead.lead().lead().vertical().name()));
        lead.features().values().values().forEach((name, value) -> inputs.add(tensor(name, value)));
        return MlDialect.question(
                lead, Map.of(), Map.of("id", lead.lead().lead().id(), "inputs", inputs));
    }

    @Override
    public double probability(Buffer answer) {
        for (JsonNode output : MlJson.read(answer).path("outputs")) {
            if (output.path("datatype").asText().startsWith(FLOATING)) {
                return MlJson.positiveClass(output.path("data"));
            }
        }
        throw new CallFailure(Reason.BAD_ANSWER, "the answer has no output of a floating-point type");
    }

    private static Map<String, Object> tensor(String name, Object value) {
        String type = value instanceof String ? "BYTES" : "INT64";
        return Map.of("name", name, "shape", List.of(1), "datatype", type, "data", List.of(value));
    }
}
