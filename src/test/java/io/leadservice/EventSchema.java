package io.leadservice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The published schema of event data as the judge of events. */
final class EventSchema {

    private EventSchema() {}

    static List<Error> faults(String data) throws IOException {
        return faults("lead", data);
    }

    static List<Error> erasedFaults(String data) throws IOException {
        return faults("erased", data);
    }

    private static List<Error> faults(String name, String data) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (InputStream schema = EventSchema.class.getResourceAsStream("/schemas/events/v1/" + name + ".json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(json.readTree(schema))
                    .validate(
                            json.readTree(data),
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        }
    }
}
