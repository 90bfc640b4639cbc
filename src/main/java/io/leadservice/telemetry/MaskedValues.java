package io.leadservice.telemetry;

import com.fasterxml.jackson.core.JsonStreamContext;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;

/** The texts of the JSON log, masked one by one. Named in logback.xml. */
public final class MaskedValues implements ValueMasker {

    @Override
    public @Nullable Object mask(JsonStreamContext context, Object value) {
        if (value instanceof String text) {
            String masked = LogMask.mask(text);
            return masked.equals(text) ? null : masked;
        }
        return null;
    }
}
