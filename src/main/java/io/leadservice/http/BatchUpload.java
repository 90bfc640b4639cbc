package io.leadservice.http;

import io.leadservice.config.BatchConfig;
import io.leadservice.http.rows.Cut;
import io.leadservice.http.rows.RowCutter;
import io.leadservice.lead.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One batch on its way through: rows in, a line for each out, in the order of the rows. Holds the rows that are at work or
 * wait for those before them, never more than the window, the lines that the client has not read, up to a limit, and the piece
 * of the body that is being cut. It takes nothing from the connection while there is no room, so a batch takes the same memory
 * however long it is.
 *
 * <p>Ends when all lines are written, or when the client is gone: then the rows at work are finished and no new one is
 * begun. State is confined to the request's event loop.
 */
final class BatchUpload {

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RowCutter cutter;
    private final BatchConfig config;
    private final BiFunction<Long, Bytes, Future<Buffer>> work;

    /** Lines to come, in order. */
    private final Deque<Future<Buffer>> lines = new ArrayDeque<>();

    private final Promise<Optional<Problem>> done = Promise.promise();
    private long rows;
    private long unread;
    private boolean asked;
    private boolean bodyEnded;
    /** No row is taken any more. */
    private boolean closed;

    private boolean stepping;
    private Optional<Problem> refusal = Optional.empty();

    /**
     * @param request paused
     * @param work makes the line of a row, of its number from 1 on and its bytes; does not fail
     */
    BatchUpload(
            HttpServerRequest request,
            RowCutter cutter,
            BatchConfig config,
            BiFunction<Long, Bytes, Future<Buffer>> work) {
        this.request = request;
        this.response = request.response();
        this.cutter = cutter;
        this.config = config;
        this.work = work;
    }

    /**
     * Begins.
     *
     * @return completes when all is answered, or nobody is there to be answered; with a problem if nothing was written, which
     *     then is the answer to the whole
     */
    Future<Optional<Problem>> run() {
        request.handler(this::feed).endHandler(ended -> endOfBody()).exceptionHandler(cause -> abandon());
        step();
        return done.future();
    }

    /** Takes no more rows, answers those at work, and says so in a last line. */
    void stop() {
        if (!closed) {
            last(RowLine.stopping(rows + 1));
            step();
        }
    }

    /** How many rows were taken. */
    long rows() {
        return rows;
    }

    private void feed(Buffer piece) {
        asked = false;
        if (!closed) {
            cutter.feed(piece.getBytes());
            step();
        }
    }

    private void endOfBody() {
        bodyEnded = true;
        if (!closed) {
            cutter.end();
            step();
        }
    }

    /** Nobody is there any more to be answered. */
    void abandon() {
        closed = true;
        lines.clear();
        done.tryComplete(Optional.empty());
    }

    /** Writes the lines that are due, takes the rows for which there is room, and ends if that was all. */
    private void step() {
        if (stepping || done.future().isComplete()) {
            return;
        }
        stepping = true;
        write();
        while (hasRoom() && takeNext()) {
            write();
        }
        stepping = false;
        if (closed && lines.isEmpty()) {
            finish();
        }
    }

    private boolean hasRoom() {
        return !closed && lines.size() < config.window() && unread < config.maxUnreadBytes();
    }

    /** @return false if there is no row now */
    private boolean takeNext() {
        Optional<Cut> cut = cutter.next();
        if (cut.isPresent()) {
            take(cut.get());
        } else if (bodyEnded) {
            close();
        } else if (!asked) {
            asked = true;
            request.fetch(1);
        }
        return cut.isPresent();
    }

    private void take(Cut cut) {
        if (cut instanceof Cut.Broken broken) {
            broken(broken);
        } else if (rows == config.maxRows()) {
            last(RowLine.tooMany(rows + 1));
        } else if (cut instanceof Cut.Row row) {
            add(work.apply(++rows, row.content()));
        } else {
            add(Future.succeededFuture(RowLine.of(++rows, Problem.of(Problem.Kind.BODY_TOO_LARGE))));
        }
    }

    private void broken(Cut.Broken broken) {
        String where = "No JSON array at byte " + broken.position() + ": expected " + broken.expected();
        if (rows == 0) {
            refusal = Optional.of(Problem.of(Problem.Kind.INVALID_REQUEST, where));
            closed = true;
        } else {
            last(RowLine.broken(rows + 1, where));
        }
    }

    private void close() {
        closed = true;
        if (rows == 0) {
            refusal = Optional.of(Problem.of(Problem.Kind.INVALID_REQUEST, "The batch has no row"));
        }
    }

    private void last(Buffer line) {
        closed = true;
        lines.add(Future.succeededFuture(line));
    }

    private void add(Future<Buffer> line) {
        lines.add(line);
        line.onComplete(known -> step());
    }

    private void write() {
        Buffer due = Buffer.buffer();
        for (Future<Buffer> first = lines.peek(); first != null && first.isComplete(); first = lines.peek()) {
            due.appendBuffer(first.result());
            lines.remove();
        }
        if (due.length() > 0) {
            if (!response.headWritten()) {
                response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
            }
            int length = due.length();
            unread += length;
            response.write(due).onSuccess(written -> {
                unread -= length;
                step();
            });
        }
    }

    private void finish() {
        if (refusal.isEmpty()) {
            response.end();
        }
        done.tryComplete(refusal);
    }
}
