package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a process of its own: in this one another test may have loaded the classes. */
class ContextLocalsTest {

    @Test
    void areThereInAProcessThatMakesItsVertxFirst() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        First.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("r");
    }

    /** Makes a Vert.x, and then loads the ids. */
    static final class First {

        private First() {}

        public static void main(String[] arguments) throws Exception {
            Vertx vertx = Vertx.vertx();
            CompletableFuture<String> seen = new CompletableFuture<>();
            ContextInternal context =
                    ((VertxInternal) vertx).getOrCreateContext().duplicate();
            context.runOnContext(now -> {
                try {
                    new RequestIds("r", "", "").attach();
                    WorkNotes.begin();
                    seen.complete(RequestIds.current().request());
                } catch (RuntimeException | LinkageError e) {
                    seen.complete(e.toString());
                }
            });
            System.out.print(seen.get(20, TimeUnit.SECONDS));
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
