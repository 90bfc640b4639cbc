package io.leadservice.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Prints a token, and nothing else. */
@Command(name = "token", description = "Prints a development token.", mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    @Option(names = "--sub", paramLabel = "S", description = "The client. Default: ${DEFAULT-VALUE}.")
    private String subject = "developer";

    @Option(names = "--scope", paramLabel = "\"…\"", description = "What it may do. Default: ${DEFAULT-VALUE}.")
    private String scope = "leads:write leads:read";

    @Option(
            names = "--ttl",
            paramLabel = "D",
            converter = Life.class,
            defaultValue = "8h",
            description = "How long it lives: 30s, 15m, 8h, 1d. Default: ${DEFAULT-VALUE}.")
    private Duration life = Duration.ofHours(8);

    @Override
    public Integer call() {
        System.out.println(DevelopmentToken.issue(System.getenv(), subject, scope, life));
        return 0;
    }

    /** Reads {@code 30s}, {@code 15m}, {@code 8h}, {@code 1d}. */
    static final class Life implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is no duration such as 30s, 15m, 8h or 1d");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
    }
}
