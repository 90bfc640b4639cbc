package io.leadservice.http;

import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Makes answers, and sends them. */
final class Answers {

    private Answers() {}

    static Answer of(int status, String type, JsonObject body) {
        return new Answer(
                status,
                Map.of(HttpHeaders.CONTENT_TYPE.toString(), type),
                new Bytes(body.toBuffer().getBytes()));
    }

    /** The answer with one more header. */
    static Answer with(Answer answer, String name, String value) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(name, value);
        return new Answer(answer.status(), headers, answer.body());
    }

    static void send(HttpServerResponse response, Answer answer) {
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status()).end(Buffer.buffer(answer.body().content()));
    }
}
