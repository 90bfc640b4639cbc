package io.leadservice.testbed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database of a run's own on a server that was there before. */
final class RunDatabase {

    private static final Pattern FORM = Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/([^?]*))?(?:\\?(.*))?");

    private RunDatabase() {}

    /**
     * The connection string with another database, and the first one as that of the credentials.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String of(String uri, String database) {
        Matcher parts = FORM.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("MONGODB_URI is no connection string");
        }
        String first = parts.group(2) == null ? "" : parts.group(2);
        String options = parts.group(3) == null ? "" : parts.group(3);
        if (parts.group(1).contains("@") && !first.isEmpty() && !options.contains("authSource=")) {
            options = (options.isEmpty() ? "" : options + "&") + "authSource=" + first;
        }
        return parts.group(1) + "/" + database + (options.isEmpty() ? "" : "?" + options);
    }
}
