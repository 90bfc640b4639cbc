package io.leadservice.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON object (RFC 8259) from UTF-8 bytes and nothing looser: no other encoding, no byte order mark, no
 * repeated name, nothing after the object. Safe to share between threads.
 */
final class StrictJson {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 40;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ObjectReader reader;

    StrictJson() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // names are chosen by the sender: a table of them that outlives the document is theirs to fill
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
        reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();
    }

    /** The object in the bytes. */
    JsonNode read(byte[] document) throws Unreadable {
        JsonNode tree = parse(decode(document));
        if (tree.isMissingNode()) {
            throw new Unreadable("json", notJson(1, 1));
        }
        if (!tree.isObject()) {
            throw new Unreadable("type", "the document must be an object");
        }
        return tree;
    }

    private static String decode(byte[] document) throws Unreadable {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("json", "the document must be UTF-8");
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new Unreadable("json", "the document must be UTF-8 without a byte order mark");
        }
        return text;
    }

    private JsonNode parse(String text) throws Unreadable {
        try {
            return reader.readTree(text);
        } catch (JsonProcessingException e) {
            // the exception's own message quotes the document
            JsonLocation at = e.getLocation();
            throw new Unreadable("json", at == null ? notJson(1, 1) : notJson(at.getLineNr(), at.getColumnNr()));
        }
    }

    private static String notJson(int line, int column) {
        return "not valid JSON at line " + line + ", column " + column;
    }

    /** The bytes are not one JSON object. Carries no stack trace: it is an expected outcome of hostile input. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        private Unreadable(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        Fault fault() {
            return new Fault("", code, String.valueOf(getMessage()));
        }
    }
}
