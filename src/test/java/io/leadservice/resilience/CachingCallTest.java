package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachingCallTest {

    private final Map<String, Buffer> kept = new HashMap<>();
    private int asked;

    private final OutsideCall<String, String> call = new CachingCall<>(
            (request, deadline) -> {
                asked++;
                return request.equals("bad")
                        ? Future.failedFuture(new CallFailure(Reason.BAD_STATUS, "no"))
                        : Future.succeededFuture("answer to " + request);
            },
            new InMemory(),
            request -> "key of " + request,
            new Text());

    @Test
    void asksOnceForTheSameRequest() {
        assertThat(ask("a").result()).isEqualTo("answer to a");
        assertThat(ask("a").result()).isEqualTo("answer to a");
        assertThat(ask("b").result()).isEqualTo("answer to b");

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void keepsNoFailure() {
        assertThat(ask("bad").failed()).isTrue();
        assertThat(ask("bad").failed()).isTrue();

        assertThat(asked).isEqualTo(2);
        assertThat(kept).isEmpty();
    }

    @Test
    void asksAgainWhereWhatIsKeptCannotBeRead() {
        kept.put("key of a", Buffer.buffer("?"));

        assertThat(ask("a").result()).isEqualTo("answer to a");
        assertThat(kept.get("key of a")).hasToString("answer to a");
    }

    private Future<String> ask(String request) {
        return call.ask(request, Deadline.after(Duration.ofSeconds(1)));
    }

    private static final class Text implements CachingCall.Form<String> {
        @Override
        public Buffer write(String answer) {
            return Buffer.buffer(answer);
        }

        @Override
        public Optional<String> read(Buffer kept) {
            return Optional.of(kept.toString()).filter(text -> text.startsWith("answer"));
        }
    }

    private final class InMemory implements ResultCache {
        @Override
        public Future<Void> start() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Optional<Buffer>> get(String key) {
            return Future.succeededFuture(Optional.ofNullable(kept.get(key)));
        }

        @Override
        public void put(String key, Buffer result) {
            kept.put(key, result);
        }

        @Override
        public Future<Void> stop() {
            return Future.succeededFuture();
        }
    }
}
