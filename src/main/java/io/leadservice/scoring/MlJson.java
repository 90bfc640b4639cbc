package io.leadservice.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes questions and reads answers of ML services. */
final class MlJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final int MAX_CLASSES = 2;

    private MlJson() {}

    static String write(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a question does not become JSON", e);
        }
    }

    /** @throws CallFailure as BAD_ANSWER if it is no JSON */
    static JsonNode read(Buffer answer) {
        try {
            return JSON.readTree(answer.getBytes());
        } catch (IOException e) {
            throw new CallFailure(Reason.BAD_ANSWER, "the answer is no JSON");
        }
    }

    /** A number from 0 to 1; fails as BAD_ANSWER for anything else. */
    static double probability(JsonNode node) {
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (value >= 0 && value <= 1) {
            return value;
        }
        throw new CallFailure(Reason.BAD_ANSWER, "the answer holds no score between 0 and 1");
    }

    /** The probability of the positive class: the number itself, or the last of one or two in however many arrays. */
    static double positiveClass(JsonNode node) {
        List<JsonNode> numbers = new ArrayList<>();
        flatten(node, numbers);
        if (numbers.isEmpty() || numbers.size() > MAX_CLASSES) {
            throw new CallFailure(Reason.BAD_ANSWER, "the answer holds " + numbers.size() + " numbers");
        }
        numbers.forEach(MlJson::probability);
        return probability(numbers.get(numbers.size() - 1));
    }

    private static void flatten(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) {
            node.forEach(element -> flatten(element, into));
        } else if (!node.isMissingNode()) {
            into.add(node);
        }
    }
}
