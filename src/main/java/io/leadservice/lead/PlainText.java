package io.leadservice.lead;

/** Text that looks like what it is. */
public final class PlainText {

    private PlainText() {}

    /**
     * Whether a text holds nothing that is not seen or that changes how the rest is seen: no control characters but tabs and
     * ends of lines, no embeddings, overrides and isolates of direction, no spaces and joiners without width but those that
     * scripts and emoji need (U+200C, U+200D), no tags, and no half of a surrogate pair. See Unicode Technical Report 36.
     */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(point -> isControl(point) || isHalf(point) || isDeceptive(point));
    }

    private static boolean isControl(int point) {
        return Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t';
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isDeceptive(int point) {
        return (point >= 0x202A && point <= 0x202E) // embeddings and overrides
                || (point >= 0x2066 && point <= 0x2069) // isolates
                || point == 0x200B // spaces and joiners without width
                || (point >= 0x2060 && point <= 0x2064)
                || point == 0xFEFF
                || point == 0x180E
                || (point >= 0xE0000 && point <= 0xE007F); // tags
    }
}
