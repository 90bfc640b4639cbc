package io.leadservice.lead;

import java.util.Arrays;

/** What can happen to a lead that others are told of. The name is the CloudEvents type. */
public enum EventType {
    LEAD_CREATED("lead.created"),
    LEAD_REJECTED("lead.rejected"),
    LEAD_UPDATED("lead.updated"),
    /** Its personal data were destroyed. */
    LEAD_ERASED("lead.erased");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events and configuration, such as {@code lead.created}. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException if there is no such type */
    public static EventType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event type " + wireName));
    }
}
