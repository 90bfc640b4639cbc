package io.leadservice.telemetry;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A line of the plain log, masked as a whole: message, exceptions and all. Named in logback.xml. */
public final class MaskingLayout extends PatternLayout {

    @Override
    public String doLayout(ILoggingEvent event) {
        return LogMask.mask(super.doLayout(event));
    }
}
