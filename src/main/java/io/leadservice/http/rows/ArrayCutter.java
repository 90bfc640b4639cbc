package io.leadservice.http.rows;

import java.util.Optional;

/**
 * The elements of a JSON array. Looks at brackets, commas and strings only: whether an element is JSON is judged by whoever
 * reads it, so a bad one spoils the others only where its brackets or quotes do not close.
 */
final class ArrayCutter implements RowCutter {

    /** Where in the array the next byte stands. */
    private enum Place {
        /** Before the bracket that opens it. */
        BEGINNING,
        /** Behind that bracket: an element, or the end. */
        FIRST,
        /** Behind a comma: an element. */
        NEXT,
        /** In an element with brackets. */
        NESTED,
        /** In an element that is a string. */
        STRING,
        /** In an element that ends with the first byte that is none of it. */
        WORD,
        /** Behind an element: a comma, or the end. */
        BEHIND,
        /** Behind the bracket that closes it. */
        CLOSED,
        /** Nothing is to be made of what follows. */
        BROKEN
    }

    private final RowBuffer row;
    private byte[] piece = new byte[0];
    private int position;
    private long before;
    private boolean ended;
    private Place place = Place.BEGINNING;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    ArrayCutter(int longestRow) {
        this.row = new RowBuffer(longestRow);
    }

    @Override
    public void feed(byte[] next) {
        before += piece.length;
        piece = next;
        position = 0;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public Optional<Cut> next() {
        while (position < piece.length && place != Place.BROKEN) {
            Optional<Cut> cut = switch (place) {
                case NESTED, STRING, WORD -> element();
                default -> between(piece[position++]);
            };
            if (cut.isPresent()) {
                return cut;
            }
        }
        return ended && place != Place.CLOSED && place != Place.BROKEN
                ? Optional.of(broken(before + position + 1, expected()))
                : Optional.empty();
    }

    /** A byte outside of elements, or the first one of an element. */
    private Optional<Cut> between(byte value) {
        if (JsonSpace.is(value)) {
            return Optional.empty();
        }
        boolean begins = value != ',' && value != ']' && (place == Place.FIRST || place == Place.NEXT);
        if (begins) {
            position--;
            place = switch (value) {
                case '{', '[' -> Place.NESTED;
                case '"' -> Place.STRING;
                default -> Place.WORD;
            };
            return Optional.empty();
        }
        if (place == Place.BEGINNING && value == '[') {
            place = Place.FIRST;
        } else if (place == Place.BEHIND && value == ',') {
            place = Place.NEXT;
        } else if ((place == Place.BEHIND || place == Place.FIRST) && value == ']') {
            place = Place.CLOSED;
        } else {
            return Optional.of(broken(before + position, expected()));
        }
        return Optional.empty();
    }

    /** The bytes of an element, as far as they go in this piece. */
    private Optional<Cut> element() {
        int start = position;
        boolean over = false;
        while (!over && position < piece.length) {
            byte value = piece[position];
            if (place == Place.WORD && ends(value)) {
                over = true;
            } else {
                position++;
                over = place != Place.WORD && closes(value);
            }
        }
        row.append(piece, start, position);
        if (!over) {
            return Optional.empty();
        }
        place = Place.BEHIND;
        return Optional.of(row.take());
    }

    private static boolean ends(byte value) {
        return value == ',' || value == ']' || JsonSpace.is(value);
    }

    /** Takes one byte of an element with brackets or quotes; whether it is its last. */
    private boolean closes(byte value) {
        if (quoted) {
            if (escaped) {
                escaped = false;
            } else if (value == '\\') {
                escaped = true;
            } else if (value == '"') {
                quoted = false;
            }
        } else if (value == '"') {
            quoted = true;
        } else if (value == '{' || value == '[') {
            depth++;
        } else if (value == '}' || value == ']') {
            depth--;
        }
        return depth == 0 && !quoted;
    }

    private Cut broken(long at, String expected) {
        place = Place.BROKEN;
        return new Cut.Broken(at, expected);
    }

    private String expected() {
        return switch (place) {
            case BEGINNING -> "[";
            case FIRST -> "a lead or ]";
            case NEXT -> "a lead";
            case NESTED, STRING, WORD -> "the rest of a lead";
            case BEHIND -> ", or ]";
            case CLOSED, BROKEN -> "nothing";
        };
    }
}
