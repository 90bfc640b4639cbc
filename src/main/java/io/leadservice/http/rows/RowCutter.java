package io.leadservice.http.rows;

import java.util.Optional;

/**
 * Cuts rows out of bytes that come in piece by piece. Keeps the piece at hand and the row that has begun, and nothing else.
 * The caller asks for rows until there is none, and then gives the next piece or says that there is none left.
 *
 * <p>Confined to one event loop, and used for one batch.
 */
public sealed interface RowCutter permits LineCutter, ArrayCutter {

    /** For a row a line, of whatever is on it (NDJSON, JSON Lines). Lines of white space are no rows. */
    static RowCutter lines(int longestRow) {
        return new LineCutter(longestRow);
    }

    /** For the elements of a JSON array, each as its bytes stand there. */
    static RowCutter array(int longestRow) {
        return new ArrayCutter(longestRow);
    }

    /**
     * Gives the next piece, when the one before is used up.
     *
     * @param piece kept until then, and not changed by anybody
     */
    void feed(byte[] piece);

    /** Says that there are no more pieces. */
    void end();

    /** What the batch holds next; empty if that is not known yet, or if it has ended. Nothing follows {@link Cut.Broken}. */
    Optional<Cut> next();
}
