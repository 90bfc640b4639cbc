package io.leadservice.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message of the form {@code words name={} other={}} taken apart. A message of another form, as libraries write them, is one
 * message without fields.
 *
 * @param message the words
 * @param fields the values by name, in the order of the message
 */
record LogLine(String message, Map<String, String> fields) {

    private static final Pattern NAME = Pattern.compile("(?:^| )([a-z][a-z0-9_]*)=(?=\\{}|\\S)");
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    /** The names that every line has already. */
    private static final String RESERVED = " message level logger timestamp stack_trace ";

    /**
     * @param template as it stands in the code
     * @param text with the values filled in
     */
    static LogLine of(String template, String text) {
        Matcher names = NAME.matcher(template);
        Map<String, String> fields = new LinkedHashMap<>();
        String message = text;
        String open = "";
        int from = 0;
        while (names.find()) {
            String mark = names.group();
            int at = text.indexOf(mark, from);
            if (at < 0) {
                return new LogLine(text, Map.of());
            }
            if (open.isEmpty()) {
                message = text.substring(0, at);
            } else {
                fields.put(open, text.substring(from, at));
            }
            from = at + mark.length();
            open = name(names.group(1));
        }
        if (!open.isEmpty()) {
            fields.put(open, text.substring(from));
        }
        return new LogLine(message.strip(), fields);
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    private static String name(String name) {
        return RESERVED.contains(" " + name + " ") ? name + "_" : name;
    }
}
