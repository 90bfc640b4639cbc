package io.leadservice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader();

    @Test
    void findsTheEndOfAnAnswerInWhateverPiecesItComes() {
        String answer = "HTTP/1.1 201 Created\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

        for (int at = 0; at < answer.length() - 1; at++) {
            assertThat(reader.feed(Buffer.buffer(answer.substring(at, at + 1)))).isEqualTo(AnswerReader.MORE);
        }

        assertThat(reader.feed(Buffer.buffer("}"))).isEqualTo(201);
        assertThat(reader.lastOfConnection()).isFalse();
    }

    @Test
    void readsOneAnswerAfterTheOtherAndSeesTheLast() {
        assertThat(reader.feed(Buffer.buffer("HTTP/1.1 409 Conflict\r\ncontent-length: 0\r\n\r\n")))
                .isEqualTo(409);
        assertThat(reader.feed(
                        Buffer.buffer("HTTP/1.1 503 Unavailable\r\nConnection: close\r\ncontent-length: 2\r\n\r\n{}")))
                .isEqualTo(503);
        assertThat(reader.lastOfConnection()).isTrue();
    }

    @Test
    void refusesAnAnswerWithoutALength() {
        assertThatThrownBy(() -> reader.feed(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n")))
                .isInstanceOf(IllegalStateException.class);
    }
}
