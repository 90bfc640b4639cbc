package io.leadservice.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long a token lives: {@code 30s}, {@code 15m}, {@code 8h}, {@code 1d}, from a second to a year. */
final class TokenLife implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public Duration convert(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is no duration such as 30s, 15m, 8h or 1d");
        }
        Duration life = of(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new TypeConversionException("'" + value + "' is not between 1s and 366d");
        }
        return life;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
