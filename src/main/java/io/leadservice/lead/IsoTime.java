package io.leadservice.lead;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Reads days and times as ISO 8601 and RFC 3339 write them. Any text may come: one that is none is an ordinary answer here, not
 * an exception, which would take more time than all else that is done with the lead.
 */
public final class IsoTime {

    private IsoTime() {}

    /** A day such as {@code 2026-01-31}; empty for all else. */
    public static Optional<LocalDate> date(String text) {
        return fields(DateTimeFormatter.ISO_LOCAL_DATE, text)
                .filter(IsoTime::isDay)
                .map(IsoTime::day);
    }

    /** A moment such as {@code 2026-01-31T12:00:00Z} or {@code 2026-01-31T12:00+01:00}; empty for all else. */
    public static Optional<Instant> instant(String text) {
        return fields(DateTimeFormatter.ISO_OFFSET_DATE_TIME, text)
                .filter(fields -> isDay(fields) && isTime(fields))
                .map(fields -> OffsetDateTime.of(
                                day(fields),
                                time(fields),
                                ZoneOffset.ofTotalSeconds(field(fields, ChronoField.OFFSET_SECONDS)))
                        .toInstant());
    }

    /** What stands in a text of this form, whatever the values are. */
    private static Optional<TemporalAccessor> fields(DateTimeFormatter form, String text) {
        ParsePosition position = new ParsePosition(0);
        try {
            return Optional.ofNullable(form.parseUnresolved(text, position))
                    .filter(fields -> position.getIndex() == text.length());
        } catch (DateTimeException e) { // the one value that is looked at already: an offset of 60 minutes
            return Optional.empty();
        }
    }

    private static LocalDate day(TemporalAccessor fields) {
        return LocalDate.of(
                field(fields, ChronoField.YEAR),
                field(fields, ChronoField.MONTH_OF_YEAR),
                field(fields, ChronoField.DAY_OF_MONTH));
    }

    private static LocalTime time(TemporalAccessor fields) {
        return LocalTime.of(
                field(fields, ChronoField.HOUR_OF_DAY),
                field(fields, ChronoField.MINUTE_OF_HOUR),
                field(fields, ChronoField.SECOND_OF_MINUTE),
                field(fields, ChronoField.NANO_OF_SECOND));
    }

    private static boolean isDay(TemporalAccessor fields) {
        return isSound(fields, ChronoField.YEAR)
                && isSound(fields, ChronoField.MONTH_OF_YEAR)
                && isSound(fields, ChronoField.DAY_OF_MONTH)
                && YearMonth.of(field(fields, ChronoField.YEAR), field(fields, ChronoField.MONTH_OF_YEAR))
                        .isValidDay(field(fields, ChronoField.DAY_OF_MONTH));
    }

    private static boolean isTime(TemporalAccessor fields) {
        return isSound(fields, ChronoField.HOUR_OF_DAY)
                && isSound(fields, ChronoField.MINUTE_OF_HOUR)
                && isSound(fields, ChronoField.SECOND_OF_MINUTE)
                && isSound(fields, ChronoField.OFFSET_SECONDS);
    }

    /** Whether a field that may be left out is within its bounds. */
    private static boolean isSound(TemporalAccessor fields, ChronoField field) {
        return !fields.isSupported(field) || field.range().isValidValue(fields.getLong(field));
    }

    /** 0 for one that is left out, as seconds may be. */
    private static int field(TemporalAccessor fields, ChronoField field) {
        return fields.isSupported(field) ? Math.toIntExact(fields.getLong(field)) : 0;
    }
}
