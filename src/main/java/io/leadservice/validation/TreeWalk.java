package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes once through a document: refuses what no field may hold and notes where each value stands. For one document.
 *
 * <p>Refused are whole numbers beyond 64 bits, numbers that are not finite, lone surrogates and control characters (but
 * line feed, carriage return and tab) in names and text, arrays of more than 256 elements and more than 512 fields.
 */
final class TreeWalk {

    private static final int MAX_FIELDS = 512;
    private static final int MAX_ELEMENTS = 256;

    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private int fields;

    /** Walks a document; its depth must be bounded. */
    static TreeWalk through(JsonNode document) {
        TreeWalk walk = new TreeWalk();
        walk.visit("", document);
        if (walk.fields > MAX_FIELDS) {
            walk.faults.add(0, new Fault("", "maxProperties", "must have at most " + MAX_FIELDS + " fields in all"));
        }
        return walk;
    }

    /** What was refused, in the order of the document. */
    List<Fault> faults() {
        return faults;
    }

    /** Where the value at a pointer stands, or the nearest value around it when there is none. */
    int position(String pointer) {
        String at = pointer;
        Integer position = positions.get(at);
        while (position == null && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
            position = positions.get(at);
        }
        return position == null ? 0 : position;
    }

    private void visit(String pointer, JsonNode node) {
        positions.put(pointer, positions.size());
        switch (node.getNodeType()) {
            case OBJECT -> visitObject(pointer, node);
            case ARRAY -> visitArray(pointer, node);
            case STRING -> visitText(pointer, node.textValue());
            case NUMBER -> visitNumber(pointer, node);
            default -> {
                // true, false and null hold nothing to refuse
            }
        }
    }

    private void visitObject(String pointer, JsonNode node) {
        fields += node.size();
        if (fields > MAX_FIELDS) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (isPlain(field.getKey())) {
                visit(pointer + "/" + escape(field.getKey()), field.getValue());
            } else {
                faults.add(new Fault(pointer, "propertyNames", "names must not hold control characters"));
            }
        }
    }

    private void visitArray(String pointer, JsonNode node) {
        if (node.size() > MAX_ELEMENTS) {
            faults.add(new Fault(pointer, "maxItems", "must have at most " + MAX_ELEMENTS + " elements"));
            return;
        }
        for (int i = 0; i < node.size(); i++) {
            visit(pointer + "/" + i, node.get(i));
        }
    }

    private void visitText(String pointer, String text) {
        if (!isPlain(text)) {
            faults.add(new Fault(pointer, "characters", "must not hold control characters or half surrogate pairs"));
        }
    }

    private void visitNumber(String pointer, JsonNode node) {
        if (node.isIntegralNumber() && !node.canConvertToLong()) {
            faults.add(new Fault(pointer, "range", "must be a whole number within 64 bits"));
        } else if (!node.isIntegralNumber() && !Double.isFinite(node.doubleValue())) {
            faults.add(new Fault(pointer, "range", "must be a number within the range of a double"));
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean loneSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            boolean control = Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t';
            if (loneSurrogate || control) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }

    /** A name as a token of a JSON pointer (RFC 6901, section 3). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
