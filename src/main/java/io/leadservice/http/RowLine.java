package io.leadservice.http;

import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A line of the answer to a batch: the row's number and status, and of the answer that the row would have got alone what
 * tells its sender how to go on.
 */
final class RowLine {

    private static final int FIRST_ERROR = 400;
    private static final List<String> OF_A_LEAD = List.of("id", "ml_score");
    private static final List<String> OF_A_PROBLEM =
            List.of("code", "detail", "errors", "lead_id", "validation_results");

    private RowLine() {}

    /** @param row from 1 on */
    static Buffer of(long row, Answer answer) {
        JsonObject body = new JsonObject(Buffer.buffer(answer.body().content()));
        JsonObject line = new JsonObject().put("row", row).put("status", answer.status());
        for (String member : answer.status() < FIRST_ERROR ? OF_A_LEAD : OF_A_PROBLEM) {
            if (body.containsKey(member)) {
                line.put(member, body.getValue(member));
            }
        }
        answer.headers().forEach((name, value) -> {
            if (name.equalsIgnoreCase(HttpHeaders.LOCATION.toString())) {
                line.put("location", value);
            } else if (name.equalsIgnoreCase(HttpHeaders.RETRY_AFTER.toString())) {
                line.put("retry_after", Integer.valueOf(value));
            } else if (name.equals(IdempotencyGate.REPLAYED)) {
                line.put("replayed", true);
            }
        });
        return line.toBuffer().appendByte((byte) '\n');
    }

    /** The line of a row that has no answer of its own. */
    static Buffer of(long row, Problem problem) {
        return of(row, problem.answer(""));
    }

    /** The last line of a batch that takes no more rows than this. */
    static Buffer tooMany(long row) {
        return of(
                row,
                Problem.of(
                        Kind.TOO_MANY_ROWS,
                        "A batch has " + (row - 1) + " rows at most; those from here on are not kept"));
    }

    /** The last line where the batch cannot be read any further. */
    static Buffer broken(long row, String where) {
        return of(
                row,
                Problem.of(
                        Kind.INVALID_REQUEST,
                        where + "; the rows before are answered, those from here on are not kept"));
    }

    /** The last line of a node that stops. */
    static Buffer stopping(long row) {
        return of(
                row,
                Problem.of(
                        Kind.UNAVAILABLE,
                        "The node stops; the rows before are answered, send those from here on again"));
    }
}
