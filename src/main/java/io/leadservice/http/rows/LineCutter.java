package io.leadservice.http.rows;

import java.util.Optional;

/** A row a line: up to a line feed, or the end. A carriage return before it is white space to JSON and stays. */
final class LineCutter implements RowCutter {

    private final RowBuffer row;
    private byte[] piece = new byte[0];
    private int position;
    private boolean ended;

    LineCutter(int longestRow) {
        this.row = new RowBuffer(longestRow);
    }

    @Override
    public void feed(byte[] next) {
        piece = next;
        position = 0;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public Optional<Cut> next() {
        while (position < piece.length) {
            if (row.isEmpty()) {
                skipWhiteSpace();
            }
            int start = position;
            while (position < piece.length && piece[position] != '\n') {
                position++;
            }
            if (position > start) {
                row.append(piece, start, position);
            }
            if (position < piece.length) {
                position++;
                if (!row.isEmpty()) {
                    return Optional.of(row.take());
                }
            }
        }
        return ended && !row.isEmpty() ? Optional.of(row.take()) : Optional.empty();
    }

    private void skipWhiteSpace() {
        while (position < piece.length && JsonSpace.is(piece[position])) {
            position++;
        }
    }
}
