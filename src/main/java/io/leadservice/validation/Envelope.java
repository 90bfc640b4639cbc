package io.leadservice.validation;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Lead;
import java.util.Map;

/** The typed objects among a lead's envelope fields. */
final class Envelope {

    private Envelope() {}

    /** What the person agreed to; empty if the lead does not say. */
    static Map<?, ?> consent(Lead lead) {
        return object(lead.further(), "consent");
    }

    /** The device and session that the lead came from; empty if the lead does not say. */
    static Map<?, ?> device(Lead lead) {
        return object(lead.further(), "device_info");
    }

    private static Map<?, ?> object(Attributes further, String name) {
        return further.values().get(name) instanceof Map<?, ?> object ? object : Map.of();
    }
}
