package io.leadservice.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import net.logstash.logback.composite.AbstractJsonProvider;

/**
 * The message of a line and its values as members of the JSON object, with the ids of the request. A value that the message
 * itself names goes before an id of that name. Named in logback.xml.
 */
public final class LogFields extends AbstractJsonProvider<ILoggingEvent> {

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
        LogLine line = LogLine.of(String.valueOf(event.getMessage()), event.getFormattedMessage());
        generator.writeStringField("message", line.message());
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            write(generator, field.getKey(), field.getValue());
        }
        for (Map.Entry<String, String> id : event.getMDCPropertyMap().entrySet()) {
            if (!line.fields().containsKey(id.getKey())) {
                generator.writeStringField(id.getKey(), id.getValue());
            }
        }
    }

    private static void write(JsonGenerator generator, String name, String value) throws IOException {
        // A number goes past the mask of texts: one that looks like a phone is written as a text.
        if (LogLine.isNumber(value) && LogMask.mask(value).equals(value)) {
            generator.writeFieldName(name);
            generator.writeNumber(Long.parseLong(value));
        } else {
            generator.writeStringField(name, value);
        }
    }
}
