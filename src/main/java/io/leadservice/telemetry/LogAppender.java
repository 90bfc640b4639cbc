package io.leadservice.telemetry;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.leadservice.bus.RequestIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines off the event loops: stamps each with the ids of the request at work, and leaves the writing to a thread of its
 * own. Bounded: where the output does not keep up lines are left out, never waited for. Of a burst of equal warnings or errors
 * it writes the first ones and then how many were like them. Named in logback.xml.
 */
public final class LogAppender extends AsyncAppender {

    private static final long ROUND_SECONDS = 5;
    private static final AtomicLong LEFT_OUT = new AtomicLong();

    private final LogBursts bursts = new LogBursts();
    private @Nullable ScheduledFuture<?> rounds;

    /** How many lines this process left out. */
    static long leftOut() {
        return LEFT_OUT.get();
    }

    @Override
    public void start() {
        setNeverBlock(true);
        setDiscardingThreshold(0);
        super.start();
        rounds = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::endRound, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        try {
            tellOfBursts();
        } finally {
            super.stop();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!bursts.admits(event) || getRemainingCapacity() == 0) {
            LEFT_OUT.incrementAndGet();
            return;
        }
        super.append(event);
    }

    @Override
    protected void preprocess(ILoggingEvent event) {
        if (event instanceof LoggingEvent line) {
            line.setMDCPropertyMap(ids());
        }
        super.preprocess(event);
    }

    private static Map<String, String> ids() {
        RequestIds ids = RequestIds.current();
        SpanContext span = Span.current().getSpanContext();
        if (ids.isEmpty() && !span.isValid()) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "request_id", ids.request());
        put(fields, "lead_id", ids.lead());
        put(fields, "client", ids.client());
        if (span.isValid()) {
            fields.put("trace_id", span.getTraceId());
            fields.put("span_id", span.getSpanId());
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    /** A round that fails ends neither the rounds to come nor the log. */
    private void endRound() {
        try {
            tellOfBursts();
        } catch (RuntimeException e) {
            addError("a round of bursts was not told of", e);
        }
    }

    private void tellOfBursts() {
        LoggerContext context = (LoggerContext) getContext();
        bursts.end((line, count) -> {
            Logger logger = context.getLogger(line.logger());
            LoggingEvent told = new LoggingEvent(
                    LogAppender.class.getName(),
                    logger,
                    line.level(),
                    "lines left out left_out={} like={}",
                    null,
                    new Object[] {count, line.message()});
            super.append(told);
        });
    }
}
