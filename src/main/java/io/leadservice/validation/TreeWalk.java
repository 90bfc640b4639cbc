package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import io.leadservice.lead.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Goes once through a document and refuses what no field may hold. For one document.
 *
 * <p>Refused are whole numbers beyond 64 bits, numbers that are not finite, arrays of more than 256 elements and more than 512
 * fields; in names and text lone surrogates, control characters (but line feed, carriage return and tab) and what makes text
 * look like another (Unicode TR 36): overrides, embeddings and isolates of direction, spaces without width and tags. The
 * joiners and the marks of direction stay: Persian, Indic, Hebrew and Arabic names are written with them.
 */
final class TreeWalk {

    private static final int MAX_FIELDS = 512;
    private static final int MAX_ELEMENTS = 256;

    private final StringBuilder pointer = new StringBuilder();
    private final List<Fault> faults = new ArrayList<>(0);
    private int fields;

    private TreeWalk() {}

    /** What was refused, in the order of the document, whose depth must be bounded. */
    static List<Fault> faults(JsonNode document) {
        TreeWalk walk = new TreeWalk();
        walk.visit(document);
        if (walk.fields > MAX_FIELDS) {
            walk.faults.add(0, new Fault("", "maxProperties", "must have at most " + MAX_FIELDS + " fields in all"));
        }
        return walk.faults;
    }

    private void visit(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> visitObject(node);
            case ARRAY -> visitArray(node);
            case STRING -> visitText(node.textValue());
            case NUMBER -> visitNumber(node);
            default -> {
                // true, false and null hold nothing to refuse
            }
        }
    }

    private void visitObject(JsonNode node) {
        fields += node.size();
        if (fields > MAX_FIELDS) {
            return;
        }
        int here = pointer.length();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (PlainText.is(field.getKey())) {
                pointer.append('/').append(escape(field.getKey()));
                visit(field.getValue());
                pointer.setLength(here);
            } else {
                refuse("propertyNames", "names must not hold control or invisible characters");
            }
        }
    }

    private void visitArray(JsonNode node) {
        if (node.size() > MAX_ELEMENTS) {
            refuse("maxItems", "must have at most " + MAX_ELEMENTS + " elements");
            return;
        }
        int here = pointer.length();
        for (int i = 0; i < node.size(); i++) {
            pointer.append('/').append(i);
            visit(node.get(i));
            pointer.setLength(here);
        }
    }

    private void visitText(String text) {
        if (!PlainText.is(text)) {
            refuse("characters", "must not hold control or invisible characters or half surrogate pairs");
        }
    }

    private void visitNumber(JsonNode node) {
        if (node.isIntegralNumber() && !node.canConvertToLong()) {
            refuse("range", "must be a whole number within 64 bits");
        } else if (!node.isIntegralNumber() && !Double.isFinite(node.doubleValue())) {
            refuse("range", "must be a number within the range of a double");
        }
    }

    private void refuse(String code, String message) {
        faults.add(new Fault(pointer.toString(), code, message));
    }

    /** A name as a token of a JSON pointer (RFC 6901, section 3). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
