package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts faults into the order of their document. For one document that has faults: it notes where each value stands. */
final class DocumentOrder {

    private final Map<String, Integer> positions = new HashMap<>();

    private DocumentOrder(JsonNode document) {
        visit("", document);
    }

    /** Faults by the place of their field, or of the nearest one around it when it is missing. */
    static List<Fault> of(List<Fault> faults, JsonNode document) {
        if (faults.isEmpty()) {
            return faults;
        }
        DocumentOrder order = new DocumentOrder(document);
        return faults.stream()
                .sorted(Comparator.<Fault>comparingInt(fault -> order.position(fault.pointer()))
                        .thenComparing(Fault::pointer)
                        .thenComparing(Fault::code))
                .toList();
    }

    private void visit(String pointer, JsonNode node) {
        positions.put(pointer, positions.size());
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            visit(pointer + "/" + TreeWalk.escape(field.getKey()), field.getValue());
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(pointer + "/" + i, node.path(i));
            }
        }
    }

    private int position(String pointer) {
        String at = pointer;
        Integer position = positions.get(at);
        while (position == null && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
            position = positions.get(at);
        }
        return position == null ? 0 : position;
    }
}
