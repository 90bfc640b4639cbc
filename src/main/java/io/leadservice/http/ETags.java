package io.leadservice.http;

import io.leadservice.pipeline.FindResult.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags of leads (RFC 9110, 8.8.3). A tag names the revision and whether personal data are shown, since these are two
 * representations; a condition on a change looks at the revision only.
 */
final class ETags {

    /** One tag and what divides it from the next; a pattern for the whole list would need a stack as long as the list. */
    private static final Pattern NEXT =
            Pattern.compile("\\G[ \\t]*((?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")[ \\t]*(,|$)");

    private static final Pattern OURS = Pattern.compile("\"r([0-9]{1,9})(?:\\.pii)?\"");

    private ETags() {}

    /** @param revealed whether personal data are shown in clear */
    static String of(Found lead, boolean revealed) {
        return revealed ? "\"r" + lead.revision() + ".pii\"" : of(lead.revision());
    }

    /** The tag of a lead whose personal data are hidden. */
    static String of(long revision) {
        return "\"r" + revision + "\"";
    }

    /**
     * Reads {@code If-Match}.
     *
     * @param headers all of that name
     * @return the condition; empty if it is none
     */
    static Optional<Condition> ifMatch(List<String> headers) {
        String value = String.join(",", headers).strip();
        if (headers.isEmpty() || value.equals("*")) {
            return Optional.of(new Condition(Optional.empty()));
        }
        return tags(value).map(tags -> new Condition(Optional.of(revisions(tags))));
    }

    /** Whether {@code If-None-Match} holds this tag, by weak comparison; what is no condition matches nothing. */
    static boolean known(List<String> headers, String tag) {
        String value = String.join(",", headers).strip();
        return value.equals("*")
                || tags(value).orElse(List.of()).stream().map(ETags::strong).anyMatch(tag::equals);
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring("W/".length()) : tag;
    }

    /** Those of ours; a weak tag, or another's, matches no lead. */
    private static List<Long> revisions(List<String> tags) {
        return tags.stream()
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .map(ours -> Long.valueOf(ours.group(1)))
                .toList();
    }

    /** The tags of a list; empty if it is none. */
    private static Optional<List<String>> tags(String value) {
        List<String> tags = new ArrayList<>();
        Matcher next = NEXT.matcher(value);
        while (next.find()) {
            tags.add(next.group(1));
            if (next.group(2).isEmpty()) {
                return Optional.of(tags);
            }
        }
        return Optional.empty();
    }

    /**
     * At which revisions a lead must be.
     *
     * @param revisions one of these; empty for any
     */
    record Condition(Optional<List<Long>> revisions) {}
}
