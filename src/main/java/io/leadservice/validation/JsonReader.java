package io.leadservice.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Parses a submission strictly (RFC 8259, UTF-8 only, no duplicate names) and within bounds on depth, count and length.
 * Never throws for what is sent.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_NUMBER = 40;
    private static final int MAX_FIELDS = 512;
    private static final int MAX_ITEMS = 256;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNameLength(MAX_TEXT)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonReader() {}

    /** The document; if it has faults, they go to the consumer and the result is of no use. */
    static JsonNode read(Bytes payload, Consumer<Fault> faults) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(payload.content()))
                    .toString();
            JsonNode document = JSON.readTree(text);
            if (!document.isObject()) {
                faults.accept(new Fault("", "type", "must be a JSON object"));
                return document;
            }
            new Walk(faults).value("", document);
            return document;
        } catch (CharacterCodingException e) {
            faults.accept(new Fault("", "json", "must be UTF-8"));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            faults.accept(new Fault(
                    "",
                    "json",
                    "is not JSON as this service takes it" + place
                            + " (no duplicate names, at most " + MAX_DEPTH + " levels, texts of at most " + MAX_TEXT
                            + " characters, numbers of at most " + MAX_NUMBER + ")"));
        }
        return JSON.nullNode();
    }

    /** Refuses what JSON allows but no lead needs: numbers beyond 64 bits, control characters, endless lists. */
    private static final class Walk {

        private final Consumer<Fault> faults;
        private int fields;
        private int found;

        Walk(Consumer<Fault> faults) {
            this.faults = faults;
        }

        void value(String pointer, JsonNode value) {
            if (found >= Contract.MAX_FAULTS) {
                return;
            }
            if (value.isObject()) {
                object(pointer, value);
            } else if (value.isArray()) {
                array(pointer, value);
            } else if (value.isTextual()) {
                text(pointer, value.textValue(), "text");
            } else if (value.isNumber()) {
                number(pointer, value);
            }
        }

        private void object(String pointer, JsonNode object) {
            fields += object.size();
            if (fields > MAX_FIELDS) {
                refuse("", "fields", "must have at most " + MAX_FIELDS + " fields in all");
                found = Contract.MAX_FAULTS;
                return;
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                text(pointer, field.getKey(), "field names");
                value(pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), field.getValue());
            }
        }

        private void array(String pointer, JsonNode array) {
            if (array.size() > MAX_ITEMS) {
                refuse(pointer, "maxItems", "must have at most " + MAX_ITEMS + " items");
                return;
            }
            IntStream.range(0, array.size()).forEach(i -> value(pointer + "/" + i, array.get(i)));
        }

        private void number(String pointer, JsonNode number) {
            boolean fits =
                    number.isIntegralNumber() ? number.canConvertToLong() : Double.isFinite(number.doubleValue());
            if (!fits) {
                refuse(pointer, "range", "must be a number within 64 bits");
            }
        }

        private void text(String pointer, String text, String what) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    i++;
                } else if (Character.isSurrogate(c) || (Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0)) {
                    refuse(pointer, "characters", what + " must hold no control characters or half characters");
                    return;
                }
            }
        }

        private void refuse(String pointer, String code, String message) {
            found++;
            faults.accept(new Fault(pointer, code, message));
        }
    }

    /** The fields of an object other than the named ones, as plain values. */
    static Map<String, Object> without(JsonNode object, List<String> names) {
        Map<String, Object> values = JSON.convertValue(object, new TypeReference<>() {});
        names.forEach(values::remove);
        return values;
    }
}
