package io.leadservice.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** The levels of loggers at run time, on this node and until it ends. Thread-safe. */
public final class LogLevels {

    private LogLevels() {}

    /** The loggers whose level was set, here or in the configuration, with their levels. */
    public static Map<String, String> set() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return levels;
    }

    /**
     * Sets the level of a logger and of all below it that have none of their own.
     *
     * @param level {@code ERROR}, {@code WARN}, {@code INFO} or {@code DEBUG}
     * @return whether there is such a logger, or one below it: others would only take room
     */
    public static boolean set(String name, String level) {
        boolean known = context().getLoggerList().stream()
                .map(Logger::getName)
                .anyMatch(logger -> logger.equals(name) || logger.startsWith(name + "."));
        if (known) {
            context().getLogger(name).setLevel(Level.valueOf(level));
        }
        return known;
    }

    /** Writes what waits to be written and ends the log, if it began; for the last moment of a process. */
    public static void end() {
        // Another one is there while a thread that may not have come to its end yet begins it: then nothing waits.
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            end(context);
        }
    }

    /** In this order: a context stops its appenders in none, and the one that writes must be the last. */
    static void end(LoggerContext context) {
        Iterator<Appender<ILoggingEvent>> appenders =
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            appenders.next().stop();
        }
        context.stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
